// Tap definitions: a marked word opens its short definition beside it. The words come from the list at the end of the
// page. Without script, or without popovers, a marked word is the plain link it is in the HTML.
const list = document.querySelector(".words");
const words = list && "popover" in HTMLElement.prototype ? [...document.querySelectorAll("a.term")] : [];
const GAP = 8;
const WAIT = 250;

const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};
const name = make("strong", { id: "gloss-word" });
const text = make("p", { id: "gloss-text" });
const more = make("a", {});
const shut = make("button", { type: "button" }, "Close");
// An automatic popover: the browser closes it on Escape and on a tap elsewhere.
const box = make("div", { id: "gloss", class: "gloss", popover: "auto", role: "dialog", tabindex: "-1", "aria-labelledby": name.id, "aria-describedby": text.id }, name, text, make("p", {}, more, shut));

// The word that is open; whether it was asked for or only pointed at; and where the focus goes when it closes.
let open;
let asked = false;
let back;
let timer;

const place = () => {
  // A word that runs over the end of a line has a box on each.
  const ends = () => [open.getClientRects()[0], [...open.getClientRects()].at(-1)];
  let [first, last] = ends();
  const { clientWidth, clientHeight } = document.documentElement;
  box.style.maxHeight = "";
  const need = box.offsetHeight;
  // Nor may it lie over the card of a guide, which is read while a word is looked up.
  const ceiling = () => {
    const card = document.getElementById("card")?.getBoundingClientRect();
    return card && card.bottom <= first.top ? Math.max(0, card.bottom) : 0;
  };
  const room = () => [first.top - ceiling() - 2 * GAP, clientHeight - last.bottom - 2 * GAP];
  // On a small or much enlarged screen neither side may hold it: then the word moves to the top.
  if (asked && need > Math.max(...room())) {
    scrollBy({ top: first.top - GAP, behavior: "instant" });
    [first, last] = ends();
  }
  const [above, below] = room();
  const under = need <= below || below >= above;
  box.style.maxHeight = `${under ? below : above}px`;
  box.style.top = `${scrollY + (under ? last.bottom + GAP : first.top - GAP - Math.min(need, above))}px`;
  box.style.left = `${scrollX + Math.max(GAP, Math.min((under ? last : first).left, clientWidth - GAP - box.offsetWidth))}px`;
};

const show = (word, ask) => {
  clearTimeout(timer);
  back = undefined;
  if (open !== word) {
    box.hidePopover();
    const row = list.querySelector(`#word-${word.dataset.term}`);
    name.textContent = row.querySelector("dt").textContent;
    text.textContent = row.querySelector("dd").textContent;
    more.textContent = `More about ${name.textContent}`;
    more.href = word.href;
    // Right behind the word, so that it comes next when read and when tabbed through.
    word.after(box);
    // Safari does not focus a link that is clicked.
    if (ask) word.focus({ preventScroll: true });
    box.showPopover();
    open = word;
    word.setAttribute("aria-expanded", "true");
  }
  asked ||= ask;
  place();
  box.scrollTop = 0;
  if (ask) box.focus({ preventScroll: true });
};

const later = (act) => {
  clearTimeout(timer);
  timer = setTimeout(act, WAIT);
};
const leave = () => later(() => { if (!asked) box.hidePopover(); });

// The focus goes back to the word unless the reader has put it somewhere of use.
const giveBack = () => {
  if (back === document.activeElement) back = undefined;
  else if (back && (box.contains(document.activeElement) || document.activeElement.matches("body, main"))) back.focus({ preventScroll: true });
};

if (words.length) {
  list.after(box);
  let pressed;
  const hover = matchMedia("(any-hover: hover) and (any-pointer: fine)").matches;
  const points = (event) => hover && event.pointerType !== "touch";
  for (const word of words) {
    if (!list.querySelector(`#word-${word.dataset.term}`)) continue;
    for (const [key, value] of Object.entries({ role: "button", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-controls": box.id })) word.setAttribute(key, value);
    // The press on an open word has closed it by the time of the click.
    word.addEventListener("pointerdown", () => { pressed = asked && open === word; });
    word.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (pressed || (asked && open === word)) box.hidePopover();
      else show(word, true);
      pressed = false;
    });
    word.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      if (!event.repeat) word.click();
    });
    word.addEventListener("pointerenter", (event) => { if (points(event) && !asked) later(() => show(word, false)); });
    word.addEventListener("pointerleave", leave);
  }
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", leave);
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && relatedTarget !== open && !box.contains(relatedTarget)) box.hidePopover();
  });
  box.addEventListener("beforetoggle", ({ newState }) => {
    if (newState !== "closed" || !open) return;
    open.setAttribute("aria-expanded", "false");
    back = asked ? open : undefined;
    open = undefined;
    asked = false;
  });
  box.addEventListener("toggle", ({ newState }) => { if (newState === "closed") giveBack(); });
  shut.addEventListener("click", () => box.hidePopover());
  // After a tap the browser moves the focus once more.
  document.addEventListener("click", () => { giveBack(); back = undefined; });
  document.addEventListener("keydown", () => { back = undefined; });
  addEventListener("resize", () => { if (open) place(); });
}
