// Finding the way: the heading being read is marked in the contents at the side; a way back to the top of a long page.
const contents = document.querySelector("[data-follows]");
const toTop = document.querySelector("[data-to-top]");
const links = contents ? [...contents.querySelectorAll("a")] : [];
const heads = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
let marked;
let waiting;

const follow = () => {
  waiting = false;
  toTop?.classList.toggle("floats", scrollY > 2 * innerHeight);
  if (!links.length) return;
  // The last heading that has passed the upper third; at the very end of the page, the last one.
  const passed = heads.filter((head) => head?.checkVisibility() && head.getBoundingClientRect().top < innerHeight / 3);
  const here = passed.length ? links[heads.indexOf(passed.at(-1))] : undefined;
  if (here === marked) return;
  marked?.removeAttribute("aria-current");
  here?.setAttribute("aria-current", "location");
  marked = here;
  // Only the list itself is moved, never the page.
  if (here) contents.scrollTop = Math.max(0, here.offsetTop - contents.clientHeight / 2);
};
// A page that fits the screen needs no way back; its room stays, so that nothing moves.
toTop?.classList.toggle("idle", document.documentElement.scrollHeight < 2 * innerHeight);
if (toTop || links.length) {
  addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(follow);
    waiting = true;
  }, { passive: true });
  follow();
}
