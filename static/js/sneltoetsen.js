// The keys of aria-keyshortcuts, on every page: a link is followed, the search field gets the cursor. Not while somebody
// types. Keys of one character can be switched off on /sneltoetsen/ (WCAG 2.1.4). What there is: smp/sneltoetsen.py.
document.addEventListener("keydown", (e) => {
  if (e.defaultPrevented || e.metaKey || e.altKey || (e.shiftKey && e.key.length > 1)) return;
  if (e.target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]")) return;
  const toets = (e.ctrlKey ? "Control+" : "") + e.key;
  try { if (toets.length === 1 && localStorage.getItem("onthoud-geen-tekens") === "1") return; } catch { /* private window */ }
  const doel = [...document.querySelectorAll("[aria-keyshortcuts]")]
    .find((el) => el.getAttribute("aria-keyshortcuts").split(" ").includes(toets));
  if (!doel) return;
  e.preventDefault();
  if (!doel.matches("input")) return doel.click();
  doel.focus();
  doel.select();
});
