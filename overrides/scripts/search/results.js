// Search as it is seen: the field, what is found, and the box “What has happened?” of the guides. ranking.js ranks; here
// is only what is shown. Both are fetched, and the index with them, when a field is first used (20-search.js).
const place = document.querySelector("[data-search]");
const dialog = document.getElementById("search");
const field = document.getElementById("search-words");
const count = document.getElementById("search-count");
const list = document.getElementById("search-results");
const VIEW = dialog ? 6 : 10;
const AROUND = 170;

const search = place && globalThis.catalogueSearch(async (address) => {
  const answer = await fetch(place.dataset.base + address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
});

// The text cut around its first marked word, at whole words; each piece, and whether it is marked.
const excerpt = (text, marked) => {
  const pieces = text.match(/[\p{L}\p{N}’'&.-]*[\p{L}\p{N}]|[^\p{L}\p{N}]+/gu) ?? [];
  const first = Math.max(pieces.findIndex(marked), 0);
  let start = first;
  for (let room = AROUND / 3; start > 0 && room > 0; start--) room -= pieces[start - 1].length;
  let end = start;
  for (let room = AROUND; end < pieces.length && room > 0; end++) room -= pieces[end].length;
  while (start < first && !/^[\p{L}\p{N}]/u.test(pieces[start])) start++;
  return [...(start ? [["… ", false]] : []), ...pieces.slice(start, end).map((piece) => [piece, marked(piece)]), ...(end < pieces.length ? [[" …", false]] : [])];
};

const make = (name, className, ...inside) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...inside);
  return element;
};

const result = ({ kind, title, address, parts }, marks, folds) => {
  const marked = (piece) => folds(piece).some((term) => marks.has(term));
  const held = (text) => new Set((text.match(/[\p{L}\p{N}’'&.-]*[\p{L}\p{N}]/gu) ?? []).flatMap(folds).filter((term) => marks.has(term))).size;
  const best = parts.reduce((one, other) => (held(`${other[1]} ${other[2]}`) > held(`${one[1]} ${one[2]}`) ? other : one), parts[0]);
  const link = make("a", "", title);
  // A guide opens at its card, whatever part of it was found.
  link.href = `${place.dataset.base}${address}${best[0] && kind !== "Guide" ? `#${best[0]}` : ""}`;
  const says = make("p", "", ...(best[1] ? [make("b", "", best[1]), ": "] : []), ...excerpt(best[2], marked).map(([piece, is]) => (is && "highlights" in place.dataset ? make("mark", "", piece) : piece)));
  return make("li", "", make("span", "kind", kind), " ", link, says);
};

const show = async (text, from = 0) => {
  const answer = await search.find(text, from, from + VIEW);
  const folds = await search.folds();
  return { ...answer, items: answer.found.map((page) => result(page, answer.marks, folds)) };
};

const offer = async () => {
  const often = "suggests" in place.dataset ? (await search.open()).often : [];
  count.textContent = often.length ? "Often looked for:" : "";
  list.replaceChildren(...often.map(([address, title]) => {
    const link = make("a", "", title);
    link.href = place.dataset.base + address;
    return make("li", "", link);
  }));
};

const asked = () => new URLSearchParams(location.search).get("q") ?? "";

let turn = 0;
let waiting;
const more = place?.querySelector(".search-more");
const elsewhere = place?.querySelector(".search-else");

const ask = async (from = 0) => {
  const mine = ++turn;
  const text = field.value.trim();
  if (!dialog && text !== asked()) history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
  try {
    if (!/[\p{L}\p{N}]/u.test(text)) {
      more.hidden = elsewhere.hidden = true;
      delete list.dataset.words;
      await offer();
      return;
    }
    if (!list.childElementCount) count.textContent = "Searching…";
    const { items, many, offline, near } = await show(text, from);
    if (mine !== turn) return;
    const pages = `${many} page${many === 1 ? "" : "s"} found${many > 1 ? ", best first" : ""}`;
    count.textContent = `${many ? pages : "Nothing found"}${near ? `. The nearest we know is “${near}”` : ""}${offline ? ". You are offline: these are the guides and words" : ""}.`;
    list.dataset.words = text;
    if (from) list.append(...items); else list.replaceChildren(...items);
    elsewhere.hidden = many > 3 && !near;
    more.hidden = many <= from + VIEW;
    more.firstElementChild.href = `${place.dataset.base}search/?q=${encodeURIComponent(text)}`;
    more.firstElementChild.textContent = dialog ? `All ${many} results` : `${Math.min(VIEW, many - from - VIEW)} more results`;
    if (from) items[0]?.querySelector("a").focus();
  } catch {
    if (mine === turn) count.textContent = "Search could not be loaded. Are you connected?";
  }
};

const soon = (does) => () => { clearTimeout(waiting); waiting = setTimeout(does, 150); };

// Arrow keys go from the field through the results and back.
const step = (event) => {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!way) return;
  const stops = [field, ...list.querySelectorAll("a")];
  const next = stops[stops.indexOf(document.activeElement) + way];
  if (stops.includes(document.activeElement) && next) {
    event.preventDefault();
    next.focus();
  }
};

if (place) {
  field.addEventListener("input", soon(() => ask()));
  place.addEventListener("keydown", step);
}

if (dialog) {
  // What was typed before this came.
  if (dialog.open) ask();
  for (const button of document.querySelectorAll("[data-opens='search']")) button.addEventListener("click", () => ask());
} else if (place) {
  field.value ||= asked();
  field.form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  more.addEventListener("click", (event) => { event.preventDefault(); ask(list.childElementCount); });
  ask();
}

// “What has happened?”: the guides of the list, ranked as search ranks them, less those that the choices beside it hide.
for (const box of document.querySelectorAll("input[data-ranks]")) {
  const all = document.getElementById(box.dataset.ranks);
  const controls = box.closest("[data-filters]");
  const status = controls.querySelector("[role='status']");
  const ranked = make("ol", "situations ranked");
  ranked.hidden = true;
  ranked.setAttribute("aria-label", "Guides found, best first");
  controls.after(ranked);
  let now = 0;
  const order = async () => {
    const mine = ++now;
    const text = box.value.trim();
    const items = new Map([...all.querySelectorAll("[data-item]")].map((item) => [new URL(item.querySelector("a").href).pathname, item]));
    const site = new URL(place.dataset.base, location.href).pathname;
    const choices = [...controls.querySelectorAll("select[data-by]")].filter(({ value }) => value);
    const fits = (page) => choices.every(({ dataset, value }) => page.choices?.[dataset.by]?.includes(value));
    try {
      const { found, marks } = text ? await search.guides(text, fits, 8) : { found: [] };
      const folds = await search.folds();
      if (mine !== now) return;
      // As it stands in the list; of a guide that is on a further page, what search shows of it.
      ranked.replaceChildren(...found.map((page) => {
        const item = items.get(site + page.address)?.cloneNode(true) ?? result(page, marks, folds);
        item.hidden = false;
        return item;
      }));
      ranked.hidden = !found.length;
      all.hidden = found.length > 0;
      if (text) status.textContent = found.length ? `The ${ranked.childElementCount} nearest guides, best first.` : `No guide${choices.length ? " of these choices" : ""} was found by these words. The list is below.`;
    } catch {
      if (mine === now) status.textContent = "Search could not be loaded. All guides are listed below.";
    }
  };
  controls.addEventListener("input", soon(order));
  if (box.value) order();
}
