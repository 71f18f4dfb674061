// Fields that depend on other fields. Everything here is driven by data attributes; without it all fields and choices show.
//
//   <select data-hangt-af-van="id_segment" data-hint="Kies eerst een segment.">   child of another select;
//     <optgroup label="Sponsoren" data-ouder="3">                                  shown when the parent's value is 3
//   <input type=checkbox data-verbergt="postadres_">     ticked: hides the other fields whose name starts so
//   <select data-toont="postadres_">                      shows, of the fields whose name starts so and that carry
//     <input data-bij="straat buitenland">                data-bij, only those that name the chosen value
//   <input type=checkbox data-eindigt="id_einddatum">     unticked: proposes today in that date field, if it is empty
(() => {
  const groepen = new WeakMap();

  const leeg = (select) => [...select.children].filter((k) => k.tagName === "OPTION");

  const pasAan = (kind, begin) => {
    const ouder = document.getElementById(kind.dataset.hangtAfVan);
    if (!ouder) return;
    if (!groepen.has(kind)) groepen.set(kind, { losse: leeg(kind), alle: [...kind.querySelectorAll("optgroup[data-ouder]")] });
    const { losse, alle } = groepen.get(kind);
    const waarde = kind.value;
    const gekozen = alle.find((g) => [...g.children].some((o) => o.value === waarde && waarde !== ""));
    const goed = alle.filter((g) => g.dataset.ouder === ouder.value && ouder.value !== "");
    if (begin && gekozen && !goed.includes(gekozen)) goed.push(gekozen); // what was stored or typed stays in sight
    kind.replaceChildren(...losse, ...goed);
    kind.value = !waarde || goed.includes(gekozen) ? waarde : "";
    if (kind.selectedIndex < 0) kind.selectedIndex = 0;
    const wacht = !ouder.value && !goed.length;
    kind.classList.toggle("wacht", wacht);
    hint(kind, wacht);
    if (kind.value !== waarde) kind.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const hint = (kind, wacht) => {
    if (kind.classList.contains("cel-invoer")) return; // no room in a grid cell: the parent stands beside it
    const id = `${kind.id}_wacht`;
    let tekst = document.getElementById(id);
    if (!tekst && wacht) {
      tekst = Object.assign(document.createElement("div"), { id, className: "form-text", textContent: kind.dataset.hint || "Kies eerst een segment." });
      kind.after(tekst);
      kind.setAttribute("aria-describedby", `${kind.getAttribute("aria-describedby") || ""} ${id}`.trim());
    }
    if (tekst) tekst.hidden = !wacht;
  };

  const vak = (veld) => veld.closest("[data-veld], [id^='div_id_'], .veld") || veld;
  const buiten = (el) => (el.parentElement?.matches(".velden, .regel-meer td") ? el : el.parentElement?.children.length === 1 ? el.parentElement : el);
  const genoemd = (vorm, begin) => [...vorm.elements].filter((v) => v.name && v.name.startsWith(begin));
  const waarde = (el) => (el.type === "radio" ? el.form.elements[el.name].value : el.value);

  const toonPassend = (vorm) => {
    const stand = new Map();
    const zet = (veld, weg) => {
      const v = buiten(vak(veld));
      const fout = v.querySelector(".is-invalid, [aria-invalid=true]");
      stand.set(v, (stand.get(v) || weg) && !fout);
    };
    for (const keuze of vorm.querySelectorAll("[data-toont]")) {
      const nu = waarde(keuze);
      for (const veld of genoemd(vorm, keuze.dataset.toont)) {
        if (veld.dataset.bij !== undefined) zet(veld, nu !== "" && !veld.dataset.bij.split(" ").includes(nu));
      }
    }
    for (const vink of vorm.querySelectorAll("[data-verbergt]")) {
      for (const begin of vink.dataset.verbergt.split(" ")) {
        for (const veld of genoemd(vorm, begin)) if (veld !== vink) zet(veld, vink.checked);
      }
    }
    for (const [el, weg] of stand) el.hidden = weg;
  };

  const stelVoor = (vink, datum) => {
    const vandaag = new Date().toLocaleDateString("nl"); // 31-12-2026, by the clock of the user
    if (!datum) return;
    if (!vink.checked && !datum.value) {
      datum.value = datum.dataset.voorstel = vandaag;
      const meer = datum.closest("tr[hidden]"); // a proposal must be seen
      if (meer) document.querySelector(`[data-meer="${meer.id}"] [data-pijltje]`).click();
    } else if (vink.checked && datum.value === datum.dataset.voorstel) datum.value = "";
  };

  const start = (wortel) => {
    for (const kind of wortel.querySelectorAll("select[data-hangt-af-van]")) if (!kind.classList.contains("cel-invoer")) pasAan(kind, true);
    for (const vorm of document.forms) if (vorm.querySelector("[data-toont], [data-verbergt]")) toonPassend(vorm);
  };

  // a grid has many: prepare a child only when it is about to be used
  document.addEventListener("focusin", (e) => {
    if (e.target.matches?.("select.cel-invoer[data-hangt-af-van]") && !groepen.has(e.target)) pasAan(e.target, true);
  });
  document.addEventListener("change", (e) => {
    const el = e.target;
    if (el.id) for (const kind of document.querySelectorAll(`select[data-hangt-af-van="${CSS.escape(el.id)}"]`)) pasAan(kind, false);
    if (el.matches("[data-toont], [data-verbergt]")) toonPassend(el.form);
    if (el.dataset.eindigt) stelVoor(el, document.getElementById(el.dataset.eindigt));
  });
  document.addEventListener("htmx:afterSwap", (e) => start(e.target));
  document.addEventListener("smp:regel-erbij", (e) => { for (const vak of new Set(e.detail.map((rij) => rij.parentElement))) start(vak); });
  start(document);
})();
