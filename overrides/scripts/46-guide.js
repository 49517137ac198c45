// A guide in the hand: print the briefing, keep the site on this phone, share; and on a phone, what follows is folded.
const guide = document.querySelector(".guide-page");
const folds = guide?.querySelector("[data-folds]");
const narrow = matchMedia("(max-width: 62.49rem)");

if (guide) {
  guide.querySelector("[data-print]")?.addEventListener("click", () => print());
  const share = guide.querySelector("[data-share]");
  share?.addEventListener("click", async (event) => {
    if (!navigator.share) return;
    event.preventDefault();
    // Whoever closes the device's own sheet has changed their mind.
    await navigator.share({ title: document.title, url: location.href.split("#")[0] }).catch(() => {});
  });
}

if (folds) {
  // Each heading with what follows it, up to the next; a section brings its own heading.
  const parts = [];
  for (const child of [...folds.children]) {
    const inside = child.matches("section") && child.querySelector(":scope > h2");
    if (child.matches("h2")) parts.push({ head: child, rest: [] });
    else if (inside) parts.push({ head: inside, rest: [...child.children].filter((each) => each !== inside) });
    else parts.at(-1)?.rest.push(child);
  }
  for (const part of parts) {
    part.body = document.createElement("div");
    part.head.after(part.body);
    part.body.append(...part.rest);
    part.button = document.createElement("button");
    part.button.type = "button";
    part.button.className = "fold";
  }
  const open = (part, yes) => {
    part.button.setAttribute("aria-expanded", yes);
    // What is folded can still be found by the browser's own search, where it knows how.
    if (yes) part.body.removeAttribute("hidden");
    else part.body.setAttribute("hidden", "until-found");
  };
  const fit = () => {
    for (const part of parts) {
      if (narrow.matches && !part.button.isConnected) {
        part.button.replaceChildren(...part.head.childNodes);
        part.head.append(part.button);
        open(part, false);
      } else if (!narrow.matches && part.button.isConnected) {
        part.head.replaceChildren(...part.button.childNodes);
        open(part, true);
      }
    }
    reveal();
  };
  // An address or a link to a place that is folded opens it.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const part = target && parts.find(({ head, body }) => head.contains(target) || body.contains(target) || (target.matches("section") && target.contains(head)));
    if (!part || !narrow.matches) return;
    open(part, true);
    target.scrollIntoView();
  };
  for (const part of parts) {
    part.button.addEventListener("click", () => open(part, part.button.getAttribute("aria-expanded") !== "true"));
    part.body.addEventListener("beforematch", () => open(part, true));
  }
  narrow.addEventListener("change", fit);
  addEventListener("hashchange", reveal);
  fit();
}
