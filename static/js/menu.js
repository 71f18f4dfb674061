// Menus and panels are <details>: this adds closing (click outside, Escape, focus elsewhere) and arrow keys.
(() => {
  const UIT = ".menu details, details.uitklap";
  const open = () => [...document.querySelectorAll(UIT)].filter((d) => d.open);

  document.addEventListener("click", (e) => {
    for (const d of open()) if (!d.contains(e.target)) d.open = false;
  });

  document.addEventListener("focusin", (e) => {
    for (const d of open()) if (!d.contains(e.target)) d.open = false;
  });

  document.addEventListener("keydown", (e) => {
    const d = e.target.closest?.(UIT);
    if (e.key === "Escape") {
      const laatste = d?.open ? d : open().at(-1);
      if (!laatste) return;
      laatste.open = false;
      laatste.querySelector("summary").focus();
      return;
    }
    if (!e.target.closest?.(".menu") || !["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"].includes(e.key)) return;
    const top = [...document.querySelectorAll(".menu-top")];
    const kop = e.target.closest(".menu-top");
    if (e.key === "ArrowLeft" || e.key === "ArrowRight") {
      const hier = top.indexOf(kop || d?.querySelector(".menu-top"));
      top.at((hier + (e.key === "ArrowRight" ? 1 : top.length - 1)) % top.length).focus();
    } else if (d) {
      d.open = true;
      const links = [...d.querySelectorAll("a")];
      const i = links.indexOf(e.target);
      const stap = e.key === "ArrowDown" ? i + 1 : i < 0 ? links.length - 1 : i - 1;
      (links[stap] || d.querySelector("summary")).focus();
    } else return;
    e.preventDefault();
  });

  // a message can be put away
  document.addEventListener("click", (e) => {
    const weg = e.target.closest("[data-melding-weg]");
    if (!weg) return;
    const vak = weg.closest(".meldingen");
    weg.closest(".melding").remove();
    if (!vak.querySelector(".melding")) vak.remove();
    document.getElementById("inhoud")?.focus();
  });
  for (const weg of document.querySelectorAll("[data-melding-weg]")) weg.hidden = false;
})();
