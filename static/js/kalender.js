// The calendar of a date field: the browser's own, behind the button or Alt+↓. What is chosen is typed for you.
//   <input type="text" data-datum><button class="kalender-knop">      (smp/velden.py)
(() => {
  const NL = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/;

  const open = (veld) => {
    const [, dag, maand, jaar] = veld.value.trim().match(NL) || [];
    const kiezer = Object.assign(document.createElement("input"), { type: "date", className: "kalender", tabIndex: -1 });
    kiezer.setAttribute("aria-hidden", "true");
    if (jaar) kiezer.value = `${jaar}-${maand.padStart(2, "0")}-${dag.padStart(2, "0")}`;
    kiezer.addEventListener("change", () => {
      veld.value = kiezer.value && kiezer.value.split("-").reverse().map(Number).join("-");
      for (const soort of ["input", "change"]) veld.dispatchEvent(new Event(soort, { bubbles: true }));
    });
    kiezer.addEventListener("blur", () => kiezer.remove());
    veld.after(kiezer);
    kiezer.focus();
    kiezer.showPicker();
  };

  document.addEventListener("click", (e) => {
    const knop = e.target.closest(".kalender-knop");
    if (knop) open(knop.parentElement.querySelector("[data-datum]"));
  });
  document.addEventListener("keydown", (e) => {
    if (!e.altKey || e.key !== "ArrowDown" || !e.target.matches("[data-datum]")) return;
    e.preventDefault();
    open(e.target);
  });
})();
