// '/' puts the cursor in the quick search, unless somebody is typing.
document.addEventListener("keydown", (e) => {
  if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.target.closest("input, select, textarea, [contenteditable]")) return;
  const veld = document.querySelector(".snelzoek input");
  if (!veld) return;
  e.preventDefault();
  veld.focus();
  veld.select();
});
