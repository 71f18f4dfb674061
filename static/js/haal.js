// A link with data-haal that leads to this page in another state: only its section is fetched, and put in place.
// The address follows, so that a refresh gives the same. Without this script the link opens the whole page.
// A page with a fragment in its address has no autofocus: what must be read first gets the focus when all is there.
addEventListener("load", () => { if (location.hash) document.querySelector("#regels [autofocus]")?.focus(); });
// A link to the card itself keeps the list that the card was opened from (smp/kaarten/herkomst.py).
document.addEventListener("click", (e) => {
  const link = e.target.closest('a[href^="?"]');
  const vraag = new URLSearchParams(location.search).get("vraag");
  if (!link || vraag === null) return;
  const adres = new URL(link.href);
  adres.searchParams.set("vraag", vraag);
  link.href = adres;
}, true);
document.addEventListener("click", async (e) => {
  const link = e.target.closest("a[data-haal]");
  if (!link || e.defaultPrevented || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
  const oud = link.closest("section[id]");
  e.preventDefault();
  link.setAttribute("aria-disabled", "true");
  let vers;
  try {
    const antwoord = await fetch(link.href);
    if (!antwoord.ok || antwoord.redirected) throw new Error(antwoord.status);
    const pagina = new DOMParser().parseFromString(await antwoord.text(), "text/html");
    vers = pagina.getElementById(oud.id);
  } catch { /* the browser tells what is wrong when it goes there itself */ }
  if (!vers) {
    location.assign(link.href);
    return;
  }
  oud.replaceWith(document.adoptNode(vers));
  history.replaceState(history.state, "", link.href);
  document.dispatchEvent(new CustomEvent("smp:regel-erbij", { detail: [...vers.querySelectorAll("tr.regel")] }));
  const regel = document.getElementById(new URL(link.href).hash.slice(1))?.closest("tr.regel");
  const doel = regel || vers.querySelector("form");
  doel?.querySelector("input:not([type=hidden]), select")?.focus();
});
