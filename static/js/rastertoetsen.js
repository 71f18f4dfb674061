// Keys in the grid, as in a spreadsheet: through the cells, F2, Enter, Esc and Ctrl+Enter.
(() => {
  const { vorm, cellen, cel, veldOp, buur, naar, nu, maak, oorspronkelijk } = raster;

  // What is typed in a cell is left by any arrow; after F2 or a second click (`bezig`) the arrows go through the text.
  // Of a list ↑ and ↓ choose, once somebody types in it (`typt`).
  raster.bezig = raster.typt = null;
  vorm.addEventListener("focusin", () => { raster.bezig = raster.typt = null; });
  vorm.addEventListener("input", (e) => {
    if (!e.isTrusted || !e.target.matches(".cel-invoer")) return;
    if (e.target.type !== "checkbox") raster.typt = e.target;
    raster.vervalt(e.target);
  });

  // where there is something to mend, or the first cell, when nothing else asks for the focus
  const mis = vorm.querySelector(".cel.fout .cel-invoer, .cel.conflict .cel-invoer");
  const vrij = document.activeElement === document.body && !document.querySelector("[autofocus]");
  let eerste = null;
  if (mis) mis.focus();
  else if (vrij && naar(cellen[0])) [eerste] = cellen;

  // one click takes the cell, as after an arrow: what is typed or pasted replaces it; a second click is in the text
  vorm.addEventListener("mousedown", (e) => {
    const el = e.target;
    if (e.shiftKey) return;
    if (el === document.activeElement && (el !== eerste || raster.typt === el)) raster.bezig = el;
    else if (el.matches("input.cel-invoer:not([type=checkbox])")) {
      e.preventDefault();
      naar(el);
    }
    eerste = null;
  });

  const naast = (el, stap) => {
    const { parentElement: rij, cellIndex: kolom } = cel(el);
    for (let k = kolom + stap; k >= 0 && k < rij.cells.length; k += stap) if (veldOp(rij, k)) return veldOp(rij, k);
    return null;
  };
  // to the last cell down (1) or up (-1), or the last that is near enough
  const verste = (el, stap, dichtbij = () => true) => {
    let doel = buur(el, stap);
    for (let v = doel; v && dichtbij(v); v = buur(v, stap)) doel = v;
    return doel;
  };
  const scherm = (el, stap) => {
    const vak = vorm.querySelector(".tabelvak");
    const kop = vak.querySelector("thead").offsetHeight;
    const hoog = Math.min(vak.clientHeight, innerHeight) - kop - cel(el).offsetHeight;
    const top = (v) => cel(v).getBoundingClientRect().top;
    return verste(el, stap, (v) => Math.abs(top(v) - top(el)) <= hoog);
  };
  const inRij = (el) => [...cel(el).parentElement.querySelectorAll(".cel-invoer")];
  const WEGEN = {
    ArrowLeft: (el) => naast(el, -1),
    ArrowRight: (el) => naast(el, 1),
    ArrowUp: (el) => buur(el, -1),
    ArrowDown: (el) => buur(el, 1),
    PageUp: (el) => scherm(el, -1),
    PageDown: (el) => scherm(el, 1),
    Home: (el) => inRij(el)[0],
    End: (el) => inRij(el).at(-1),
    "Control+ArrowUp": (el) => verste(el, -1),
    "Control+ArrowDown": (el) => verste(el, 1),
    "Control+Home": () => cellen[0],
    "Control+End": () => cellen.at(-1),
  };
  const ga = (e, el, stuur) => {
    const weg = WEGEN[stuur ? `Control+${e.key}` : e.key];
    if (!weg || e.altKey || e.shiftKey) return;
    // in a plain text up and down mean nothing; in a list they choose
    const tekst = /^(text|email|tel|url)$/.test(el.type);
    const opneer = /Up$|Down$/.test(e.key);
    const kiest = opneer && (raster.typt === el || raster.bezig === el) && (!tekst || el.hasAttribute("list"));
    if (kiest || (!opneer && raster.bezig === el)) return;
    if (naar(weg(el)) || !tekst) e.preventDefault(); // at the edge a select would choose
  };

  vorm.addEventListener("keydown", (e) => {
    const el = e.target;
    if (!el.matches(".cel-invoer")) return;
    const stuur = e.ctrlKey || e.metaKey;
    if (e.key === "Escape") {
      raster.bezig = raster.typt = null;
      raster.vervalt(el);
      if (nu(el) !== oorspronkelijk(el)) {
        maak(el, oorspronkelijk(el));
        el.dispatchEvent(new Event("change", { bubbles: true }));
        e.stopPropagation();
      }
      raster.leg();
    } else if (e.key === "F2") {
      raster.bezig = el;
      // others have no caret
      if (/^(text|tel|url)$/.test(el.type)) el.setSelectionRange(el.value.length, el.value.length);
    } else if (e.key === "Enter") {
      e.preventDefault();
      if (stuur) vorm.requestSubmit();
      else naar(buur(el, e.shiftKey ? -1 : 1));
    } else ga(e, el, stuur);
  });
})();
