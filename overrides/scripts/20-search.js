// Opens search, and fetches what it is made of (search/) when a field is first used: most visits need none of it.
const place = document.querySelector("[data-search]");
const dialog = document.getElementById("search");
const field = document.getElementById("search-words");

let fetched;
const load = () => {
  fetched ??= document.createElement("script");
  if (fetched.isConnected) return;
  fetched.src = place.dataset.script;
  fetched.addEventListener("error", () => {
    fetched.remove();
    fetched = undefined;
    document.getElementById("search-count").textContent = "Search could not be loaded. Are you connected?";
  });
  document.head.append(fetched);
};

for (const button of place ? document.querySelectorAll("[data-opens='search']") : []) {
  button.hidden = Boolean(dialog) && !dialog.showModal;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    dialog?.showModal();
    field.focus();
    load();
  });
}

if (dialog) {
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  // WebKit keeps Escape to the field.
  dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); dialog.close(); } });
} else if (place && new URLSearchParams(location.search).get("q")) {
  load();
}
for (const box of place ? document.querySelectorAll("#search-words, input[data-ranks]") : []) box.addEventListener("focus", load);
