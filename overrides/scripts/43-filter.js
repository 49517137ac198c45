// Filters any list by what is typed and by what is chosen. In HTML:
//
//   <div class="filter needs-script" role="search" aria-label="Filter the papers" data-filters="papers">
//     <label>Words <input type="search"></label>
//     <label>Genre <select data-by="genre"><option value="">Any</option><option value="report">Report</option></select></label>
//     <p role="status" data-many="papers">145 papers</p>
//   </div>
//   <div id="papers">
//     <section data-group> <h2>2019 <span data-count>2</span></h2>
//       <ul><li data-item data-genre="report" data-element="data causes" data-words="words searched, not shown"> … </li></ul>
//     </section>
//   </div>
//
// data-filters  on what holds the controls: the id of the element that holds the items
// data-item     something that is kept or hidden: every typed word must stand in its text or its data-words
// data-by       on a select: genre looks at an item's data-genre, which holds one value or several parted by spaces
// data-group    is hidden when a filter leaves none of its items; its data-count, if it has one, shows how many are left;
//               a group that is a <details> is open as long as a filter is on
// data-view     on what holds the controls: how many items are shown until a button with data-more (the same id) is pressed
// data-rest     on what holds the controls: the pages that hold the whole of a list of which only a first view is here. They
//               are fetched one after another when a reader first asks for more than that view, a few at a time
// data-sorts    on a select: its values name the items' data- that put them in order, the greatest first; none is as it was
// data-chooses  on a link anywhere: sets the select of that data-by to its data-value, as a bar of a picture does
// data-ranks    on the field: its words are not looked for here, but ranked (20-search.js)
// data-many     on the status: what the items are called. “12 of 145 papers” is said there
//
// The controls' class needs-script hides them where no script runs. Looks are in styles/42-papers.css, class filter.
const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘ʼ]/g, "'").replace(/[‐‑–—-]/g, " ").toLowerCase();

