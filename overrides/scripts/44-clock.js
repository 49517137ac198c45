// The honest clock: a page that nobody has rebuilt still says when its review is overdue.
// It goes one way only, since a device whose date is wrong cannot undo what the build knew.
const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/London", year: "numeric", month: "2-digit", day: "2-digit" });
const strike = () => {
  const today = day.format(new Date());
  for (const clock of document.querySelectorAll("[data-due]")) {
    if (today <= clock.dataset.due) continue;
    for (const words of clock.querySelectorAll(".on-time")) words.hidden = true;
    for (const words of clock.querySelectorAll(".overdue")) words.hidden = false;
  }
};
strike();
// A page can lie open on a phone for days.
document.addEventListener("visibilitychange", strike);
