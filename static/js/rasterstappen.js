// Ctrl+Z and Ctrl+Y in the grid. A step is all that one act changed: a paste, a clear, or what was typed in a cell that
// was left, with the subsegment that went along. It is found by comparing every cell with what was known of it (1 ms).
(() => {
  const { vorm, cellen, nu, maak, opnieuw, naar } = raster;
  const gedaan = [];
  const ongedaan = [];

  const lees = () => new Map(cellen.map((el) => [el, { waarde: nu(el), melding: raster.melding(el) }]));
  let bekend = lees();
  const leg = () => {
    const vers = lees();
    const anders = cellen.filter((el) => vers.get(el).waarde !== bekend.get(el).waarde
      || vers.get(el).melding?.textContent !== bekend.get(el).melding?.textContent);
    if (anders.length) {
      gedaan.push({ cellen: anders, voor: bekend, na: vers });
      ongedaan.length = 0;
    }
    bekend = vers;
  };
  raster.leg = leg;
  raster.stap = (doe) => { leg(); doe(); leg(); };
  vorm.addEventListener("focusin", leg);
  // after Back, what was typed is where it begins
  addEventListener("pageshow", (e) => { if (!e.persisted) bekend = lees(); });

  const loop = (van, naarStapel, kant, zin, geen) => {
    leg();
    const stap = van.pop();
    if (!stap) { raster.meld(geen); return; }
    naarStapel.push(stap);
    for (const el of stap.cellen) {
      maak(el, stap[kant].get(el).waarde);
      raster.merk(el, stap[kant].get(el).melding);
    }
    bekend = lees();
    opnieuw();
    naar(stap.cellen[0]);
    raster.bezig = raster.typt = null;
    raster.meld(`${zin}: ${raster.aantal(stap.cellen.length)}.`);
  };

  vorm.addEventListener("keydown", (e) => {
    const el = e.target;
    if (!(e.ctrlKey || e.metaKey) || e.altKey || el.matches("input:not(.cel-invoer)")) return;
    const terug = e.key.toLowerCase() === "z" && !e.shiftKey;
    const weer = e.key.toLowerCase() === "y" || (e.key.toLowerCase() === "z" && e.shiftKey);
    if (!terug && !weer) return;
    // who is typing takes back letters, by the browser; and gets them back
    const typt = raster.typt === el && el.tagName !== "SELECT";
    if (typt && (nu(el) !== bekend.get(el).waarde || (weer && !ongedaan.length))) return;
    e.preventDefault();
    if (terug) loop(gedaan, ongedaan, "voor", "Ongedaan gemaakt", "Er is niets om ongedaan te maken.");
    else loop(ongedaan, gedaan, "na", "Opnieuw gedaan", "Er is niets om opnieuw te doen.");
  });
})();
