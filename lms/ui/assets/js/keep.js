/*
 * Keep what somebody typed in a form with `data-keep` until the server took it.
 *
 * Each tab keeps { fields, sent } under the form's key and the person's, so that the next person in this tab sees nothing of it.
 * Sending gives the form a random id. The answer that took the form sets a cookie named for that id (lms/ui/kept.py), which clears this entry alone. Anything else, such as no server, a refusal or the sign-in page, leaves the text for the next time the form is open.
 * Before the form goes, the server is asked whether it is there: when it is not, the page stays and says so. Without internet at all, submit.js waits.
 */
const PREFIX = "keep:";
const ID = "kept_id";
const TAKEN = "aangekomen-";
const TEXT = /^(text|email|tel|url|search|number|date|time|datetime-local|textarea|select-one|radio|checkbox)$/;
/* Passwords and codes are nobody's to keep, and consent (`data-anew`) is given anew each time. */
const never = (field) => /password|one-time-code/.test(field.autocomplete) || "anew" in field.dataset;
const controls = (form) =>
  [...form.elements].filter((field) => field.name && TEXT.test(field.type) && !never(field));
const who = document.documentElement.dataset.who ?? "";
const key = (form) => `${PREFIX}${who}:${form.dataset.keep}`;
const kept = () => Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));

const untouched = (form) =>
  controls(form).every(({ type, value, defaultValue }) => !/^(text|textarea)$/.test(type) || value === defaultValue);

function remember(form, sent = "") {
  const fields = controls(form).map(({ name, value, checked }) => ({ name, value, checked }));
  sessionStorage.setItem(key(form), JSON.stringify({ fields, sent }));
}

function restore(form) {
  const stored = sessionStorage.getItem(key(form));
  if (!stored || !untouched(form)) return;
  const old = JSON.parse(stored).fields;
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
  if (changed) tell(form);
}

/* Who opens a form again must know that it holds their own words, and not what is kept by now. */
function tell(form) {
  if (!banner?.dataset.restored) return;
  const words = { className: "kw-strong", textContent: banner.dataset.restored };
  const said = Object.assign(document.createElement("p"), words);
  said.setAttribute("role", "status");
  form.prepend(said);
}

/* The id stays for a second press of the button, and goes when something is typed: that is another text. */
const idField = (form) => form.querySelector(`input[name="${ID}"]`);

function idOf(form) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const field = idField(form) ?? Object.assign(document.createElement("input"), {
    type: "hidden", name: ID, value: [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
  });
  if (!field.isConnected) form.append(field);
  return field.value;
}

const PATIENCE = 8_000;
const banner = document.querySelector("[data-unreached]");
const asking = new WeakSet();
const reached = new WeakSet();

/* Only a server that is away stops the form; what it thinks of the question is no matter here. */
async function answers() {
  try {
    return (await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE) })).status < 500;
  } catch {
    return false;
  }
}

async function sendWhenReached(event) {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || !event.isTrusted) return; /* nothing is being sent */
  if (!form.requestSubmit || !navigator.onLine || reached.delete(form)) return;
  event.preventDefault();
  if (asking.has(form)) return;
  asking.add(form);
  submitter?.setAttribute("aria-busy", "true"); /* submit.js takes it over */
  if (banner) banner.textContent = "";
  const found = await answers();
  asking.delete(form);
  submitter?.removeAttribute("aria-busy");
  if (found) {
    reached.add(form);
    form.requestSubmit(submitter);
  } else if (banner) banner.textContent = banner.dataset.unreached;
}

function forgetWhatWasTaken() {
  const cookies = document.cookie.split("; ").map((cookie) => cookie.split("=")[0]);
  const taken = new Set(cookies.filter((name) => name.startsWith(TAKEN)));
  for (const name of kept()) {
    const cookie = TAKEN + JSON.parse(sessionStorage.getItem(name)).sent;
    if (!taken.has(cookie)) continue;
    sessionStorage.removeItem(name);
    document.cookie = `${cookie}=; Max-Age=0; Path=/; SameSite=Lax`;
  }
}

try {
  forgetWhatWasTaken();
  for (const form of document.querySelectorAll("form[data-keep]")) {
    restore(form);
    form.addEventListener("input", () => {
      idField(form)?.remove();
      remember(form);
    });
    form.addEventListener("submit", (event) => {
      remember(form, idOf(form));
      sendWhenReached(event);
    });
  }
  for (const form of document.querySelectorAll("form[data-forget]")) {
    form.addEventListener("submit", () => kept().forEach((name) => sessionStorage.removeItem(name)));
  }
} catch {
  /* No storage in this browser, or it is full: the page works without. */
}
