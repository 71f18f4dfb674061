// [Uitgebreid zoeken]: when a column or comparison is chosen the form comes back with the fields that fit it.
// Without this script the button [Velden bijwerken] does the same, and so does every other button.
(() => {
  const knop = (vorm) => vorm.querySelector("[data-ververs]");
  // What was typed while the answer was under way.
  const onderweg = (vorm, data) => [...vorm.querySelectorAll("input, select")].filter((v) => data.has(v.name) && v.value !== data.get(v.name)).map((v) => [v.name, v.value]);
  let laatste = 0;
  const stuur = async (vorm, doe, focus) => {
    const beurt = ++laatste, data = new FormData(vorm);
    data.set("doe", doe);
    try {
      const antwoord = await fetch(location.href, { method: "POST", body: data });
      if (!antwoord.ok || antwoord.redirected) throw new Error(antwoord.status);
      const pagina = new DOMParser().parseFromString(await antwoord.text(), "text/html");
      if (beurt !== laatste) return; // a later choice brings its own answer
      const vers = document.adoptNode(pagina.getElementById("uitgebreid"));
      knop(vers).hidden = true;
      const actief = document.activeElement.name, getypt = doe === "ververs" ? onderweg(vorm, data) : [];
      vorm.replaceWith(vers);
      getypt.forEach(([naam, waarde]) => { if (vers.elements[naam]) vers.elements[naam].value = waarde; });
      (getypt.some(([naam]) => naam === actief) ? vers.elements[actief] : focus(vers))?.focus();
    } catch { vorm.requestSubmit(knop(vorm)); }
  };
  document.addEventListener("change", (e) => {
    const naam = e.target.name, vorm = e.target.form;
    if (!e.target.matches("#uitgebreid [data-kies]")) return;
    const verder = naam.endsWith("-veld") ? naam.replace("-veld", "-operator") : naam.replace("-operator", "-waarde");
    stuur(vorm, "ververs", (vers) => vers.elements[verder] || vers.elements[naam]);
  });
  document.addEventListener("submit", (e) => {
    const [doe, groep] = (e.submitter?.value || "").split("-");
    if (e.target.id !== "uitgebreid" || !["rij", "groep", "weg"].includes(doe)) return;
    e.preventDefault();
    const kiezers = (vers) => [...vers.querySelectorAll('[name$="-veld"]')].filter((k) => doe === "groep" || k.name.startsWith(`g${groep}r`));
    stuur(e.target, e.submitter.value, (vers) => kiezers(vers).at(-1));
  });
  const vorm = document.getElementById("uitgebreid");
  if (vorm) knop(vorm).hidden = true;
})();
