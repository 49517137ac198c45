// A page grows old: the state of each chat, and how far off it is, as they are now where the reader sits.
// The steps are those of site/chat_state.py, the words of distance those of dates.py.
const chats = [...document.querySelectorAll("[data-chat][data-starts]")];
// In the order of a chat's life: a device whose date is wrong never takes a chat back to an earlier step.
const states = { announced: "Announced", moved: "Moved", today: "Today", on: "Today", awaiting: "Awaiting write-up", late: "Awaiting write-up" };
const order = Object.keys(states);
const london = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/London", year: "numeric", month: "2-digit", day: "2-digit" });
const dayOf = (moment) => Date.parse(london.format(moment)) / 864e5;

const phaseOf = ({ dataset }, now) => {
  const starts = new Date(dataset.starts), ends = new Date(dataset.ends);
  if (now >= ends) return dayOf(now) - dayOf(ends) > 14 ? "late" : "awaiting";
  if (now >= starts) return "on";
  if (dayOf(now) >= dayOf(starts)) return "today";
  return "moved" in dataset ? "moved" : "announced";
};

const counted = (size, unit) => `${size} ${unit}${size === 1 ? "" : "s"}`;
const distance = (days) => {
  if (Math.abs(days) < 2) return ["yesterday", "today", "tomorrow"][days + 1];
  const size = Math.abs(days);
  const words = size > 730 ? counted(Math.floor(size / 365), "year") : size > 60 ? counted(Math.floor(size / 30), "month") : counted(size, "day");
  return days > 0 ? `in ${words}` : `${words} ago`;
};
const countdown = (starts, now, phase) => {
  if (phase === "on") return "on now";
  if (phase !== "today") return distance(dayOf(starts) - dayOf(now));
  const minutes = Math.ceil((starts - now) / 6e4);
  return `in ${minutes < 60 ? counted(minutes, "minute") : counted(Math.round(minutes / 60), "hour")}`;
};

const put = (element, words) => { if (element && element.textContent !== words) element.textContent = words; };
const correct = () => {
  const now = new Date();
  for (const chat of chats) {
    const known = chat.dataset.chat;
    if (known === "cancelled") continue;
    const phase = known === "written-up" ? known : phaseOf(chat, now);
    if (order.indexOf(phase) < order.indexOf(known)) continue;
    // The host's last posts go out as the chat ends, so their pack stays for the rest of that day.
    for (const part of chat.querySelectorAll("[data-while=day]")) part.hidden = dayOf(now) > dayOf(new Date(chat.dataset.ends));
    put(chat.querySelector("[data-countdown]"), countdown(new Date(chat.dataset.starts), now, phase));
    if (phase === known) continue;
    chat.dataset.chat = phase;
    put(chat.querySelector("[data-state]"), states[phase]);
    for (const part of chat.querySelectorAll("[data-in]")) part.hidden = part.dataset.in !== phase;
    if (["awaiting", "late"].includes(phase)) for (const part of chat.querySelectorAll("[data-while=coming]")) part.hidden = true;
    const group = ["awaiting", "late"].includes(phase) && chat.closest("[data-group=coming]") && document.querySelector("[data-group=waiting]");
    if (!group) continue;
    group.closest("section").hidden = false;
    group.prepend(chat);
    document.querySelector("[data-none]").hidden = !!document.querySelector("[data-group=coming] > *");
  }
};
if (chats.length) {
  correct();
  setInterval(correct, 3e4);
}
