// Progress of a job: the page is asked again while it runs. Without this there is the link to refresh.
(() => {
  const ververs = async () => {
    const taak = document.querySelector("#taak[data-loopt]");
    if (!taak) return;
    try {
      const antwoord = await fetch(location.href, { headers: { Accept: "text/html" } });
      const nieuw = new DOMParser().parseFromString(await antwoord.text(), "text/html").querySelector("#taak");
      if (nieuw) taak.replaceWith(nieuw);
    } catch {
      // no connection for a moment: the next time
    }
    setTimeout(ververs, 1500);
  };
  setTimeout(ververs, 1000);
})();
