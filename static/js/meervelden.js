// Rows in a form: the arrow at the beginning and at the end opens the line with more fields.
// <tr class="regel" data-meer="id-of-second-row"> … <button type=button class="pijltje" data-pijltje hidden></button>
(() => {
  const meer = (regel) => document.getElementById(regel.dataset.meer);
  const zet = (regel, open) => {
    meer(regel).hidden = !open;
    regel.classList.toggle("open", open);
    for (const knop of regel.querySelectorAll("[data-pijltje]")) {
      knop.hidden = false;
      knop.setAttribute("aria-expanded", open);
      knop.setAttribute("aria-controls", regel.dataset.meer);
      knop.setAttribute("aria-label", open ? "Minder velden" : "Meer velden");
      knop.title = open ? "Minder velden" : "Meer velden";
    }
  };
  const start = (wortel) => {
    for (const regel of wortel.querySelectorAll(".regel[data-meer]")) {
      if (meer(regel)) zet(regel, Boolean(meer(regel).querySelector(".is-invalid, [aria-invalid=true]")));
    }
  };
  document.addEventListener("click", (e) => {
    const knop = e.target.closest("[data-pijltje]");
    if (!knop) return;
    const regel = knop.closest(".regel");
    zet(regel, meer(regel).hidden);
  });
  document.addEventListener("smp:regel-erbij", (e) => start(e.detail[0]?.parentElement || document));
  start(document);
})();
