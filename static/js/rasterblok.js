// A block of cells in the grid, chosen with Shift+arrow or Shift+click: from the cell with the focus to the one across
// (`hoek`). It is copied, pasted over, emptied and filled down; without one, that is done to the one cell.
(() => {
  const { vorm, cel, veldOp, buur, zet, tekst, stap, meld, aantal } = raster;
  const tabel = vorm.querySelector("table");
  const kolommen = tabel.tHead.querySelectorAll("th").length; // the buttons of a row are no cells
  let hoek = null;

  const hier = () => (document.activeElement.matches(".cel-invoer") ? document.activeElement : null);

  // rows of cells, those that cannot be changed as well
  const blok = (el) => {
    const [van, tot] = [cel(el), hoek || cel(el)];
    const [boven, onder] = [van, tot].map((td) => td.parentElement.rowIndex).sort((a, b) => a - b);
    const [links, rechts] = [van, tot].map((td) => td.cellIndex).sort((a, b) => a - b);
    return [...tabel.rows].slice(boven, onder + 1).map((rij) => [...rij.cells].slice(links, rechts + 1));
  };
  const veld = (td) => td.querySelector(".cel-invoer");
  const velden = (el) => blok(el).flat().map(veld).filter(Boolean);
  const kies = (el, td) => {
    hoek = td && td !== cel(el) ? td : null;
    for (const oud of tabel.querySelectorAll(".gekozen")) oud.classList.remove("gekozen");
    if (!hoek) return;
    const gekozen = blok(el).flat();
    for (const cel_ of gekozen) cel_.classList.add("gekozen");
    hoek.scrollIntoView({ block: "nearest", inline: "nearest" });
    meld(`${aantal(gekozen.length)} gekozen.`);
  };
  const los = () => kies(hier(), null);
  vorm.addEventListener("focusin", los);
  vorm.addEventListener("input", (e) => { if (e.isTrusted) los(); });
  vorm.addEventListener("mousedown", (e) => {
    const td = e.target.closest("tbody > tr > *");
    if (!e.shiftKey || !td || !hier() || td.cellIndex >= kolommen || e.target.closest("a")) return los();
    e.preventDefault();
    return kies(hier(), td);
  });
  vorm.addEventListener("click", (e) => { if (e.shiftKey && hoek && !e.target.closest("a")) e.preventDefault(); });

  const STAPPEN = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const breidUit = (el, [neer, opzij]) => {
    const { parentElement: rij, cellIndex: kolom } = hoek || cel(el);
    const naast = kolom + opzij < kolommen && tabel.tBodies[0].rows[rij.sectionRowIndex + neer]?.cells[kolom + opzij];
    if (naast) kies(el, naast);
  };
  // the top row of the block into those below; of one row, the cell above it
  const vulNeer = (el) => {
    const rijen = blok(el).map((rij) => rij.map(veld));
    rijen[0].forEach((top, k) => {
      const bron = rijen.length > 1 ? top : top && buur(top, -1);
      for (const rij of rijen.slice(rijen.length > 1)) if (bron && rij[k]) zet(rij[k], tekst(bron));
    });
  };
  vorm.addEventListener("keydown", (e) => {
    const el = e.target;
    const stuur = e.ctrlKey || e.metaKey;
    if (!el.matches(".cel-invoer") || e.altKey) return;
    const inTekst = raster.bezig === el || raster.typt === el;
    if (e.key === "Escape") los();
    else if (stuur && e.key.toLowerCase() === "d") {
      e.preventDefault();
      stap(() => vulNeer(el));
      meld();
    } else if (inTekst || stuur) return;
    else if (e.shiftKey && STAPPEN[e.key]) {
      e.preventDefault();
      breidUit(el, STAPPEN[e.key]);
    } else if (e.key === "Delete" && !e.shiftKey) {
      e.preventDefault();
      stap(() => meld(`${aantal(velden(el).filter((v) => zet(v, "")).length)} leeggemaakt.`));
    }
  });

  // --- the clipboard: cells apart by tabs, rows by line ends; with a tab, a line end or a quote in it, in quotes

  const alsTekst = (td) => {
    const kaal = veld(td) ? tekst(veld(td)) : td.innerText.trim();
    return /["\t\n]/.test(kaal) ? `"${kaal.replaceAll('"', '""')}"` : kaal;
  };
  document.addEventListener("copy", (e) => {
    const el = hier();
    if (!el || (!hoek && el.matches("input:not([type=checkbox])"))) return; // a text out of a text: the browser can
    e.preventDefault();
    const rijen = blok(el);
    e.clipboardData.setData("text/plain", rijen.map((rij) => rij.map(alsTekst).join("\t")).join("\n"));
    meld(`${aantal(rijen.flat().length)} gekopieerd.`);
  });

  const leesBlok = (klembord) => {
    const rijen = [[]];
    const cellen = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/g;
    for (const [, gequoot, kaal, eind] of klembord.replace(/\r\n?/g, "\n").replace(/\n$/, "").matchAll(cellen)) {
      rijen.at(-1).push(gequoot === undefined ? kaal : gequoot.replaceAll('""', '"'));
      if (eind === "\n") rijen.push([]);
      else if (!eind) break;
    }
    return rijen;
  };
  const plak = (el, waarden) => {
    const telling = { goed: 0, fout: 0, vast: 0, buiten: 0 };
    const [[begin]] = blok(el);
    let rij = begin.parentElement;
    for (const regel of waarden) {
      regel.forEach((waarde, i) => {
        const kolom = begin.cellIndex + i;
        const doel = veldOp(rij, kolom);
        if (doel) telling[zet(doel, waarde) ? "goed" : "fout"] += 1;
        else telling[rij?.cells[kolom]?.matches(".alleen-lezen") ? "vast" : "buiten"] += 1;
      });
      rij = rij?.nextElementSibling;
    }
    return telling;
  };
  document.addEventListener("paste", (e) => {
    const el = hier();
    if (!el) return;
    let waarden = leesBlok(e.clipboardData.getData("text/plain"));
    const een = waarden.length === 1 && waarden[0].length === 1;
    const inTekst = raster.bezig === el || raster.typt === el;
    if (een && inTekst && !el.matches("[type=checkbox], select")) return; // a text in a text: the browser can
    e.preventDefault();
    if (een && hoek) waarden = blok(el).map((rij) => rij.map(() => waarden[0][0])); // one value into the whole block
    let telling;
    stap(() => { telling = plak(el, waarden); });
    meld(
      `${aantal(telling.goed)} geplakt.`,
      telling.vast && `${aantal(telling.vast)} kun je hier niet wijzigen.`,
      telling.buiten && `${aantal(telling.buiten)} ${telling.buiten === 1 ? "viel" : "vielen"} buiten de tabel.`,
    );
  });
})();
