// The grid: marks changed cells and counts them; Escape puts a cell back. The keys are in rastertoetsen.js.
(() => {
  const vorm = document.querySelector("form[data-raster]");
  if (!vorm) return;
  const telling = vorm.querySelector("[data-telling]");

  const begin = (el) => {
    if (el.dataset.was !== undefined) return el.dataset.was;
    if (el.type === "checkbox") return el.defaultChecked ? "1" : "";
    if (el.tagName === "SELECT") return ([...el.options].find((o) => o.defaultSelected) || el.options[0])?.value ?? "";
    return el.defaultValue;
  };
  // the first value is read once, before a dependent select rebuilds its options
  const eerste = new WeakMap();
  const oorspronkelijk = (el) => {
    if (!eerste.has(el)) eerste.set(el, begin(el));
    return eerste.get(el);
  };
  const nu = (el) => (el.type === "checkbox" ? (el.checked ? "1" : "") : el.value);

  const veranderd = new Set();
  const bekijk = (el) => {
    const anders = nu(el) !== oorspronkelijk(el);
    el.closest(".cel")?.classList.toggle("gewijzigd", anders);
    veranderd[anders ? "add" : "delete"](el);
  };
  const meld = () => {
    const n = veranderd.size;
    telling.textContent = n === 1 ? "1 cel gewijzigd" : `${n} cellen gewijzigd`;
    telling.classList.toggle("vol", n > 0);
  };

  const cellen = [...vorm.querySelectorAll(".cel-invoer")];
  for (const el of cellen) bekijk(el);
  meld();
  telling.hidden = false;
  vorm.querySelector(".cel.fout .cel-invoer, .cel.conflict .cel-invoer")?.focus(); // where there is something to mend

  const op = (e) => {
    if (!e.target.matches?.(".cel-invoer")) return;
    bekijk(e.target);
    meld();
  };
  vorm.addEventListener("input", op);
  vorm.addEventListener("change", op);
  addEventListener("pageshow", () => { cellen.forEach(bekijk); meld(); }); // Back brings back what was typed
  vorm.addEventListener("reset", () => setTimeout(() => { cellen.forEach(bekijk); meld(); }));

  vorm.addEventListener("keydown", (e) => {
    const el = e.target;
    if (e.key !== "Escape" || !el.matches(".cel-invoer")) return;
    if (nu(el) === oorspronkelijk(el)) return;
    if (el.type === "checkbox") el.checked = oorspronkelijk(el) === "1";
    else el.value = oorspronkelijk(el);
    el.dispatchEvent(new Event("change", { bubbles: true }));
    e.stopPropagation();
  });
})();
