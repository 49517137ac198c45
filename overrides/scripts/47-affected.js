// “If this page or law changes”: the pages that name a typed address, itself or one below it, from a small file.
const form = document.querySelector("[data-affected]");
if (form) {
  const [field, says, list] = [form.querySelector("input"), form.querySelector("[role=status]"), form.querySelector("ul")];
  let known;
  // The same as `bare` and `concerns` in hooks/catalogue/graph/outside.py.
  const bare = (typed) => {
    const plain = typed.trim().split("#")[0].replace(/^(?:https?:)?\/{0,2}(?:www\.)?/i, "");
    try { return decodeURIComponent(plain).replace(/\/+$/, "").toLowerCase(); } catch { return plain.replace(/\/+$/, "").toLowerCase(); }
  };
  const concerns = (typed, name) => typed === name || name.startsWith(typed + "/") || name.startsWith(typed + "?")
    || (name.split("/").length > 3 && typed.startsWith(name + "/"));
  const look = async () => {
    const typed = bare(field.value);
    known ??= await (await fetch(form.dataset.affected)).json();
    if (typed !== bare(field.value)) return;
    const found = new Set();
    if (typed.includes(".")) for (const [name, pages] of Object.entries(known.addresses)) if (concerns(typed, name)) pages.forEach((each) => found.add(each));
    const pages = [...found].map((each) => known.pages[each]).sort((a, b) => b[1].startsWith("guidance/") - a[1].startsWith("guidance/") || a[0].localeCompare(b[0]));
    list.replaceChildren(...pages.map(([title, address]) => {
      const [item, link] = [document.createElement("li"), document.createElement("a")];
      link.href = form.dataset.root + address;
      link.textContent = title;
      item.append(link);
      return item;
    }));
    says.textContent = !typed ? "" : !typed.includes(".") ? "Type a whole address, such as www.gov.uk/guidance." : pages.length === 1 ? "1 page names it." : `${pages.length || "No"} pages name it.`;
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", look);
}
