/*
 * Keep what somebody typed in a form with `data-keep` until the server took it.
 *
 * Each tab keeps { fields, sent } under the form's key and the person's, so that the next person in this tab sees nothing of it.
 * Sending gives the form a random id. The answer that took the form sets a cookie named for that id (lms/ui/kept.py), which clears this entry alone. Anything else, such as no server, a refusal or the sign-in page, leaves the text for the next time the form is open.
 * Before the form goes, the server is asked whether it is there: when it is not, the page stays and says so. Without internet at all, submit.js waits.
 *
 * A form with `data-later` also waits in line (later.js); with `data-draft` it is kept on the server while it is being filled in.
 */
import { answers, banner, forgetVerdict, keyOf, newId, tell, verdictOn, who } from "./own.js";
import { draft, flush, forgetLine, hold, mark, retype, someWait, startLine, wait, waitingOf } from "./later.js";

const PREFIX = "keep:";
const ID = "kept_id";
const TEXT = /^(text|email|tel|url|search|number|date|time|datetime-local|textarea|select-one|radio|checkbox)$/;
/* Passwords and codes are nobody's to keep, and consent (`data-anew`) is given anew each time. */
const never = (field) => /password|one-time-code/.test(field.autocomplete) || "anew" in field.dataset;
const controls = (form) =>
  [...form.elements].filter((field) => field.name && TEXT.test(field.type) && !never(field));
const key = (form) => keyOf(form.dataset.keep);
const isLater = (form) => who && "later" in form.dataset;
const kept = () => Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));

const untouched = (form) =>
  controls(form).every(({ type, value, defaultValue }) => !/^(text|textarea)$/.test(type) || value === defaultValue);

function remember(form, sent = "") {
  const fields = controls(form).map(({ name, value, checked }) => ({ name, value, checked }));
  sessionStorage.setItem(key(form), JSON.stringify({ fields, sent }));
}

function restore(form) {
  const stored = sessionStorage.getItem(key(form));
  const old = stored ? JSON.parse(stored).fields : isLater(form) ? waitingOf(form) : [];
  if (!old.length || !untouched(form)) return;
  let changed = false;
  for (const field of controls(form)) {
    const choice = /radio|checkbox/.test(field.type);
    const at = old.findIndex(({ name, value }) => name === field.name && (!choice || value === field.value));
    if (at < 0) continue;
    const [{ value, checked }] = old.splice(at, 1);
    if (!field.hidden && (choice ? field.checked !== checked : field.value !== value)) changed = true;
    if (choice) field.checked = checked;
    else field.value = value;
  }
  if (changed) sayRestored(form);
}

/* Who opens a form again must know that it holds their own words, and not what is kept by now. */
function sayRestored(form) {
  if (!banner?.dataset.restored) return;
  const words = { className: "kw-strong", textContent: banner.dataset.restored };
  const said = Object.assign(document.createElement("p"), words);
  said.setAttribute("role", "status");
  form.prepend(said);
}

/* The id stays for a second press of the button, and goes when something is typed: that is another text. */
const forgotten = [];
const idField = (form) => form.querySelector(`input[name="${ID}"]`);

function hidden(form, name, value) {
  const field = form.querySelector(`input[name="${name}"]`) ?? document.createElement("input");
  if (!field.isConnected) form.append(Object.assign(field, { type: "hidden", name, value }));
  return field.value;
}

function idOf(form) {
  if (isLater(form)) hidden(form, "kept_who", who);
  return hidden(form, ID, newId());
}

const asking = new WeakSet();
const reached = new WeakSet();
const typed = new WeakSet();

async function sendWhenReached(event) {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || !event.isTrusted) return; /* nothing is being sent */
  if (!form.requestSubmit || (!navigator.onLine && !isLater(form)) || reached.delete(form)) return;
  event.preventDefault();
  if (asking.has(form)) return;
  asking.add(form);
  submitter?.setAttribute("aria-busy", "true"); /* submit.js takes it over */
  tell();
  const found = await answers();
  asking.delete(form);
  submitter?.removeAttribute("aria-busy");
  if (found) {
    reached.add(form);
    form.requestSubmit(submitter);
  } else if (isLater(form)) wait(form, submitter, idOf(form));
  else tell("unreached");
}

function forgetWhatWasTaken() {
  for (const name of kept()) {
    const { sent } = JSON.parse(sessionStorage.getItem(name));
    if (!sent || !verdictOn(sent)) continue;
    if (verdictOn(sent) === "1") sessionStorage.removeItem(name);
    forgotten.push(sent);
  }
}

/* The server took what waited in line. Who did nothing here since sees what came of it. */
function taken(form, act) {
  if (typed.has(form) && act !== "draft") return;
  if (!waitingOf(form).length) sessionStorage.removeItem(key(form));
  mark(form, "yes");
  if (act !== "draft") location.reload();
}

function watch(form) {
  restore(form);
  form.addEventListener("input", () => {
    idField(form)?.remove();
    remember(form);
    typed.add(form);
    if (!isLater(form)) return;
    mark(form, "not");
    retype(form, idOf);
    if ("draft" in form.dataset) draft(form);
  });
  form.addEventListener("submit", (event) => {
    const id = idOf(form);
    remember(form, id);
    if (isLater(form)) hold(form, id, event.submitter?.value ?? "");
    sendWhenReached(event);
  });
  form.addEventListener("reached", () => reached.add(form));
  form.addEventListener("taken", ({ detail }) => taken(form, detail.act));
}

/* Who signs out leaves nothing behind, and is asked first when that would lose something. */
function leave(event) {
  if (someWait() && banner?.dataset.unsent && !window.confirm(banner.dataset.unsent)) return event.preventDefault();
  kept().forEach((name) => sessionStorage.removeItem(name));
  return forgetLine();
}

try {
  forgetWhatWasTaken();
  startLine();
  forgotten.forEach(forgetVerdict);
  document.querySelectorAll("form[data-keep]").forEach(watch);
  document.querySelectorAll("form[data-forget]").forEach((form) => form.addEventListener("submit", leave));
  /* A page from the memory of the browser is another sending. */
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) for (const field of document.querySelectorAll(`input[name="${ID}"]`)) field.remove();
  });
  flush();
} catch {
  /* No storage in this browser, or it is full: the page works without. */
}
