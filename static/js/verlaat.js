// A form with data-waarschuw asks before you leave it with changes that are not stored.
// data-vuil: the form came back with what was typed (error, conflict), so it counts as changed from the start.
(() => {
  const anders = (el) => {
    if (!el.name || el.type === "hidden" || el.type === "submit" || el.type === "button") return false;
    if (el.type === "checkbox" || el.type === "radio") return el.checked !== el.defaultChecked;
    if (el.tagName === "SELECT") {
      const begin = [...el.options].find((o) => o.defaultSelected);
      return el.value !== (begin ? begin.value : el.options[0]?.value);
    }
    return el.value !== el.defaultValue;
  };
  const vuil = (vorm) => vorm.hasAttribute("data-vuil") || [...vorm.elements].some(anders);

  let bewaart = false;
  document.addEventListener("submit", (e) => {
    if (e.target.matches("form[data-waarschuw]")) bewaart = true;
  });
  addEventListener("pageshow", () => { bewaart = false; });
  addEventListener("beforeunload", (e) => {
    if (!bewaart && [...document.querySelectorAll("form[data-waarschuw]")].some(vuil)) e.preventDefault();
  });
})();
