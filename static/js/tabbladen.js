// Tabs: without this script the list is a table of contents above stacked sections.
(() => {
  const lijst = document.querySelector("[data-tabbladen]");
  if (!lijst) return;
  const tabs = [...lijst.querySelectorAll("a[href^='#']")].filter((a) => document.getElementById(a.hash.slice(1)));
  if (!tabs.length) return;
  const paneel = (tab) => document.getElementById(tab.hash.slice(1));

  const ul = lijst.querySelector("ul");
  ul.setAttribute("role", "tablist");
  ul.setAttribute("aria-label", lijst.getAttribute("aria-label") || "Tabbladen");
  lijst.setAttribute("role", "presentation");
  lijst.removeAttribute("aria-label");
  for (const tab of tabs) {
    const p = paneel(tab);
    tab.id = tab.id || `knop-${p.id}`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", p.id);
    tab.parentElement.setAttribute("role", "presentation");
    p.setAttribute("role", "tabpanel");
    p.setAttribute("aria-labelledby", tab.id);
  }

  // what few people look at is fetched when its tab is opened; if that fails the link stays and leads there
  const haal = async (p) => {
    const link = p.querySelector("a[data-haal-bij-openen]");
    if (!link) return;
    link.removeAttribute("data-haal-bij-openen");
    p.setAttribute("aria-busy", "true");
    try {
      const antwoord = await fetch(link.href);
      const pagina = new DOMParser().parseFromString(await antwoord.text(), "text/html");
      const vers = antwoord.ok && pagina.querySelector("[data-haalbaar]");
      if (vers) link.parentElement.replaceWith(...document.adoptNode(vers).children);
    } catch { /* no connection: the link is still there */ }
    p.removeAttribute("aria-busy");
  };

  const kies = (tab, { adres = true } = {}) => {
    for (const t of tabs) {
      const aan = t === tab;
      t.setAttribute("aria-selected", aan);
      t.tabIndex = aan ? 0 : -1;
      paneel(t).hidden = !aan;
    }
    haal(paneel(tab));
    if (!adres) return;
    history.replaceState(history.state, "", tab.hash);
    for (const buur of document.querySelectorAll(".kaart-buren a")) buur.hash = tab.hash; // the next card opens there too
  };
  const tabVan = (el) => el && tabs.find((t) => paneel(t).contains(el));

  // open the tab in which an element lives, and bring the element in sight
  const naar = (id) => {
    const el = id && document.getElementById(id);
    const tab = tabVan(el);
    if (!tab) return false;
    kies(tab, { adres: el === paneel(tab) });
    if (el !== paneel(tab)) {
      el.scrollIntoView({ block: "center" });
      el.focus({ preventScroll: true });
    }
    return true;
  };

  lijst.addEventListener("click", (e) => {
    const tab = e.target.closest("[role=tab]");
    if (!tab) return;
    e.preventDefault();
    kies(tab);
  });
  lijst.addEventListener("keydown", (e) => {
    const i = tabs.indexOf(e.target.closest("[role=tab]"));
    if (i < 0 || e.ctrlKey) return;
    const doel = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: tabs.length - 1 }[e.key];
    if (doel === undefined) {
      if (e.key === " ") { e.preventDefault(); kies(tabs[i]); }
      return;
    }
    e.preventDefault();
    const tab = tabs[(doel + tabs.length) % tabs.length];
    kies(tab);
    tab.focus();
  });
  document.addEventListener("click", (e) => {
    const link = e.target.closest("a[href^='#']");
    if (link && !lijst.contains(link) && naar(decodeURIComponent(link.hash.slice(1)))) e.preventDefault();
  });
  addEventListener("hashchange", () => naar(decodeURIComponent(location.hash.slice(1))));

  const fout = document.querySelector(".tabblad .is-invalid, .tabblad [aria-invalid=true]");
  kies(tabVan(fout) || tabs[0], { adres: false });
  if (location.hash && !fout) naar(decodeURIComponent(location.hash.slice(1)));
  // A browser skips autofocus where the address has a fragment, that of the tab: what stands in the way of saving comes first.
  const bezwaar = location.hash && document.querySelector(":is(h2, legend)[autofocus]");
  const eerst = () => { bezwaar.focus({ preventScroll: true }); bezwaar.scrollIntoView({ block: "center" }); };
  if (bezwaar) addEventListener("load", eerst, { once: true });
})();
