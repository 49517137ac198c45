// The page that says nothing was found: its button searches for the words of the address that was asked for.
const button = document.querySelector("[data-seeks-address]");
const search = document.getElementById("search-words");
const folders = new Set(["index", "html", "md", ...KINDS]);

const asked = () => {
  try {
    return decodeURIComponent(location.pathname);
  } catch {
    return location.pathname;
  }
};

if (button && search) {
  const site = new URL(document.querySelector(".site-name").href).pathname;
  const words = asked().replace(site, " ").split(/[^\p{L}\p{N}'’]+/u).filter((word) => word && !folders.has(word)).slice(-8).join(" ");
  if (words) {
    button.textContent = `Search for “${words}”`;
    // While the click is on its way down, so that the words are there when the dialog opens and asks for them.
    button.addEventListener("click", () => { search.value ||= words; }, { capture: true });
  }
}
