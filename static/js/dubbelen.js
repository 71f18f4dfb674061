// Likely doubles while you type, on every form that adds. Without this script [Bewaren] asks the same.
//
//   <p role="status" data-typend="…/dubbelen/" data-telt="naam kvk_nummer …">   where to ask, and with which fields
//   <div data-dubbelen="organisatie">                                           where the answer for one kind goes
//
// A POST: what somebody types about a person has no place in an address, nor in the log of addresses.
(() => {
  const zeg = document.querySelector("[data-typend]");
  const vorm = zeg?.closest("form");
  if (!vorm) return;
  const WACHT = 400; // milliseconds without a key before we ask
  const telt = new Set(zeg.dataset.telt.split(" "));
  let klok, stop, laatste = "";

  const vraag = async () => {
    const velden = new URLSearchParams([...new FormData(vorm)].filter(([naam, waarde]) => waarde && telt.has(naam)));
    if (String(velden) === laatste) return;
    laatste = String(velden);
    stop?.abort();
    stop = new AbortController();
    velden.append("csrfmiddlewaretoken", vorm.elements.csrfmiddlewaretoken.value);
    try {
      const antwoord = await fetch(zeg.dataset.typend, { method: "POST", body: velden, signal: stop.signal });
      if (!antwoord.ok || antwoord.redirected) return;
      const mal = Object.assign(document.createElement("template"), { innerHTML: await antwoord.text() });
      for (const nieuw of mal.content.querySelectorAll("[data-dubbelen]")) toon(nieuw);
    } catch { /* the check on [Bewaren] is the one that counts */ }
  };

  const toon = (nieuw) => {
    const oud = vorm.querySelector(`[data-dubbelen="${nieuw.dataset.dubbelen}"]`);
    const namen = (vak) => [...vak.querySelectorAll("li")].map((li) => li.textContent).join();
    if (!oud || namen(oud) === namen(nieuw)) return;
    const kop = nieuw.querySelector("p");
    if (kop) oud.replaceChildren(...nieuw.childNodes);
    else oud.replaceChildren(); // truly empty, so that it does not show
    const wie = [...oud.querySelectorAll(".dubbel-wie a")].map((a) => a.firstChild.textContent);
    zeg.textContent = kop ? `${kop.textContent} ${wie.join(", ")}` : "";
  };

  const straks = () => {
    clearTimeout(klok);
    klok = setTimeout(vraag, WACHT);
  };
  vorm.addEventListener("input", (e) => telt.has(e.target.name) && straks());
  vorm.addEventListener("htmx:afterSwap", straks); // other sections: another organisation was chosen
})();
