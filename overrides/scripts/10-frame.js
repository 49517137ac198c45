// What every page uses: the buttons that copy, and what is said aloud.
const said = document.getElementById("said");
// Clearing first makes a screen reader say the same words a second time.
const say = (words) => {
  said.textContent = "";
  setTimeout(() => { said.textContent = words; }, 50);
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  const from = button.dataset.copyFrom && document.getElementById(button.dataset.copyFrom);
  const words = from ? from.textContent : button.dataset.copy;
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(words);
    button.textContent = "Copied";
    say("Copied");
  } catch {
    // Without leave to use the clipboard, select the words so that they can be copied by hand.
    if (from) getSelection().selectAllChildren(from);
    button.textContent = "Select and copy";
    say("Select the text and copy it");
  }
  setTimeout(() => { button.textContent = before; }, 2000);
});
