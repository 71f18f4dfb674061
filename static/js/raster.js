// The grid: marks changed cells and counts them. Keys are in rastertoetsen.js, a text into a cell in rastervullen.js,
// more cells at once in rasterblok.js, Ctrl+Z in rasterstappen.js. What they share is in `raster`.
const raster = (() => {
  const vorm = document.querySelector("form[data-raster]");
  const telling = vorm.querySelector("[data-telling]");
  const cellen = [...vorm.querySelectorAll(".cel-invoer")];

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
  const maak = (el, waarde) => {
    if (el.type === "checkbox") el.checked = waarde === "1";
    else el.value = waarde;
  };

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
  const opnieuw = () => { cellen.forEach(bekijk); meld(); };

  opnieuw();
  telling.hidden = false;

  const op = (e) => {
    if (!e.target.matches?.(".cel-invoer")) return;
    bekijk(e.target);
    meld();
  };
  vorm.addEventListener("input", op);
  vorm.addEventListener("change", op);
  addEventListener("pageshow", opnieuw); // Back brings back what was typed
  vorm.addEventListener("reset", () => setTimeout(opnieuw));

  // --- from cell to cell: `el` is what one types in, and stands in a td or th

  const cel = (el) => el.closest("td, th");
  const veldOp = (rij, kolom) => rij?.cells[kolom]?.querySelector(".cel-invoer") || null;
  const buur = (el, stap) => {
    const { parentElement: rij, cellIndex: kolom } = cel(el);
    let r = rij;
    do r = stap > 0 ? r.nextElementSibling : r.previousElementSibling; while (r && !veldOp(r, kolom));
    return veldOp(r, kolom);
  };
  const naar = (el) => {
    if (!el) return false;
    el.focus();
    if (/^(text|email|tel|url|number)$/.test(el.type)) el.select();
    el.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  };

  return { vorm, cellen, oorspronkelijk, nu, maak, opnieuw, cel, veldOp, buur, naar };
})();