// The page of the rest that holds a place: those of the same year or letter are looked at first.
const partOf = async (place, rest) => {
  const likely = (part) => part.match(/-(\w+)\//)?.[1] === (place.match(/\d{4}/)?.[0] ?? place.match(/-(\w)/)?.[1]);
  for (const part of [...rest.filter(likely), ...rest.filter((each) => !likely(each))].slice(0, 99)) {
    const text = await fetch(part).then((answer) => (answer.ok ? answer.text() : ""), () => "");
    if (text.includes(` id="${CSS.escape(place)}"`) || text.includes(` id="${place}"`)) return part;
  }
  return undefined;
};

for (const controls of document.querySelectorAll("[data-filters]")) {
  const list = document.getElementById(controls.dataset.filters);
  const field = controls.querySelector("input");
  const choices = [...controls.querySelectorAll("select[data-by]")];
  const status = controls.querySelector("[role='status']");
  const rest = controls.dataset.rest?.trim().split(" ") ?? [];
  const whole = Number(status?.textContent.match(/\d+/)?.[0]);
  let items = [];
  let groups = [];
  const sorts = controls.querySelector("[data-sorts]");
  const more = document.querySelector(`[data-more="${list.id}"]`);
  const view = Number(controls.dataset.view) || (rest.length ? 25 : Infinity);
  let most = view;
  let fetched = 0;
  const take = () => {
    items = [...list.querySelectorAll("[data-item]")].map((element) => ({ element, home: element.parentElement }));
    groups = [...list.querySelectorAll("[data-group]")];
  };
  take();

  // The next page of the rest. The first takes the place of what is here, since the pages hold all of the list.
  const fetchNext = async () => {
    const address = new URL(rest[fetched], location.href);
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(list.id);
    for (const link of found.querySelectorAll("a")) link.href = new URL(link.getAttribute("href"), address).href;
    if (!fetched++) for (const group of list.querySelectorAll(":scope > [data-group]")) group.remove();
    list.append(...found.children);
    take();
  };

  const fits = (item, words) => {
    item.text ??= fold(`${item.element.textContent} ${item.element.dataset.words ?? ""}`);
    return words.every((word) => item.text.includes(word))
      && choices.every(({ value, dataset }) => !value || (item.element.getAttribute(`data-${dataset.by}`) ?? "").split(" ").includes(value));
  };

  const show = (group, filtered, lines) => {
    group.hidden = !group.querySelector("[data-item]:not([hidden])") && (filtered || lines > most);
    const count = group.querySelector("[data-count]");
    if (count && (!rest.length || fetched === rest.length)) count.textContent = items.filter((item) => item.fit && group.contains(item.element)).length;
    if (filtered && "open" in group) {
      group.dataset.was ??= group.open;
      group.open = true;
    } else if (group.dataset.was) {
      group.open = group.dataset.was === "true";
      delete group.dataset.was;
    }
  };

  const filter = () => {
    const words = field && !field.dataset.ranks ? fold(field.value).split(/\s+/).filter(Boolean) : [];
    const filtered = words.length > 0 || choices.some(({ value }) => value);
    let left = 0;
    let lines = 0;
    let folded;
    for (const item of items) {
      item.fit = fits(item, words);
      left += item.fit;
      // What is folded into one line takes the room of one.
      const fold = filtered ? null : item.element.closest("details");
      if (item.fit && !(fold && fold === folded)) lines++;
      folded = fold;
      item.element.hidden = !item.fit || lines > most;
    }
    const looked = fetched === rest.length;
    if (more) more.hidden = lines <= most && looked;
    for (const group of groups) show(group, filtered, lines);
    const all = `${rest.length ? whole : items.length} ${status?.dataset.many ?? ""}`;
    const found = looked ? `${left || "None"} of ${all}${left ? "" : ". Try fewer words."}` : `${left || "None"} found so far, in ${items.length} of ${all}`;
    const said = filtered ? found : all;
    if (status && status.textContent !== said) status.textContent = said;
    return filtered ? left : looked ? Infinity : items.length;
  };

  // Looks on through the rest until a view is full, at most so many pages at a time.
  const STEPS = 40;
  let turn = 0;
  const lookOn = async () => {
    const mine = ++turn;
    for (let step = 0; step < STEPS && fetched < rest.length && filter() <= most; step++) {
      if (status) status.textContent = "Looking through the list…";
      try {
        await fetchNext();
      } catch {
        if (status) status.textContent = "The rest of the list could not be loaded. Are you connected?";
        return;
      }
      if (mine !== turn) return;
    }
    filter();
  };
  const asks = () => (rest.length && !field?.dataset.ranks && field?.value.trim()) || choices.some(({ value }) => value);
  // Pasted and dictated text arrive as input, too. A page that is gone back to keeps what was typed.
  controls.addEventListener("input", () => {
    most = view;
    filter();
    if (asks()) lookOn();
  });
  more?.addEventListener("click", async () => {
    const before = items.filter(({ element }) => !element.hidden).length;
    most += view;
    await lookOn();
    // What comes next is where the reader goes on.
    items.filter(({ element }) => !element.hidden)[before]?.element.querySelector("a")?.focus();
  });
  sorts?.addEventListener("input", async () => {
    while (fetched < Math.min(rest.length, STEPS)) await fetchNext();
    // In order, all stand together in the first group; as they were, each stands in its own again.
    const by = sorts.value;
    const order = by ? [...items].sort((a, b) => b.element.dataset[by] - a.element.dataset[by]) : items;
    for (const item of order) (by ? items[0].home : item.home).append(item.element);
    list.toggleAttribute("data-sorted", Boolean(by));
  });
  document.addEventListener("click", (event) => {
    const bar = event.target.closest("[data-chooses]");
    const choice = bar && choices.find(({ dataset }) => dataset.by === bar.dataset.chooses);
    if (!choice) return;
    event.preventDefault();
    choice.value = bar.dataset.value;
    choice.dispatchEvent(new Event("input", { bubbles: true }));
    controls.scrollIntoView();
    choice.focus({ preventScroll: true });
  });
  // A link to a place in the list shows it, however far down it is.
  const reveal = async () => {
    const place = location.hash && decodeURIComponent(location.hash.slice(1));
    if (!place) return;
    const part = rest.length && !document.getElementById(place) && await partOf(place, rest);
    if (part) location.replace(`${part}#${encodeURIComponent(place)}`);
    if (!list.querySelector(`#${CSS.escape(place)}`)) return;
    most = Infinity;
    filter();
    document.getElementById(place).scrollIntoView();
  };
  if (view < Infinity) addEventListener("hashchange", reveal);
  addEventListener("pageshow", () => {
    filter();
    if (asks()) lookOn();
    if (view < Infinity) reveal();
  });
}
