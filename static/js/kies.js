// Ticked rows of a list: the box in the heading ticks the page, and the button says how many. Without it both still work.
(() => {
  const vinkjes = [...document.querySelectorAll('tbody input[form="kies"]')];
  const alles = document.querySelector('thead input[form="kies"]');
  const teller = document.querySelector("[data-gekozen]");
  if (!alles || !vinkjes.length) return;

  const tel = () => {
    const aan = vinkjes.filter((v) => v.checked).length;
    alles.checked = aan === vinkjes.length;
    alles.indeterminate = aan > 0 && !alles.checked;
    teller.textContent = aan ? ` (${aan})` : "";
  };

  alles.addEventListener("change", () => {
    for (const vinkje of vinkjes) vinkje.checked = alles.checked;
    tel();
  });
  for (const vinkje of vinkjes) vinkje.addEventListener("change", tel);
  tel(); // a browser remembers ticks when you go back
})();
