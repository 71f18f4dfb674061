// [Uitgebreid zoeken]: when a column or comparison is chosen the form comes back with the fields that fit it.
// Without this script the button [Velden bijwerken] does the same, and so does every other button.
(() => {
  const vorm = () => document.getElementById("uitgebreid");
  const knop = () => vorm().querySelector("[data-ververs]");
  const invoer = () => [...vorm().querySelectorAll("input, select")].filter((veld) => veld.name);
  // What was typed or chosen while the answer was under way goes into the new form, where it fits.
  const onderweg = (data) => invoer().filter((veld) => data.has(veld.name) && veld.value !== data.get(veld.name));
  const vul = (oud) => {
    const veld = invoer().find((nieuw) => nieuw.name === oud.name && nieuw.tagName === oud.tagName);
    if (!veld || (veld.options && ![...veld.options].some((optie) => optie.value === oud.value))) return null;
    veld.value = oud.value;
    return veld;
  };
  // Who searches or leaves while an answer is under way breaks it off: no reason to ask it again.
  let weg = false;
  addEventListener("beforeunload", () => { weg = true; });
  const haal = async (doe, focus) => {
    weg = false;
    const data = new FormData(vorm());
    data.set("doe", doe);
    try {
      const antwoord = await fetch(location.href, { method: "POST", body: data });
      if (!antwoord.ok || antwoord.redirected) throw new Error(antwoord.status);
      const pagina = new DOMParser().parseFromString(await antwoord.text(), "text/html");
      const actief = document.activeElement, laat = doe.startsWith("weg") ? [] : onderweg(data);
      vorm().replaceWith(document.adoptNode(pagina.getElementById("uitgebreid")));
      knop().hidden = true;
      const gevuld = laat.map((oud) => [oud, vul(oud)]);
      (gevuld.find(([oud]) => oud === actief)?.[1] || focus(vorm(), actief))?.focus();
    } catch { if (!weg) vorm().requestSubmit(knop()); }
  };
  // One at a time: a choice that was made before the answer came is asked after it.
  let rij = Promise.resolve();
  const stuur = (doe, focus) => { rij = rij.then(() => haal(doe, focus)); };
  const gekozen = (kiezer, vroeg = false) => {
    const naam = kiezer.name;
    const verder = naam.endsWith("-veld") ? naam.replace("-veld", "-operator") : naam.replace("-operator", "-waarde");
    stuur("ververs", (vers, actief) => {
      const elders = vroeg && actief !== kiezer && actief.name; // long gone on to another field
      return vers.elements[elders] || vers.elements[verder] || vers.elements[naam];
    });
  };
  document.addEventListener("change", (e) => {
    if (e.target.matches("#uitgebreid [data-kies]")) gekozen(e.target);
  });
  document.addEventListener("submit", (e) => {
    const [doe, groep] = (e.submitter?.value || "").split("-");
    if (e.target.id !== "uitgebreid" || !["rij", "groep", "weg"].includes(doe)) return;
    e.preventDefault();
    const kiezers = (vers) =>
      [...vers.querySelectorAll('[name$="-veld"]')].filter((k) => doe === "groep" || k.name.startsWith(`g${groep}r`));
    stuur(e.submitter.value, (vers) => kiezers(vers).at(-1));
  });
  if (!vorm()) return;
  knop().hidden = true;
  // Chosen before this script was there (a slow line, or Firefox that keeps choices when it reloads): asked now.
  const bedoeld = (kiezer) => Math.max([...kiezer.options].findIndex((optie) => optie.defaultSelected), 0);
  const vroeg = [...vorm().querySelectorAll("[data-kies]")].find((kiezer) => kiezer.selectedIndex !== bedoeld(kiezer));
  if (vroeg) gekozen(vroeg, true);
})();
