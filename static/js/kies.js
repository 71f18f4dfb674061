// Ticked rows of a list: the box in the heading ticks the page, and the page says how many. Without it all still works.
(() => {
  const vinkjes = [...document.querySelectorAll('tbody input[form="kies"]')];
  const alles = document.querySelector('thead input[form="kies"]');
  const zegt = (waar, tekst) => { for (const plek of document.querySelectorAll(waar)) plek.textContent = tekst; };
  if (!alles || !vinkjes.length) return;

  const tel = () => {
    const aan = vinkjes.filter((v) => v.checked).length;
    alles.checked = aan === vinkjes.length;
    alles.indeterminate = aan > 0 && !alles.checked;
    zegt("[data-aangevinkt]", aan ? `${aan} aangevinkt` : "");
    zegt("[data-gekozen]", aan ? ` (${aan})` : "");
  };

  alles.addEventListener("change", () => {
    for (const vinkje of vinkjes) vinkje.checked = alles.checked;
    tel();
  });
  for (const vinkje of vinkjes) vinkje.addEventListener("change", tel);
  tel(); // a browser remembers ticks when you go back
})();
