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
const show = () => {
  for (const button of buttons) button.hidden = button.dataset.from !== now();
  // Styles written for Material go by this name.
  if (buttons.length) document.body.dataset.mdColorScheme = (root.dataset.scheme || (dark.matches ? "dark" : "light")) === "dark" ? "slate" : "default";
};
for (const button of buttons) {
  button.addEventListener("click", () => {
    root.dataset.scheme = button.dataset.to;
    keep("scheme", button.dataset.to);
    show();
    buttons.find(({ hidden }) => !hidden)?.focus();
  });
}
dark.addEventListener("change", show);
show();

const away = document.querySelector("[data-dismiss]");
away?.addEventListener("click", () => {
  const bar = away.closest("[data-dismissed]");
  keep("announcement", bar.dataset.dismissed);
  bar.hidden = true;
  document.getElementById("content").focus();
});
