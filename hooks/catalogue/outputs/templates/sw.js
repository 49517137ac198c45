// Keeps the cards, the glossary and what shows them, so that they open where there is no signal.
// The build fills in what is kept: each address, and a short hash of what stands there.
const KEPT = {};
// So many of them, from the first on, are kept at once; the rest when the reader asks for the copy, or opens them.
const UNASKED = 0;
// The guides there are; where there is not room for all of them, those a copy holds, and of a role whose are others, those.
const MANY = 0;
const GUIDES = {};
const SOME = new Set(Object.values(GUIDES).flat());
const BASE = new URL("./", self.location).href;
const STORE = `pocket ${BASE}`;
// On poor signal the saved copy is shown after three seconds; twice a day is asked whether it still holds.
const PATIENCE = 3000;
const HALF_A_DAY = 43200000;

const key = (address) => `${BASE}${address}?kept=${KEPT[address]}`;
const SINCE = `${BASE}?since`;
const WHOLE = `${BASE}?whole`;
const MISSING = `${BASE}?left`;
const ROLE = `${BASE}?role`;

const since = async (store) => Number(await (await store.match(SINCE))?.text() ?? 0);
const confirm = (store) => store.put(SINCE, new Response(String(Date.now())));

// The guides of a copy that does not hold all: those for a risk to life, those of the role, then those most pages lead to.
const chosen = async (store) => GUIDES[await (await store.match(ROLE))?.text() ?? ""] ?? GUIDES[""] ?? [];

// What has not changed is not fetched again.
const keep = async () => {
  const store = await caches.open(STORE);
  const whole = await store.match(WHOLE);
  const guides = new Set(await chosen(store));
  const all = Object.keys(KEPT).filter((address) => !SOME.has(address) || guides.has(address));
  await Promise.all((whole ? all : Object.keys(KEPT).slice(0, UNASKED)).map(async (address) => {
    if (await store.match(key(address))) return;
    const answer = await fetch(BASE + address, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${address} could not be kept: ${answer.status}`);
    await store.put(key(address), answer);
  }));
  await store.put(MISSING, new Response(String(SOME.size ? MANY - guides.size : 0)));
  await confirm(store);
};

const tidy = async () => {
  const store = await caches.open(STORE);
  const wanted = new Set([...Object.keys(KEPT).map(key), SINCE, WHOLE, MISSING, ROLE]);
  for (const { url } of await store.keys()) if (!wanted.has(url)) await store.delete(url);
};

const ask = async () => {
  const store = await caches.open(STORE);
  if (Date.now() - await since(store) < HALF_A_DAY) return;
  await self.registration.update();
  // A new copy, if there is one, says so itself when it is whole.
  if (!self.registration.installing) await confirm(store);
};

// A page from the copy says so, and since when, in an attribute that the page's own script reads.
const saved = async (address) => {
  const store = await caches.open(STORE);
  const answer = await store.match(key(address));
  if (!answer) return undefined;
  const html = (await answer.text()).replace("<html ", `<html data-saved="${await since(store)}" `);
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  return new Response(html, { headers });
};

// With no network a word opens in the list of all words; for what is not kept there is a page that says so.
const elsewhere = (address) => {
  const word = address.match(/^glossary\/([^/]+)\//);
  if (word && "glossary/" in KEPT) return Response.redirect(`${BASE}glossary/#term-${word[1]}`);
  return "about/pocket-copy/" in KEPT ? Response.redirect(`${BASE}about/pocket-copy/#not-kept`) : Response.error();
};

const page = async (event, asked) => {
  const address = [asked, `${asked}/`].find((each) => each in KEPT);
  // Asked anew: what a browser took earlier may be out of date without saying so.
  const answer = fetch(event.request, { cache: "no-cache" });
  answer.catch(() => {});
  try {
    const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
    const first = address === undefined ? await answer : await Promise.race([answer, late]);
    if (first && first.status < 500) {
      const copy = address !== undefined && first.ok && first.clone();
      event.waitUntil(ask().catch(() => {}));
      // What is opened is kept: it costs nothing more.
      if (copy) event.waitUntil(caches.open(STORE).then((store) => store.put(key(address), copy)).catch(() => {}));
      return first;
    }
  } catch {
    if (address === undefined) return elsewhere(asked);
  }
  return await saved(address) ?? answer.catch(() => elsewhere(asked));
};

const file = async (request, address) => (await (await caches.open(STORE)).match(key(address))) ?? fetch(request);

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));
// The reader asks for the whole copy, or chooses a role, and is told when it is there. Of another role the guides go.
const told = async ({ whole, role }, port) => {
  const store = await caches.open(STORE);
  if (whole) await store.put(WHOLE, new Response("yes"));
  if (role !== undefined) await store.put(ROLE, new Response(role));
  const done = await keep().then(() => true, () => false);
  if (done && await store.match(WHOLE)) {
    const guides = new Set(await chosen(store));
    for (const address of SOME) if (!guides.has(address)) await store.delete(key(address));
  }
  port?.postMessage(done);
};
self.addEventListener("message", (event) => event.waitUntil(told(event.data, event.ports[0])));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET" || !url.startsWith(BASE)) return;
  const address = url.slice(BASE.length).replace(/[?#].*$/, "");
  if (mode === "navigate") event.respondWith(page(event, address.replace(/(^|\/)index\.html$/, "$1")));
  // A page can be asked for by another: a long glossary fetches its parts.
  else if (address in KEPT && address) event.respondWith(address.endsWith("/") ? page(event, address) : file(event.request, address));
});
