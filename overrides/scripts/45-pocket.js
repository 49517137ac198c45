// The pocket copy: asks the browser to keep it, says when a page comes from it, and removes it.
const manifest = document.querySelector("link[rel='manifest']");
const base = manifest && new URL("./", manifest.href).href;
const shelf = manifest && "serviceWorker" in navigator ? navigator.serviceWorker : undefined;
const { saved } = document.documentElement.dataset;
const say = (words) => { document.getElementById("said").textContent = words; };

// Storage can be closed off: then nothing has been refused.
const refused = (answer) => {
  try {
    if (answer === false) localStorage.removeItem("pocket");
    else if (answer) localStorage.setItem("pocket", "no");
    return localStorage.getItem("pocket") === "no";
  } catch {
    return false;
  }
};

// The role that was chosen in the list of guides, or none: its guides come first in the copy.
const role = (chosen) => {
  try {
    if (chosen) localStorage.setItem("role", chosen);
    else if (chosen === "") localStorage.removeItem("role");
    return localStorage.getItem("role") ?? "";
  } catch {
    return chosen ?? "";
  }
};

const keep = () => shelf.register(`${base}sw.js`, { updateViaCache: "none" });
// Tells it what the reader wants; true when it is there.
const want = async (wish) => {
  const { active } = await shelf.ready;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => { port1.onmessage = ({ data }) => resolve(data); });
  active.postMessage(wish, [port2]);
  return answer;
};
// The whole of it, when the reader asks.
const keepAll = async () => {
  await keep();
  return want({ whole: true, role: role() });
};
const isWhole = async () => Boolean(await caches.match(`${base}?whole`));
const remove = async () => {
  await (await shelf.getRegistration(base))?.unregister();
  await caches.delete(`pocket ${base}`);
  role("");
};

const age = (since) => {
  const days = Math.floor((Date.now() - since) / 864e5);
  return days < 1 ? "less than a day old" : `${days} day${days > 1 ? "s" : ""} old`;
};

if (saved) {
  const note = document.createElement("p");
  note.className = "notice saved";
  note.setAttribute("role", "status");
  document.getElementById("content").prepend(note);
  const late = document.querySelector(".clock .overdue:not([hidden])");
  note.textContent = `Saved copy, ${age(Number(saved))}. It may have changed since.${late ? " Its review is overdue: do not rely on it alone." : ""}`;
}

// On the page about the copy: what is kept, and a button. Without script the page says what is true then.
const place = document.querySelector(".pocket-copy");
const tell = async () => {
  const kept = Boolean(await shelf.getRegistration(base)) && await isWhole();
  const count = kept ? (await (await caches.open(`pocket ${base}`)).keys()).filter(({ url }) => url.includes("?kept=")).length : 0;
  const left = kept ? Number(await (await caches.match(`${base}?left`))?.text() ?? 0) : 0;
  const whose = role() ? `those for your role (${role().replace("-", " ")}) come before others` : "those for the role you choose in the list of guides come before others";
  const room = left ? `There was no room for ${left} of the guides: they need a signal. After those for a risk to life, ${whose}. ` : "";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = kept ? "Remove the saved copy" : "Keep a saved copy";
  button.addEventListener("click", async () => {
    button.disabled = true;
    refused(kept);
    await (kept ? remove() : keepAll());
    await tell();
    place.querySelector("button").focus();
  });
  const says = document.createElement("span");
  says.setAttribute("role", "status");
  says.textContent = kept ? `A copy is kept on this device${count ? `: ${count} files` : ""}. ${room}` : "No copy is kept on this device. ";
  place.replaceChildren(says, button);
};

// On a guide: a link to the page above, and where script runs a button that keeps the copy at once.
const button = document.querySelector("[data-keep]");
if (button && shelf) {
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const before = button.textContent;
    button.textContent = "Keeping…";
    refused(false);
    const done = await keepAll().catch(() => false);
    button.textContent = done ? "Kept on this phone" : before;
    say(done ? "The guides and the words are kept on this phone." : "The copy could not be kept. Try again when you have a signal.");
  });
}

// In the list of guides: the role that is chosen is kept on this device, for the copy.
document.querySelector("[data-filters='guidance'] select[data-by='role']")?.addEventListener("input", ({ target }) => {
  const chosen = role(target.value);
  if (shelf && !refused()) want({ role: chosen }).catch(() => {});
});

if (shelf) {
  const thrifty = navigator.connection?.saveData;
  // After all that the page itself needs.
  addEventListener("load", () => setTimeout(async () => {
    if (!refused() && !thrifty) await keep().catch(() => {});
    if (place) await tell().catch(() => {});
  }, 500));
}
