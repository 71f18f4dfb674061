// Half a date, or a number that is none, is posted as nothing: the server cannot know that something stood there, and
// would empty what was stored. So it is told here, at the field, and nothing is sent.
(() => {
  const RAAD = { date: "Vul een datum in zoals 31-12-2026.", number: "Vul een heel getal in." };
  const toon = (el) => {
    const blad = el.closest("[role=tabpanel][hidden]");
    if (blad) document.getElementById(blad.getAttribute("aria-labelledby")).click();
    const meer = el.closest("tr[hidden]");
    if (meer) document.querySelector(`[data-meer="${meer.id}"] [data-pijltje]`).click();
    const dicht = el.closest("details:not([open])");
    if (dicht) dicht.open = true;
  };
  document.addEventListener("submit", (e) => {
    const half = [...e.target.elements].find((el) => el.validity?.badInput);
    if (!half) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    toon(half);
    half.setCustomValidity(RAAD[half.type] || "Deze waarde is niet goed te lezen.");
    half.reportValidity();
    half.addEventListener("input", () => half.setCustomValidity(""), { once: true });
  }, true);
})();
