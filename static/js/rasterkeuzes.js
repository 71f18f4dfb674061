// Segment and Subsegment in a row of the grid: the list of the one holds what belongs to the other.
//   <datalist id="d-subsegment" data-ouder="segment"><option data-bij="Pers">…   (smp/lijsten/raster.py)
(() => {
  const vorm = document.querySelector("form[data-raster]");
  if (!vorm) return;
  const kinderen = [...vorm.querySelectorAll("datalist[data-ouder]")];
  const broer = (el, van, naar) => document.getElementById(el.id.replace(new RegExp(`-${van}$`), `-${naar}`));
  const naam = (lijst) => lijst.id.slice(2);
  const hier = new Map();

  for (const lijst of kinderen) {
    const kopie = Object.assign(document.createElement("datalist"), { id: `${lijst.id}-hier` });
    lijst.after(kopie);
    hier.set(lijst.id, kopie);
  }

  // one list for the cell where you are, filled when you arrive
  vorm.addEventListener("focusin", (e) => {
    const lijst = kinderen.find((l) => l.id === (e.target.dataset.lijst || e.target.getAttribute?.("list")));
    if (!lijst) return;
    const ouder = broer(e.target, naam(lijst), lijst.dataset.ouder);
    if (!ouder) return;
    const opties = [...lijst.options].filter((o) => o.dataset.bij === ouder.value);
    hier.get(lijst.id).replaceChildren(...opties.map((o) => o.cloneNode(true)));
    e.target.dataset.lijst = lijst.id;
    e.target.setAttribute("list", hier.get(lijst.id).id);
  });

  // another segment: a subsegment of the old one goes, and comes back with it
  const weg = new WeakMap();
  vorm.addEventListener("change", (e) => {
    for (const lijst of kinderen) {
      if (!e.target.id.endsWith(`-${lijst.dataset.ouder}`)) continue;
      const kind = broer(e.target, lijst.dataset.ouder, naam(lijst));
      if (!kind) continue;
      const optie = [...lijst.options].find((o) => o.value === (kind.value || weg.get(kind)));
      if (!optie || (optie.dataset.bij === e.target.value) === Boolean(kind.value)) continue;
      weg.set(kind, kind.value);
      kind.value = kind.value ? "" : optie.value;
      kind.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
})();
