// Light or dark: the choice of the visitor, kept in localStorage; without a choice the system decides (in CSS).
(() => {
  const wortel = document.documentElement;
  const systeem = matchMedia("(prefers-color-scheme: dark)");
  const lees = () => { try { return localStorage.getItem("thema"); } catch { return null; } };
  const schrijf = (waarde) => { try { localStorage.setItem("thema", waarde); } catch { /* private window */ } };
  const nu = () => wortel.dataset.bsTheme || (systeem.matches ? "dark" : "light");

  const gekozen = lees();
  if (gekozen === "dark" || gekozen === "light") wortel.dataset.bsTheme = gekozen;

  const toon = () => {
    for (const knop of document.querySelectorAll("[data-thema]")) {
      const tekst = nu() === "dark" ? "Lichte weergave" : "Donkere weergave";
      knop.hidden = false;
      knop.title = tekst;
      knop.setAttribute("aria-label", tekst);
    }
  };

  document.addEventListener("click", (e) => {
    if (!e.target.closest("[data-thema]")) return;
    wortel.dataset.bsTheme = nu() === "dark" ? "light" : "dark";
    schrijf(wortel.dataset.bsTheme);
    toon();
  });
  addEventListener("storage", (e) => {
    if (e.key === "thema" && e.newValue) { wortel.dataset.bsTheme = e.newValue; toon(); }
  });
  systeem.addEventListener("change", toon);
  toon();
})();
