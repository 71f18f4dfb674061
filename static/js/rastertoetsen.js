// Keys in the grid, as in a spreadsheet: arrows, Enter, F2, Ctrl+D, Ctrl+Enter; and a block from a spreadsheet is pasted.
// What does not fit is told at its cell. A text cell keeps it, for the server to judge; a box or a select cannot hold it,
// so there [Bewaren] asks first.
(() => {
  const vorm = document.querySelector("form[data-raster]");
  if (!vorm) return;
  const zeg = vorm.querySelector("[data-zeg]");

  const cel = (el) => el.closest("td, th");
  const veldOp = (rij, kolom) => rij?.cells[kolom]?.querySelector(".cel-invoer") || null;
  const buur = (el, stap) => {
    const { parentElement: rij, cellIndex: kolom } = cel(el);
    let r = rij;
    do r = stap > 0 ? r.nextElementSibling : r.previousElementSibling; while (r && !veldOp(r, kolom));
    return veldOp(r, kolom);
  };
  const naast = (el, stap) => {
    const { parentElement: rij, cellIndex: kolom } = cel(el);
    for (let k = kolom + stap; k >= 0 && k < rij.cells.length; k += stap) if (veldOp(rij, k)) return veldOp(rij, k);
    return null;
  };
  const naar = (el) => {
    if (!el) return false;
    el.focus();
    if (/^(text|email|tel|url|number)$/.test(el.type)) el.select();
    el.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  };

  // --- what does not fit

  const vervalt = (el) => {
    const melding = cel(el).querySelector(".plak-fout");
    if (!melding) return;
    melding.remove();
    if (!cel(el).querySelector(".cel-melding")) cel(el).classList.remove("fout");
  };
  const past = (el, tekst, raad) => {
    vervalt(el);
    const vast = el.type === "checkbox" || el.tagName === "SELECT";
    cel(el).append(Object.assign(document.createElement("p"), {
      className: `cel-melding plak-fout${vast ? " vast" : ""}`,
      textContent: `‘${tekst.slice(0, 40)}’ past hier niet. ${raad} Esc laat de waarde vervallen.`,
    }));
    cel(el).classList.add("fout");
    return false;
  };

  // --- a text into a cell, as if it were typed; false when it does not fit

  const DAGEN = [/^(?<d>\d{1,2})([-/. ]?)(?<m>\d{1,2})\2(?<j>\d{4}|\d\d)$/, /^(?<j>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})$/];
  const MAAND = /^\d{1,2}[- ][a-z]{3,9}[- ](\d{4}|\d\d)$/i; // 1-sep-2019, as a spreadsheet shows it
  const isDag = (tekst) => MAAND.test(tekst) || DAGEN.some((vorm) => {
    const { d, m, j } = tekst.match(vorm)?.groups || {};
    return m >= 1 && m <= 12 && d >= 1 && d <= new Date(j, m, 0).getDate();
  });
  const GETAL = /^(\d+|\d{1,3}([. ]\d{3})+)$/;
  const keuzes = (el) => [...(document.getElementById(el.dataset.lijst || el.getAttribute("list"))?.options || [])].map((o) => o.value);
  const kaal = (tekst) => tekst.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""); // 'BV' is 'B.V.'
  const raad = (el) => {
    if (!el.value) return "";
    if (el.matches("[data-datum]")) return isDag(el.value) ? "" : "Vul een datum in zoals 31-12-2026.";
    if (el.matches("[data-getal]")) return GETAL.test(el.value) ? "" : "Vul een heel getal in.";
    return !el.hasAttribute("list") || keuzes(el).includes(el.value) ? "" : "Kies een waarde uit de lijst.";
  };
  const keuze = (el, tekst) => {
    const gelijk = (naam) => kaal(naam) === kaal(tekst);
    const opties = keuzes(el);
    const zelf = opties.filter(gelijk);
    if (zelf.length) return zelf[0];
    // 'Lokaal' exists under two segments: 'Pers › Lokaal' when the row says Pers
    const onder = opties.filter((o) => o.includes(" › ") && gelijk(o.split(" › ").at(-1)));
    const rij = [...cel(el).parentElement.querySelectorAll(".cel-invoer")].map((v) => v.value);
    return onder.find((o) => onder.length === 1 || rij.includes(o.split(" › ")[0])) || tekst;
  };
  const zet = (el, tekst) => {
    const schoon = tekst.replace(/\s+/g, " ").trim();
    const was = el.type === "checkbox" ? el.checked : el.value;
    if (el.type === "checkbox") {
      if (!/^(ja|nee|j|n|1|0|x|true|false|waar|onwaar|)$/i.test(schoon)) return past(el, schoon, "Kies ja of nee.");
      el.checked = /^(ja|j|1|x|true|waar)$/i.test(schoon);
    } else if (el.tagName === "SELECT") {
      const optie = [...el.options].find((o) => kaal(o.text) === kaal(schoon) || o.value === schoon);
      if (!optie) return past(el, schoon, "Kies een waarde uit de lijst.");
      el.value = optie.value;
    } else el.value = el.hasAttribute("list") ? keuze(el, schoon) : schoon;
    vervalt(el);
    if ((el.type === "checkbox" ? el.checked : el.value) === was) return true;
    el.dispatchEvent(new Event("input", { bubbles: true }));
    el.dispatchEvent(new Event("change", { bubbles: true }));
    const mis = raad(el);
    return mis ? past(el, schoon, mis) : true;
  };

  // --- keys

  // As in a spreadsheet: what is typed in a cell is left by any arrow; after F2 or a second click (`bezig`) the arrows go
  // through the text. Of a list ↑ and ↓ choose, once somebody types in it (`typt`).
  let bezig = null;
  let typt = null;
  vorm.addEventListener("focusin", () => { bezig = typt = null; });
  vorm.addEventListener("input", (e) => {
    if (!e.isTrusted || !e.target.matches(".cel-invoer")) return;
    if (e.target.type !== "checkbox") typt = e.target;
    vervalt(e.target);
  });
  // one click takes the cell, as after an arrow: what is typed or pasted replaces it; a second click is in the text
  vorm.addEventListener("mousedown", (e) => {
    const el = e.target;
    if (el === document.activeElement) bezig = el;
    else if (el.matches("input.cel-invoer:not([type=checkbox])")) {
      e.preventDefault();
      naar(el);
    }
  });

  const stap = (e, el) => {
    if (e.altKey || e.shiftKey) return null;
    // in a plain text up and down mean nothing; in a list they choose
    const tekst = /^(text|email|tel|url)$/.test(el.type) && !el.hasAttribute("list") && !el.closest("[data-opzoek]");
    const opneer = e.key === "ArrowDown" || e.key === "ArrowUp";
    if (!tekst && opneer && (bezig === el || typt === el)) return null;
    if (!opneer && bezig === el) return null;
    if (opneer) return buur(el, e.key === "ArrowDown" ? 1 : -1);
    return naast(el, e.key === "ArrowRight" ? 1 : -1);
  };

  vorm.addEventListener("keydown", (e) => {
    const el = e.target;
    if (!el.matches(".cel-invoer")) return;
    const stuur = e.ctrlKey || e.metaKey;
    if (e.key === "Escape") {
      bezig = typt = null;
      vervalt(el);
    } else if (e.key === "F2") {
      bezig = el;
      if (/^(text|tel|url)$/.test(el.type)) el.setSelectionRange(el.value.length, el.value.length); // others have no caret
    } else if (e.key === "Enter") {
      e.preventDefault();
      if (stuur) vorm.requestSubmit();
      else naar(buur(el, e.shiftKey ? -1 : 1));
    } else if (stuur && e.key.toLowerCase() === "d") {
      e.preventDefault();
      const boven = buur(el, -1);
      if (boven) zet(el, boven.type === "checkbox" ? (boven.checked ? "ja" : "nee") : boven.value);
    } else if (!stuur && /^Arrow/.test(e.key) && naar(stap(e, el))) e.preventDefault();
    else if (!stuur && /^Arrow(Up|Down)$/.test(e.key) && bezig !== el && typt !== el && !e.altKey && el.type !== "text") e.preventDefault();
  });

  // --- a block: cells apart by tabs, rows by line ends; a cell with a tab, a line end or a quote stands in quotes

  const blok = (tekst) => {
    const rijen = [[]];
    const cellen = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/g;
    for (const [, gequoot, kaal, eind] of tekst.replace(/\r\n?/g, "\n").replace(/\n$/, "").matchAll(cellen)) {
      rijen.at(-1).push(gequoot === undefined ? kaal : gequoot.replaceAll('""', '"'));
      if (eind === "\n") rijen.push([]);
      else if (!eind) break;
    }
    return rijen;
  };
  const cellen = (n) => (n === 1 ? "1 cel" : `${n} cellen`);

  vorm.addEventListener("paste", (e) => {
    const el = e.target;
    if (!el.matches?.(".cel-invoer")) return;
    const rijen = blok(e.clipboardData.getData("text/plain"));
    const los = rijen.length === 1 && rijen[0].length === 1;
    if (los && (bezig === el || typt === el) && !el.matches("[type=checkbox], select")) return; // a text in a text: the browser can
    e.preventDefault();
    const telling = { goed: 0, fout: 0, vast: 0, buiten: 0 };
    let rij = cel(el).parentElement;
    const begin = cel(el).cellIndex;
    for (const waarden of rijen) {
      waarden.forEach((waarde, i) => {
        const doel = veldOp(rij, begin + i);
        const soort = doel ? (zet(doel, waarde) ? "goed" : "fout") : rij?.cells[begin + i]?.matches(".alleen-lezen") ? "vast" : "buiten";
        telling[soort] += 1;
      });
      rij = rij?.nextElementSibling;
    }
    zeg.textContent = [
      `${cellen(telling.goed)} geplakt.`,
      telling.fout && `${telling.fout === 1 ? "1 waarde past" : `${telling.fout} waarden passen`} niet: zie de rode cellen.`,
      telling.vast && `${cellen(telling.vast)} kun je hier niet wijzigen.`,
      telling.buiten && `${cellen(telling.buiten)} vielen buiten de tabel.`.replace("1 cel vielen", "1 cel viel"),
    ].filter(Boolean).join(" ");
  });

  vorm.addEventListener("submit", (e) => {
    const vast = [...vorm.querySelectorAll(".plak-fout.vast")];
    if (!vast.length) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    const n = vast.length === 1 ? "1 geplakte waarde past" : `${vast.length} geplakte waarden passen`;
    const knop = Object.assign(document.createElement("button"), {
      type: "button", className: "knop knop-klein", textContent: "Laat vervallen en bewaar de rest",
    });
    knop.addEventListener("click", () => {
      for (const melding of vast) vervalt(cel(melding).querySelector(".cel-invoer"));
      vorm.requestSubmit(e.submitter);
    });
    zeg.replaceChildren(`Nog niet bewaard: ${n} niet. Kies in de rode cellen een waarde, of `, knop);
    naar(cel(vast[0]).querySelector(".cel-invoer"));
  });
})();
