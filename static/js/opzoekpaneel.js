// The search panel of the vergrootglas: the search fields and rows of a Lijst in a <dialog>, one for the page.
(() => {
  if (!("HTMLDialogElement" in window)) return;
  const paneel = document.createElement("dialog");
  paneel.className = "opzoek-paneel";
  paneel.setAttribute("aria-labelledby", "opzoek-titel");
  paneel.innerHTML = '<p class="visually-hidden" role="status" data-zeg></p><div data-inhoud></div>';
  document.body.append(paneel);
  const zeg = paneel.querySelector("[data-zeg]");
  const inhoud = paneel.querySelector("[data-inhoud]");
  let vak = null; // the box that the panel was opened for

  const haal = async (vraag) => {
    const antwoord = await fetch(`${vak.dataset.url}${vraag}`);
    if (!antwoord.ok || antwoord.redirected) throw new Error(antwoord.status);
    const mal = document.createElement("template");
    mal.innerHTML = await antwoord.text();
    return mal.content;
  };
  // only the outcome is replaced, so that the search fields keep focus and text
  const ververs = async (vraag) => {
    try {
      const nieuw = (await haal(vraag)).querySelector("[data-opzoek-uitkomst]");
      inhoud.querySelector("[data-opzoek-uitkomst]").replaceWith(nieuw);
      zeg.textContent = nieuw.querySelector("[data-opzoek-telling]").textContent;
      nieuw.querySelector(".tabelvak")?.scrollTo(0, 0);
      return nieuw;
    } catch {
      zeg.textContent = "Zoeken lukt nu niet. Probeer het opnieuw.";
      return null;
    }
  };

  document.addEventListener("click", async (e) => {
    const knop = e.target.closest("[data-opzoek-paneel]");
    if (!knop) return;
    vak = knop.closest("[data-opzoek]");
    const [tekst, sleutel, was] = vak.querySelectorAll(".opzoek-regel > input");
    // a name that was chosen already is no question
    const q = sleutel.value && tekst.value === was.value ? "" : tekst.value;
    try {
      inhoud.replaceChildren(await haal(`?${new URLSearchParams({ paneel: 1, q })}`));
    } catch {
      vak.querySelector("[data-opzoek-zeg]").textContent = "Zoeken lukt nu niet. Typ de hele naam.";
      return;
    }
    paneel.showModal();
    zeg.textContent = inhoud.querySelector("[data-opzoek-telling]").textContent;
    inhoud.querySelector("form input, form select")?.focus();
  });

  paneel.addEventListener("submit", (e) => {
    e.preventDefault();
    ververs(`?${new URLSearchParams([["paneel", 1], ...new FormData(e.target)])}`);
  });
  paneel.addEventListener("click", async (e) => {
    const kies = e.target.closest("[data-opzoek-kies]");
    const blad = e.target.closest("[data-opzoek-blad]");
    if (kies) {
      vak.dispatchEvent(new CustomEvent("smp:kies", { bubbles: true, detail: { pk: kies.dataset.pk, label: kies.dataset.label } }));
      paneel.close();
    } else if (blad) {
      e.preventDefault();
      const nieuw = await ververs(blad.getAttribute("href"));
      nieuw?.querySelector(".tabelvak")?.focus();
    } else if (e.target === paneel || e.target.closest("[data-opzoek-dicht]")) paneel.close();
  });
  paneel.addEventListener("close", () => {
    inhoud.replaceChildren();
    vak?.querySelector(".opzoek-regel > input")?.focus();
  });
})();
