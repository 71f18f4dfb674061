// The vergrootglas: suggestions while you type. Without this script the server resolves the typed text.
// The search panel is in opzoekpaneel.js. Everything is delegated, so rows that are added later work too.
//
//   <div data-opzoek="organisatie" data-url="…/opzoeken/"> text box, hidden key, hidden label of that key, <ul role=listbox>
//
// A choice fires `smp:gekozen` on the box with {pk, label}, an empty pk is [Wissen]; `smp:kies` with the same makes one.
(() => {
  document.documentElement.classList.add("opzoek-kan");
  const WACHT = 150; // milliseconds without a key before we ask
  const vakVan = (el) => el?.closest?.("[data-opzoek]") || null;
  const delen = (vak) => {
    const [tekst, sleutel, was] = vak.querySelectorAll(".opzoek-regel > input");
    return { tekst, sleutel, was, lijst: vak.querySelector("[role=listbox]"), zeg: vak.querySelector("[data-opzoek-zeg]") };
  };
  const opties = (vak) => [...delen(vak).lijst.querySelectorAll("[role=option][data-pk]")];
  const vragen = new WeakMap(); // box -> the question that is on its way
  let open = null; // the box whose suggestions show
  let klok;

  // fixed, because a row may live in a box that scrolls
  const plaats = () => {
    if (!open) return;
    const { tekst, lijst } = delen(open);
    const r = tekst.getBoundingClientRect();
    const boven = r.bottom + lijst.offsetHeight > innerHeight && r.top > lijst.offsetHeight;
    const breed = Math.min(Math.max(r.width, 288), document.documentElement.clientWidth - 16);
    lijst.style.width = `${breed}px`;
    lijst.style.left = `${Math.max(8, Math.min(r.left, document.documentElement.clientWidth - breed - 8))}px`;
    lijst.style.top = `${boven ? r.top - lijst.offsetHeight - 2 : r.bottom + 2}px`;
  };
  const sluit = (vak) => {
    const { tekst, lijst } = delen(vak);
    clearTimeout(klok);
    vragen.get(vak)?.abort();
    lijst.hidden = true;
    tekst.setAttribute("aria-expanded", "false");
    tekst.removeAttribute("aria-activedescendant");
    if (open === vak) open = null;
  };
  const kies = (vak, { pk, label }) => {
    const { tekst, sleutel, was, zeg } = delen(vak);
    tekst.value = was.value = label;
    sleutel.value = pk;
    vak.querySelector("[data-opzoek-keuzes]")?.remove();
    tekst.classList.remove("is-invalid");
    tekst.removeAttribute("aria-invalid");
    sluit(vak);
    zeg.textContent = pk ? `${label} gekozen` : "Leeg";
    tekst.dispatchEvent(new Event("change", { bubbles: true }));
    vak.dispatchEvent(new CustomEvent("smp:gekozen", { bubbles: true, detail: { pk, label } }));
  };
  const wijs = (vak, optie) => {
    for (const o of opties(vak)) o.setAttribute("aria-selected", o === optie);
    delen(vak).tekst.setAttribute("aria-activedescendant", optie.id);
    optie.scrollIntoView({ block: "nearest" });
  };

  const vraag = async (vak) => {
    const { tekst, lijst, zeg } = delen(vak);
    const q = tekst.value.trim();
    vragen.get(vak)?.abort();
    if (q.length < 2) return sluit(vak);
    const stop = new AbortController();
    vragen.set(vak, stop);
    try {
      const antwoord = await fetch(`${vak.dataset.url}?${new URLSearchParams({ q })}`, { signal: stop.signal });
      if (!antwoord.ok || antwoord.redirected) throw new Error(antwoord.status);
      lijst.innerHTML = await antwoord.text();
    } catch (fout) {
      if (fout.name === "AbortError") return;
      sluit(vak);
      zeg.textContent = "Zoeken lukt nu niet. Typ de hele naam.";
      return;
    }
    const alle = opties(vak);
    alle.forEach((optie, nr) => { optie.id = `${lijst.id}_${nr}`; });
    open = vak;
    lijst.hidden = false;
    plaats();
    tekst.setAttribute("aria-expanded", "true");
    tekst.removeAttribute("aria-activedescendant");
    zeg.textContent = alle.length === 0 ? "Niets gevonden" : alle.length === 1 ? "1 voorstel" : `${alle.length} voorstellen`;
  };

  addEventListener("scroll", plaats, { capture: true, passive: true });
  addEventListener("resize", plaats);

  document.addEventListener("input", (e) => {
    const vak = vakVan(e.target);
    if (!vak || e.target !== delen(vak).tekst) return;
    clearTimeout(klok);
    klok = setTimeout(vraag, WACHT, vak);
  });

  document.addEventListener("keydown", (e) => {
    const vak = vakVan(e.target);
    if (!vak || e.target !== delen(vak).tekst || e.isComposing) return;
    const alle = opties(vak);
    const nu = document.getElementById(e.target.getAttribute("aria-activedescendant"));
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      if (open !== vak) { vraag(vak); return; }
      if (!alle.length) return;
      const stap = e.key === "ArrowDown" ? 1 : -1;
      wijs(vak, alle.at((nu ? alle.indexOf(nu) + stap : Math.min(stap, 0)) % alle.length) || alle[0]);
    } else if (e.key === "Enter" && open === vak) {
      e.preventDefault();
      const optie = nu || (alle.length === 1 && alle[0]);
      if (optie) kies(vak, optie.dataset);
    } else if (e.key === "Escape" && open === vak) {
      e.preventDefault();
      e.stopPropagation();
      sluit(vak);
    }
  });

  // pressing a suggestion must not take the focus from the text box
  document.addEventListener("mousedown", (e) => {
    if (e.target.closest("[data-opzoek] [role=listbox]")) e.preventDefault();
  });
  document.addEventListener("click", (e) => {
    const vak = vakVan(e.target);
    if (!vak) return;
    const optie = e.target.closest("[role=option][data-pk]");
    const link = e.target.closest("[data-opzoek-toevoegen]");
    if (optie) kies(vak, optie.dataset);
    if (link) verwacht(vak, link);
    if (e.target.closest("[data-opzoek-wis]")) {
      kies(vak, { pk: "", label: "" });
      delen(vak).tekst.focus();
    }
  });
  document.addEventListener("focusout", (e) => {
    const vak = vakVan(e.target);
    if (!vak || vak.contains(e.relatedTarget)) return;
    const getypt = delen(vak).tekst.value.trim().toLowerCase();
    const gelijk = open === vak ? opties(vak).filter((optie) => optie.dataset.label.toLowerCase() === getypt) : [];
    if (gelijk.length === 1) kies(vak, gelijk[0].dataset);
    else if (!getypt && delen(vak).sleutel.value) kies(vak, { pk: "", label: "" }); // emptied by hand is [Wissen] too
    else sluit(vak);
  });
  document.addEventListener("smp:kies", (e) => kies(e.target, e.detail));

  // --- a record that is added in another tab is chosen in the box that it was added for
  const kanaal = "BroadcastChannel" in window ? new BroadcastChannel("smp-opzoek") : null;
  const wachtend = new Map(); // token in the address of that tab -> box
  const verwacht = (vak, link) => {
    const token = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    wachtend.set(token, vak);
    link.search = new URLSearchParams({ opzoek: token });
  };
  const kaart = document.querySelector("[data-opgezocht]")?.dataset;
  kanaal?.addEventListener("message", ({ data }) => {
    const vak = wachtend.get(data.token);
    if (vak?.isConnected && data.pk) {
      wachtend.delete(data.token);
      kies(vak, data);
      kanaal.postMessage({ token: data.token, gekozen: true });
    } else if (kaart && data.gekozen && data.token === kaart.opgezocht) {
      document.querySelector("[data-opgezocht-melding]").hidden = false;
    }
  });
  if (kaart) kanaal?.postMessage({ token: kaart.opgezocht, pk: kaart.pk, label: kaart.label });
})();
