// Keys in the grid: Enter and arrows move over rows, Ctrl+D takes the cell above, a block from a spreadsheet can be pasted.
(() => {
  const vorm = document.querySelector("form[data-raster]");
  if (!vorm) return;
  const zeg = vorm.querySelector("[data-zeg]");

  const plek = (el) => {
    const cel = el.closest("td");
    return { rij: cel.parentElement, kolom: cel.cellIndex };
  };
  const veldOp = (rij, kolom) => rij?.cells[kolom]?.querySelector(".cel-invoer") || null;
  const buur = (el, stap) => {
    const { rij, kolom } = plek(el);
    let r = rij;
    do r = stap > 0 ? r.nextElementSibling : r.previousElementSibling; while (r && !veldOp(r, kolom));
    return veldOp(r, kolom);
  };
  const naar = (el) => {
    if (!el) return false;
    el.focus();
    if (el.type === "text" || el.type === "email" || el.type === "tel") el.select?.();
    el.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  };

  // put a text in a cell as if it were typed; returns false when the cell cannot hold it
  const zet = (el, tekst) => {
    const schoon = tekst.trim();
    if (el.type === "checkbox") {
      if (!/^(ja|nee|j|n|1|0|x|true|false|waar|onwaar|)$/i.test(schoon)) return false;
      el.checked = /^(ja|j|1|x|true|waar)$/i.test(schoon);
    } else if (el.tagName === "SELECT") {
      el.dispatchEvent(new Event("focusin", { bubbles: true }));
      const optie = [...el.options].find((o) => o.text.trim().toLowerCase() === schoon.toLowerCase() || o.value === schoon);
      if (!optie && schoon) return false;
      el.value = optie ? optie.value : "";
    } else if (el.type === "date") {
      const nl = schoon.match(/^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/);
      el.value = nl ? `${nl[3]}-${nl[2].padStart(2, "0")}-${nl[1].padStart(2, "0")}` : schoon;
      if (schoon && !el.value) return false;
    } else el.value = schoon;
    el.dispatchEvent(new Event("input", { bubbles: true }));
    el.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };

  vorm.addEventListener("keydown", (e) => {
    const el = e.target;
    if (!el.matches(".cel-invoer")) return;
    const stuur = e.ctrlKey || e.metaKey;
    if (e.key === "Enter" && stuur) { e.preventDefault(); vorm.requestSubmit(); return; }
    if (e.key === "Enter" && el.tagName !== "TEXTAREA") {
      e.preventDefault();
      naar(buur(el, e.shiftKey ? -1 : 1));
      return;
    }
    if (e.key.toLowerCase() === "d" && stuur) {
      e.preventDefault();
      const boven = buur(el, -1);
      if (boven) zet(el, boven.type === "checkbox" ? (boven.checked ? "ja" : "nee") : boven.value);
      return;
    }
    const pijl = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    const eigen = el.tagName === "SELECT" || el.tagName === "TEXTAREA" || el.type === "date" || el.type === "number" || el.hasAttribute("list");
    if (pijl && !stuur && !e.altKey && !eigen && naar(buur(el, pijl))) e.preventDefault();
  });

  vorm.addEventListener("paste", (e) => {
    const el = e.target;
    if (!el.matches?.(".cel-invoer")) return;
    const tekst = e.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!/[\t\n]/.test(tekst) || (el.tagName === "TEXTAREA" && !tekst.includes("\t"))) return;
    e.preventDefault();
    const start = plek(el);
    let rij = start.rij;
    let goed = 0;
    let niet = 0;
    for (const regel of tekst.split("\n")) {
      if (!rij) { niet += regel.split("\t").length; continue; }
      regel.split("\t").forEach((waarde, i) => {
        const doel = veldOp(rij, start.kolom + i);
        if (doel && zet(doel, waarde)) goed += 1;
        else niet += 1;
      });
      rij = rij.nextElementSibling;
    }
    zeg.textContent = `${goed === 1 ? "1 cel" : `${goed} cellen`} geplakt.${niet ? ` ${niet === 1 ? "1 waarde past" : `${niet} waarden passen`} niet.` : ""}`;
  });
})();
