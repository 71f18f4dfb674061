// A text into a cell of the grid, as if it were typed. What does not fit is told at its cell. A text cell keeps it, for
// the server to judge; a box or a select cannot hold it, so there [Bewaren] asks first.
(() => {
  const { vorm, cel, nu, maak, oorspronkelijk } = raster;
  const zeg = vorm.querySelector("[data-zeg]");

  const aantal = (n) => (n === 1 ? "1 cel" : `${n} cellen`);

  // --- what does not fit

  const niet = (wat = "") => {
    const n = vorm.querySelectorAll(".plak-fout").length;
    return n && `${n === 1 ? `1 ${wat}waarde past` : `${n} ${wat}waarden passen`} niet`;
  };
  // the bar: what was done, and how many red cells of ours there are now
  const meld = (...zinnen) => {
    const over = niet();
    zeg.textContent = [...zinnen, over && `${over}: zie de rode cellen.`].filter(Boolean).join(" ");
  };
  const melding = (el) => cel(el).querySelector(".plak-fout");
  // a cell with this marking, or with none
  const merk = (el, nieuw = null) => {
    melding(el)?.remove();
    if (nieuw) cel(el).append(nieuw);
    cel(el).classList.toggle("fout", Boolean(cel(el).querySelector(".cel-melding")));
  };
  const vervalt = (el) => {
    if (!melding(el)) return;
    merk(el);
    meld();
  };
  const past = (el, tekst, raad, was) => {
    const vast = el.type === "checkbox" || el.tagName === "SELECT";
    const wat = tekst ? `‘${tekst.slice(0, 40)}’` : "Leeg";
    const nieuw = Object.assign(document.createElement("p"), {
      className: `cel-melding plak-fout${vast ? " vast" : ""}`,
      textContent: `${wat} past hier niet. ${raad} Esc laat de waarde vervallen.`,
    });
    nieuw.dataset.was = was; // what stood here when all still fitted
    merk(el, nieuw);
    return false;
  };

  // --- a text into a cell; false when it does not fit

  const DAGEN = [
    /^(?<d>\d{1,2})([-/. ]?)(?<m>\d{1,2})\2(?<j>\d{4}|\d\d)$/,
    /^(?<j>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})$/,
  ];
  const MAAND = /^\d{1,2}[- ][a-z]{3,9}[- ](\d{4}|\d\d)$/i; // 1-sep-2019, as a spreadsheet shows it
  const isDag = (tekst) => MAAND.test(tekst) || DAGEN.some((vorm) => {
    const { d, m, j } = tekst.match(vorm)?.groups || {};
    return m >= 1 && m <= 12 && d >= 1 && d <= new Date(j, m, 0).getDate();
  });
  const GETAL = /^(\d+|\d{1,3}([. ]\d{3})+)$/;
  const lijst = (el) => document.getElementById(el.dataset.lijst || el.getAttribute("list"));
  const keuzes = (el) => [...(lijst(el)?.options || [])].map((o) => o.value);
  const kaal = (tekst) => tekst.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""); // 'BV' is 'B.V.'
  const raad = (el) => {
    if (!el.value || nu(el) === oorspronkelijk(el)) return "";
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
  const gebeurt = (el) => {
    for (const soort of ["input", "change"]) el.dispatchEvent(new Event(soort, { bubbles: true }));
  };
  const zet = (el, tekst) => {
    const schoon = tekst.replace(/\s+/g, " ").trim();
    const was = nu(el);
    const heel = melding(el)?.dataset.was ?? was;
    if (el.type === "checkbox") {
      const janee = /^(ja|nee|j|n|1|0|x|true|false|waar|onwaar|)$/i;
      if (!janee.test(schoon)) return past(el, schoon, "Kies ja of nee.", heel);
      el.checked = /^(ja|j|1|x|true|waar)$/i.test(schoon);
    } else if (el.tagName === "SELECT") {
      const optie = [...el.options].find((o) => kaal(o.text) === kaal(schoon) || o.value === schoon);
      if (!optie) return past(el, schoon, "Kies een waarde uit de lijst.", heel);
      el.value = optie.value;
    } else el.value = el.hasAttribute("list") ? keuze(el, schoon) : schoon;
    merk(el);
    if (nu(el) !== was) gebeurt(el);
    const mis = raad(el);
    return mis ? past(el, schoon, mis, heel) : true;
  };
  // a cell as a reader sees it, and as `zet` reads it
  const tekst = (el) => {
    if (el.type === "checkbox") return el.checked ? "ja" : "nee";
    return el.tagName === "SELECT" ? (el.value && el.selectedOptions[0].text) : el.value;
  };

  // --- [Bewaren] with what does not fit

  // first all of them, then the word: an emptied segment brings back its subsegment only in an empty cell
  const laatVallen = (velden) => {
    for (const el of velden) {
      maak(el, melding(el).dataset.was);
      merk(el);
    }
    velden.forEach(gebeurt);
  };
  vorm.addEventListener("submit", (e) => {
    const vast = vorm.querySelector(".plak-fout.vast");
    if (!vast) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    const knop = Object.assign(document.createElement("button"), {
      type: "button", className: "knop knop-klein", textContent: "Laat vervallen en bewaar de rest",
    });
    knop.addEventListener("click", () => {
      laatVallen(raster.cellen.filter(melding));
      vorm.requestSubmit(e.submitter);
    });
    zeg.replaceChildren(`Nog niet bewaard: ${niet("geplakte ")}. Kies in de rode cellen een waarde, of `, knop);
    raster.naar(cel(vast).querySelector(".cel-invoer"));
  });

  Object.assign(raster, { zet, tekst, merk, melding, vervalt, meld, aantal });
})();
