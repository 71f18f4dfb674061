// [+ … toevoegen] on a form: the first press opens the empty row, each next one adds a row.
// Either way the cursor is in the new row. Without JavaScript the <details> opens one row, and [Bewaren] gives the next.
document.addEventListener("click", (e) => {
  const knop = e.target.closest("[data-regels] summary");
  const vak = knop?.closest("[data-regels]");
  const naar = (rij) => rij?.querySelector("input:not([type=hidden]), select")?.focus();
  if (!vak) return;
  if (!knop.parentElement.open) {
    knop.parentElement.addEventListener("toggle", () => naar(vak.querySelector(".regel")), { once: true });
    return;
  }
  e.preventDefault();
  const totaal = vak.querySelector(`[name="${vak.dataset.regels}-TOTAL_FORMS"]`);
  const html = vak.querySelector("[data-regel-leeg]").innerHTML.replaceAll("__prefix__", totaal.value);
  const mal = document.createElement("template");
  mal.innerHTML = html;
  const rijen = [...mal.content.querySelectorAll("tr")];
  vak.querySelector(".regels tbody").append(...rijen);
  totaal.value = Number(totaal.value) + 1;
  document.dispatchEvent(new CustomEvent("smp:regel-erbij", { detail: rijen }));
  naar(rijen[0]);
});
