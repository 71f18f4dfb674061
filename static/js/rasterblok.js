// More cells of the grid at once: Ctrl+D takes over the cell above, and a block from a spreadsheet is pasted.
(() => {
  const { vorm, cel, veldOp, buur, zet, tekst, stap, meld, aantal } = raster;

  vorm.addEventListener("keydown", (e) => {
    const el = e.target;
    if (!el.matches(".cel-invoer") || !((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "d")) return;
    e.preventDefault();
    const boven = buur(el, -1);
    if (boven) stap(() => zet(el, tekst(boven)));
    meld();
  });

  // --- a block: cells apart by tabs, rows by line ends; a cell with a tab, a line end or a quote stands in quotes

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
    const begin = cel(el);
    let rij = begin.parentElement;
    for (const regel of waarden) {
      regel.forEach((waarde, i) => {
        const kolom = begin.cellIndex + i;
        const doel = veldOp(rij, kolom);
        const soort = doel ? (zet(doel, waarde) ? "goed" : "fout") : rij?.cells[kolom]?.matches(".alleen-lezen") ? "vast" : "buiten";
        telling[soort] += 1;
      });
      rij = rij?.nextElementSibling;
    }
    return telling;
  };
  vorm.addEventListener("paste", (e) => {
    const el = e.target;
    if (!el.matches?.(".cel-invoer")) return;
    const waarden = leesBlok(e.clipboardData.getData("text/plain"));
    const een = waarden.length === 1 && waarden[0].length === 1;
    const inTekst = raster.bezig === el || raster.typt === el;
    if (een && inTekst && !el.matches("[type=checkbox], select")) return; // a text in a text: the browser can
    e.preventDefault();
    let telling;
    stap(() => { telling = plak(el, waarden); });
    meld(
      `${aantal(telling.goed)} geplakt.`,
      telling.vast && `${aantal(telling.vast)} kun je hier niet wijzigen.`,
      telling.buiten && `${aantal(telling.buiten)} ${telling.buiten === 1 ? "viel" : "vielen"} buiten de tabel.`,
    );
  });
})();
