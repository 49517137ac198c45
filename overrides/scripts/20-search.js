// Search: the theme's worker and index, fetched when search is first opened. What to ask and how to rank is ours.
const dialog = document.getElementById("search");
const field = document.getElementById("search-words");
const count = document.getElementById("search-count");
const list = document.getElementById("search-results");
let worker;
let ready = false;
let asked = [];

// The worker's messages, by number: 0 set up, 1 ready, 2 query, 3 result.
const start = async () => {
  if (worker) return;
  worker = new Worker(dialog.dataset.worker);
  worker.addEventListener("message", ({ data }) => {
    if (data.type === 1) { ready = true; ask(); }
    // Answers come in order: only that to the last question is shown.
    if (data.type === 3 && asked.length) asked = asked.length > 1 ? asked.slice(1) : show(data.data.items, asked[0]);
  });
  count.textContent = "Loading…";
  try {
    worker.postMessage({ type: 0, data: { ...await (await fetch(dialog.dataset.index)).json(), options: {} } });
  } catch {
    count.textContent = "Search could not be loaded. Are you connected?";
    worker = undefined;
    ready = false;
  }
};

// Words that say nothing about the page that is looked for.
const empty = new Set("a about again am an and any are as at be been but by can could did do does for from get go got had has have he he's her him his how i if in into is it it's job keep keeps kid let me my not of off on one or our out over she she's so some someone tell than that the their them there they this to up us want wants was we were what when where which who why will with would you your".split(" "));
const wordsOf = (text) => {
  const every = text.normalize("NFC").toLowerCase().replace(/[’‘]/g, "'").split(/[^\p{L}\p{N}&']+/u).map((word) => word.replace(/^'+|'s$|'+$/g, "")).filter(Boolean);
  const telling = every.filter((word) => !empty.has(word));
  return telling.length ? telling : every;
};

// Each word as it is, as the start of a longer one, and with one letter wrong; none of them has to be there.
const query = (words) => words.map((word) => `${word}^6 ${word.length > 2 ? `${word}*^2` : ""} ${word.length > 4 ? `${word}~1` : ""}`).join(" ");

const ask = () => {
  const text = field.value.trim();
  const words = wordsOf(text);
  if (!words.length) {
    list.replaceChildren();
    count.textContent = "";
    asked = [];
  } else if (ready) {
    asked.push({ text, words });
    worker.postMessage({ type: 2, data: query(words) });
  }
};

const reader = new DOMParser();
const plain = (html) => reader.parseFromString(html, "text/html").body.textContent;

// A guide is what an officer needs first, then a word; what tells writers how to write comes last.
const weights = { ...KINDS, about: 0.4, contributing: 0.2 };

// A page counts by its best part, by how many of the words it holds, and by its kind.
const rank = (group, words) => {
  const text = plain(group.map((part) => `${part.title} ${part.text} ${part.tags ?? ""}`).join(" ")).toLowerCase().replace(/[’‘]/g, "'");
  const held = words.filter((word) => text.includes(word.length > 5 ? word.slice(0, -2) : word)).length / words.length;
  const [folder, page] = group[0].location.split("/");
  const score = Math.max(...group.map((part) => part.score));
  return score * (0.1 + held * held) * (page && !page.startsWith("#") ? weights[folder] ?? 1 : 0.5);
};

// A text in pieces, those that start one of the words marked, where the settings want it.
const marked = (text, words) => {
  if (!("highlights" in dialog.dataset)) return [text];
  const starts = words.map((word) => (word.length > 5 ? word.slice(0, -2) : word).replace(/[^\p{L}\p{N}]/gu, "\\$&"));
  return text.split(new RegExp(`(?<![\\p{L}\\p{N}])((?:${starts.join("|")})[\\p{L}\\p{N}]*)`, "giu")).map((piece, place) => {
    if (place % 2 === 0) return piece;
    const mark = document.createElement("mark");
    mark.textContent = piece;
    return mark;
  });
};

const show = (groups, { text, words }) => {
  const pages = groups.map((group) => ({ best: group[0], top: group.find(({ location }) => !location.includes("#")) ?? group[0], rank: rank(group, words) }));
  pages.sort((a, b) => b.rank - a.rank);
  count.textContent = pages.length ? `${pages.length} page${pages.length > 1 ? "s" : ""} found` : "Nothing found. Try another word for it.";
  list.dataset.words = text;
  list.replaceChildren(...pages.slice(0, 12).map(({ best, top }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    // A guide opens at its card, whatever part of it was found.
    const part = best === top || top.location.startsWith("guidance/") ? top : best;
    link.href = dialog.dataset.base + part.location;
    // Titles and texts come as HTML with marks: read as text, so that nothing in them can run.
    link.textContent = plain(part === top ? top.title : `${top.title}: ${best.title}`);
    const says = document.createElement("p");
    says.append(...marked(`${plain(best.text).slice(0, 160)}…`, words));
    item.append(link, says);
    return item;
  }));
  return [];
};

if (dialog && dialog.showModal) {
  for (const button of document.querySelectorAll("[data-opens='search']")) {
    button.hidden = false;
    button.addEventListener("click", () => { dialog.showModal(); field.focus(); start(); ask(); });
  }
  const asks = document.querySelector("[data-asks]");
  asks?.addEventListener("submit", (event) => {
    event.preventDefault();
    field.value = asks.querySelector("input").value;
    dialog.showModal();
    field.focus();
    start();
    ask();
  });
  // WebKit keeps a dialog open on Escape while a search field in it has the focus.
  dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); dialog.close(); } });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  field.addEventListener("input", ask);
  field.form || field.addEventListener("keydown", (event) => { if (event.key === "Enter") list.querySelector("a")?.click(); });
}
