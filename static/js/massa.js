// Choice of a mass change: who fills in a value means 'Wordt', and who empties a field needs no value.
(() => {
  const velden = document.querySelector("[data-massa]");
  if (!velden) return;
  velden.addEventListener("input", (e) => {
    const veld = e.target.closest(".massa-veld");
    const doe = veld.querySelector("select");
    if (e.target !== doe) doe.value = e.target.value ? "wordt" : "laat";
  });
  velden.addEventListener("change", (e) => {
    if (!e.target.name.startsWith("doe-") || e.target.value === "wordt") return;
    const invoer = e.target.closest(".massa-veld").querySelector(".massa-invoer :is(input, select)");
    if (invoer && invoer.value) {
      invoer.value = "";
      invoer.dispatchEvent(new Event("change", { bubbles: true })); // a dependent field follows
    }
  });
})();
