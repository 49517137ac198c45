// What a reader chooses and the device keeps: the scheme of colours, and an announcement that is put away.
const keep = (name, value) => {
  try {
    localStorage.setItem(name, value);
  } catch { /* the choice holds for this page */ }
};

const root = document.documentElement;
const buttons = [...document.querySelectorAll("button[data-from]")];
const dark = matchMedia("(prefers-color-scheme: dark)");
const now = () => {
  const chosen = root.dataset.scheme || "auto";
  // Where no button starts from what the device says, the one that starts from what that comes to is shown.
  return buttons.some(({ dataset }) => dataset.from === chosen) ? chosen : dark.matches ? "dark" : "light";
};
const show = (choice) => {
  // In the page itself, so that it is done before anything is seen: marks the root and the body by Material's names.
  globalThis.paintScheme(choice);
  for (const button of buttons) button.hidden = button.dataset.from !== now();
};
for (const button of buttons) {
  button.addEventListener("click", () => {
    keep("scheme", button.dataset.to);
    show(button.dataset.to);
    buttons.find(({ hidden }) => !hidden)?.focus();
  });
}
dark.addEventListener("change", () => show());
show();

const away = document.querySelector("[data-dismiss]");
away?.addEventListener("click", () => {
  const bar = away.closest("[data-dismissed]");
  keep("announcement", bar.dataset.dismissed);
  bar.hidden = true;
  document.getElementById("content").focus();
});
