// 'Zakelijke relatie toevoegen': the known data as soon as an organisation is chosen, and likely doubles while you type.
// Without this script the buttons [Gegevens ophalen] and [Versturen] do the same.
(() => {
  const begin = document.querySelector("[data-zakelijk]");
  const vorm = begin?.closest("form");
  if (!vorm) return;
  const WACHT = 400; // milliseconds without a key before we ask
  const zeg = vorm.querySelector("[data-zakelijk-zeg]");
  const ophalen = vorm.querySelector("[data-ophalen] button");
  const vak = vorm.querySelector('[name="baan-organisatie"]').closest("[data-opzoek]");
  ophalen.hidden = true;

  const deel = () => document.getElementById("deel-organisatie");
  const mal = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).content;

  // --- the sections of the organisation
  let bezig;
  const laad = async (label) => {
    bezig?.abort();
    bezig = new AbortController();
    const gegevens = new FormData(vorm);
    gegevens.append("ophalen", "1");
    deel().setAttribute("aria-busy", "true");
    try {
      const antwoord = await fetch(vorm.action, { method: "POST", body: gegevens, headers: { "HX-Request": "true" }, signal: bezig.signal });
      const nieuw = antwoord.ok && !antwoord.redirected && mal(await antwoord.text()).querySelector("#deel-organisatie");
      if (!nieuw) throw new Error(antwoord.status);
      deel().replaceWith(nieuw);
      nieuw.dispatchEvent(new CustomEvent("htmx:afterSwap", { bubbles: true })); // afhankelijk.js starts anew
      zeg.textContent = label ? `De gegevens van ${label} staan hieronder.` : "Vul hieronder de gegevens van de nieuwe organisatie in.";
      vraag();
    } catch (fout) {
      if (fout.name === "AbortError") return;
      deel().removeAttribute("aria-busy");
      ophalen.hidden = false;
      zeg.textContent = "De gegevens ophalen lukt nu niet. Gebruik de knop Gegevens ophalen.";
    }
  };
  vak.addEventListener("smp:gekozen", (e) => laad(e.detail.pk && e.detail.label));
  // emptied by hand is [Wissen] too
  vak.addEventListener("change", () => {
    const [tekst, sleutel] = vak.querySelectorAll(".opzoek-regel > input");
    if (sleutel.value && !tekst.value.trim()) { sleutel.value = ""; laad(""); }
  });

  // --- likely doubles
  const TELT = /^(persoon-(achternaam|achternaam_partner|voornaam|voorletters|email_prive|mobiel_prive)|baan-(organisatie|zakelijk_email|mobiel)|organisatie-(naam|kvk_nummer|vestigingsnummer|telefoon|email|website|bezoekadres_(postcode|huisnummer|land|soort))|bestaande_persoon)$/;
  let klok, stop, laatste = "";
  const vraag = async () => {
    const gekozen = vorm.elements["baan-organisatie"].value; // then its own data are no sign of a double
    const telt = ([naam, waarde]) => waarde && TELT.test(naam) && !(gekozen && naam.startsWith("organisatie-"));
    const velden = new URLSearchParams([...new FormData(vorm)].filter(telt));
    if (String(velden) === laatste) return;
    laatste = String(velden);
    stop?.abort();
    stop = new AbortController();
    try {
      const antwoord = await fetch(`${begin.dataset.zakelijk}?${velden}`, { signal: stop.signal });
      if (!antwoord.ok || antwoord.redirected) return;
      for (const nieuw of mal(await antwoord.text()).querySelectorAll("[data-dubbelen]")) {
        const oud = vorm.querySelector(`[data-dubbelen="${nieuw.dataset.dubbelen}"]`);
        if (!oud || oud.innerHTML.trim() === nieuw.innerHTML.trim()) continue;
        const kop = nieuw.querySelector("p")?.textContent;
        oud.replaceChildren(...nieuw.childNodes);
        if (kop) zeg.textContent = kop;
      }
    } catch { /* the check on [Versturen] is the one that counts */ }
  };
  vorm.addEventListener("input", (e) => {
    if (!TELT.test(e.target.name)) return;
    clearTimeout(klok);
    klok = setTimeout(vraag, WACHT);
  });
})();
