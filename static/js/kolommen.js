// Column chooser: order with up and down. Without it the order stays as it is.
(() => {
  const lijst = document.querySelector("[data-kolommen]");
  if (!lijst) return;
  for (const li of lijst.querySelectorAll("li[data-schuift]")) {
    const naam = li.querySelector("label").textContent.trim();
    for (const [richting, teken, tekst] of [["op", "↑", "omhoog"], ["neer", "↓", "omlaag"]]) {
      const knop = Object.assign(document.createElement("button"), { type: "button", className: "schuif", textContent: teken });
      knop.dataset.schuif = richting;
      knop.setAttribute("aria-label", `${naam} ${tekst}`);
      li.append(knop);
    }
  }
  lijst.addEventListener("click", (e) => {
    const knop = e.target.closest("[data-schuif]");
    if (!knop) return;
    const li = knop.closest("li");
    const buur = knop.dataset.schuif === "op" ? li.previousElementSibling : li.nextElementSibling;
    if (!buur || !buur.hasAttribute("data-schuift")) return;
    if (knop.dataset.schuif === "op") buur.before(li);
    else buur.after(li);
    knop.focus();
  });
})();
