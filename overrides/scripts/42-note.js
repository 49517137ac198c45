// My learning note: what the reader types stays in this browser. Nothing here asks the network for anything.
const note = document.querySelector("[data-note]");
if (note) {
  const { note: id, title, address, version } = note.dataset;
  const key = `learning-note:${id}`;
  const status = note.querySelector("[role=status]");
  const answers = [...note.querySelectorAll("textarea")];
  const minutes = note.querySelector("input");
  const usual = minutes.value;
  const fields = [...answers, minutes];

  // A browser can refuse to keep anything; the note can still be typed and downloaded.
  const keep = (value) => {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
      return true;
    } catch {
      return false;
    }
  };
  try {
    JSON.parse(localStorage.getItem(key) || "[]").forEach((words, index) => { fields[index].value = words; });
  } catch { /* nothing kept, or nothing of ours */ }

  note.addEventListener("input", () => {
    const written = answers.some((field) => field.value.trim());
    const kept = keep(written && JSON.stringify(fields.map((field) => field.value)));
    status.textContent = kept ? (written ? "Kept on this device." : "") : "This browser keeps nothing. Download the note before you leave.";
  });

  note.querySelector("[data-note-download]").addEventListener("click", () => {
    const lines = ["My learning note", title, address || location.href.split("#")[0]];
    if (version) lines.push(`Version of the page: ${version}`);
    lines.push(`Minutes: ${minutes.value}`);
    lines.push(`Downloaded: ${new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })}`);
    for (const field of answers) lines.push("", field.labels[0].textContent, field.value.trim() || "(nothing yet)");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${lines.join("\n")}\n`], { type: "text/plain" }));
    link.download = `learning-note-${id.split("/").pop()}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1e3);
    status.textContent = "Downloaded.";
  });

  note.querySelector("[data-note-delete]").addEventListener("click", () => {
    if (!confirm("Delete this note from this device?")) return;
    keep("");
    for (const field of answers) field.value = "";
    minutes.value = usual;
    status.textContent = "Deleted.";
  });
  note.hidden = false;
}
