/*
 * Keep what somebody typed in a form with `data-keep` until the server answered.
 *
 * Each tab keeps { fields, sent } under the form's key and the person's, so that the next person in this tab sees nothing of it. A page inside the site is the answer to what was sent, and clears it.
 * Sign-in and error pages are no answer (their main has no `data-answer`): what was sent counts as unsent again.
 */
const PREFIX = "keep:";
const TEXT = /^(text|email|tel|url|search|number|date|time|datetime-local|textarea|select-one|radio|checkbox)$/;
const secret = (field) => /password|one-time-code/.test(field.autocomplete);
const controls = (form) =>
  [...form.elements].filter((field) => field.name && TEXT.test(field.type) && !secret(field));
const who = document.documentElement.dataset.who ?? "";
const key = (form) => `${PREFIX}${who}:${form.dataset.keep}`;
const kept = () => Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
const read = (name) => JSON.parse(sessionStorage.getItem(name));
const write = (name, value) => sessionStorage.setItem(name, JSON.stringify(value));

const untouched = (form) =>
  controls(form).every(({ type, value, defaultValue }) => !/^(text|textarea)$/.test(type) || value === defaultValue);

function remember(form, sent) {
  const fields = controls(form).map(({ name, value, checked }) => ({ name, value, checked }));
  write(key(form), { fields, sent });
}

function restore(form) {
  const stored = sessionStorage.getItem(key(form));
  if (!stored || !untouched(form)) return;
  const old = JSON.parse(stored).fields;
  for (const field of controls(form)) {
    const choice = /radio|checkbox/.test(field.type);
    const at = old.findIndex(({ name, value }) => name === field.name && (!choice || value === field.value));
    if (at < 0) continue;
    const [{ value, checked }] = old.splice(at, 1);
    if (choice) field.checked = checked;
    else field.value = value;
  }
}

function settle() {
  const answered = document.querySelector("main[data-answer]");
  const [visit] = performance.getEntriesByType("navigation");
  if (answered && visit?.type === "back_forward") return;
  for (const name of kept()) {
    const entry = read(name);
    if (!entry.sent) continue;
    if (answered) sessionStorage.removeItem(name);
    else write(name, { ...entry, sent: false });
  }
}

try {
  settle();
  for (const form of document.querySelectorAll("form[data-keep]")) {
    restore(form);
    form.addEventListener("input", () => remember(form, false));
    form.addEventListener("submit", () => remember(form, navigator.onLine));
  }
  for (const form of document.querySelectorAll("form[data-forget]")) {
    form.addEventListener("submit", () => kept().forEach((name) => sessionStorage.removeItem(name)));
  }
} catch {
  /* No storage in this browser, or it is full: the page works without. */
}
