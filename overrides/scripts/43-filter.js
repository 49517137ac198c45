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
// data-many     on the status: what the items are called. “12 of 145 papers” is said there
//
// The controls' class needs-script hides them where no script runs. Looks are in styles/42-papers.css, class filter.
const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘ʼ]/g, "'").replace(/[‐‑–—-]/g, " ").toLowerCase();

for (const controls of document.querySelectorAll("[data-filters]")) {
  const list = document.getElementById(controls.dataset.filters);
  const field = controls.querySelector("input");
  const choices = [...controls.querySelectorAll("select[data-by]")];
  const status = controls.querySelector("[role='status']");
  const items = [...list.querySelectorAll("[data-item]")].map((element) => ({ element }));
  const groups = [...list.querySelectorAll("[data-group]")];

  const fits = (item, words) => {
    item.text ??= fold(`${item.element.textContent} ${item.element.dataset.words ?? ""}`);
    return words.every((word) => item.text.includes(word))
      && choices.every(({ value, dataset }) => !value || (item.element.getAttribute(`data-${dataset.by}`) ?? "").split(" ").includes(value));
  };

  const show = (group, filtered) => {
    const left = group.querySelectorAll("[data-item]:not([hidden])").length;
    group.hidden = filtered && !left;
    const count = group.querySelector("[data-count]");
    if (count) count.textContent = left;
    if (filtered && "open" in group) {
      group.dataset.was ??= group.open;
      group.open = true;
    } else if (group.dataset.was) {
      group.open = group.dataset.was === "true";
      delete group.dataset.was;
    }
  };

  const filter = () => {
    const words = field ? fold(field.value).split(/\s+/).filter(Boolean) : [];
    const filtered = words.length > 0 || choices.some(({ value }) => value);
    let left = 0;
    for (const item of items) {
      item.element.hidden = !fits(item, words);
      left += !item.element.hidden;
    }
    for (const group of groups) show(group, filtered);
    if (!status) return;
    const all = `${items.length} ${status.dataset.many ?? ""}`;
    const said = !filtered ? all : left ? `${left} of ${all}` : `None of ${all}. Try fewer words.`;
    if (status.textContent !== said) status.textContent = said;
  };
  // Pasted and dictated text arrive as input, too. A page that is gone back to keeps what was typed.
  controls.addEventListener("input", filter);
  addEventListener("pageshow", filter);
}
