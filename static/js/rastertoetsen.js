// Keys in the grid, as in a spreadsheet: through the cells, F2, Enter, Esc and Ctrl+Enter.
(() => {
  const { vorm, cel, veldOp, buur, naar, nu, maak, oorspronkelijk } = raster;

  // What is typed in a cell is left by any arrow; after F2 or a second click (`bezig`) the arrows go through the text.
  // Of a list ↑ and ↓ choose, once somebody types in it (`typt`).
  raster.bezig = raster.typt = null;
  vorm.addEventListener("focusin", () => { raster.bezig = raster.typt = null; });
  vorm.addEventListener("input", (e) => {
    if (!e.isTrusted || !e.target.matches(".cel-invoer")) return;
    if (e.target.type !== "checkbox") raster.typt = e.target;
    raster.vervalt(e.target);
  });

  vorm.querySelector(".cel.fout .cel-invoer, .cel.conflict .cel-invoer")?.focus(); // where there is something to mend

  // one click takes the cell, as after an arrow: what is typed or pasted replaces it; a second click is in the text
  vorm.addEventListener("mousedown", (e) => {
    const el = e.target;
    if (el === document.activeElement) raster.bezig = el;
    else if (el.matches("input.cel-invoer:not([type=checkbox])")) {
      e.preventDefault();
      naar(el);
    }
  });

  const naast = (el, stap) => {
    const { parentElement: rij, cellIndex: kolom } = cel(el);
    for (let k = kolom + stap; k >= 0 && k < rij.cells.length; k += stap) if (veldOp(rij, k)) return veldOp(rij, k);
    return null;
  };
  const WEGEN = {
    ArrowLeft: (el) => naast(el, -1),
    ArrowRight: (el) => naast(el, 1),
    ArrowUp: (el) => buur(el, -1),
    ArrowDown: (el) => buur(el, 1),
  };
  const ga = (e, el, stuur) => {
    const weg = WEGEN[e.key];
    if (!weg || stuur || e.altKey || e.shiftKey) return;
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
    } else if (e.key === "F2") {
      raster.bezig = el;
      if (/^(text|tel|url)$/.test(el.type)) el.setSelectionRange(el.value.length, el.value.length); // others have no caret
    } else if (e.key === "Enter") {
      e.preventDefault();
      if (stuur) vorm.requestSubmit();
      else naar(buur(el, e.shiftKey ? -1 : 1));
    } else ga(e, el, stuur);
  });
})();
