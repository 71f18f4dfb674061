// The page to print opens the dialogue by itself; the button opens it again.
const knop = document.querySelector("[data-druk]");
knop.hidden = false;
knop.addEventListener("click", () => print());
addEventListener("load", () => print());
