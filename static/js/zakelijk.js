// 'Zakelijke relatie toevoegen': the known data as soon as an organisation is chosen.
// Without this script the button [Gegevens ophalen] does the same.
(() => {
  const zeg = document.querySelector("[data-zakelijk-zeg]");
  const vorm = zeg?.closest("form");
  if (!vorm) return;
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
    vorm.querySelector(".gevolgvragen")?.remove(); // it was asked about the organisation that stood here
    try {
      const antwoord = await fetch(vorm.action, { method: "POST", body: gegevens, headers: { "HX-Request": "true" }, signal: bezig.signal });
      const nieuw = antwoord.ok && !antwoord.redirected && mal(await antwoord.text()).querySelector("#deel-organisatie");
      if (!nieuw) throw new Error(antwoord.status);
      deel().replaceWith(nieuw);
      nieuw.dispatchEvent(new CustomEvent("htmx:afterSwap", { bubbles: true })); // afhankelijk.js and dubbelen.js start anew
      zeg.textContent = label ? `De gegevens van ${label} staan hieronder.` : "Vul hieronder de gegevens van de nieuwe organisatie in.";
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
})();
