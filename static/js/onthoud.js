// A checkbox with data-onthoud="naam" keeps its state on this computer.
(() => {
  const sleutel = (el) => `onthoud-${el.dataset.onthoud}`;
  for (const el of document.querySelectorAll("input[type=checkbox][data-onthoud]")) {
    try { el.checked = localStorage.getItem(sleutel(el)) === "1"; } catch { /* private window */ }
  }
  document.addEventListener("change", (e) => {
    if (!e.target.matches("[data-onthoud]")) return;
    try { localStorage.setItem(sleutel(e.target), e.target.checked ? "1" : ""); } catch { /* private window */ }
  });
})();
