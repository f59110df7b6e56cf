/*
 * What was sent from a form with `data-later` waits here until the server took it: through a lost connection, a closed tab
 * and the end of the sign-in. The line is kept on the device under the key of one person, is sent by no one else, and goes at signing out.
 *
 * Every press of a button goes in line before it goes to the server, with the form's random id: the server takes each id once, so
 * that what is sent again because no answer came counts once. Whatever page of the same person opens next sends the rest.
 */
import { answers, forgetVerdict, keyOf, newId, tell, verdictOn, who } from "./own.js";

const KEY = `later:${who}`;
const MONTH = 30 * 86_400_000; /* the server remembers ids for twice as long */
const REFUSED = new Set([404, 410, 413, 422]);
const OURS = new Set(["csrf_token", "do", "kept_id", "kept_who", "kept_age"]);
const [SOON, SELDOM, PATIENCE] = [4_000, 60_000, 20_000];

const line = () =>
  who ? JSON.parse(localStorage.getItem(KEY) ?? "[]").filter(({ at }) => Date.now() - at < MONTH) : [];
const keepLine = (entries) =>
  entries.length ? localStorage.setItem(KEY, JSON.stringify(entries)) : localStorage.removeItem(KEY);
const drop = (id) => keepLine(line().filter((each) => each.id !== id));
const baseOf = (name) => name.split("#")[0];
const formOf = ({ name }) => document.querySelector(`form[data-later][data-keep="${baseOf(name)}"]`);
const isMany = (form) => form && "many" in form.dataset;
const asKept = (fields) => fields.map(([name, value]) => ({ name, value, checked: true }));

export const someWait = () => line().length > 0;
export const forgetLine = () => localStorage.removeItem(KEY);
/** What waits of this form, as keep.js keeps fields. */
export const waitingOf = (form) => asKept(line().findLast?.(({ name }) => name === form.dataset.keep)?.fields ?? []);

/** Show beside the buttons of a form whether it is kept. */
export function mark(form, name) {
  const said = form.querySelector("[data-saved]");
  if (said) said.textContent = said.dataset[name];
}

/** Put what a button sends in line; the same button of the same form takes its own place, but each press of a form with
 * `data-many` is another thing to keep. */
export function hold(form, id, act) {
  const fields = [...new FormData(form)].filter(([name, value]) => !OURS.has(name) && typeof value === "string");
  const { keep } = form.dataset;
  const name = "many" in form.dataset ? `${keep}#${id}` : keep;
  const entry = { name, action: form.getAttribute("action"), page: location.pathname, fields, act, id, at: Date.now() };
  keepLine([...line().filter((each) => each.name !== name || each.act !== act), entry]);
  mark(form, "not");
}

/** Keep so far what is chosen in a form with `data-draft`, without a button. */
let soon;
export function draft(form) {
  hold(form, newId(), "draft");
  clearTimeout(soon);
  soon = setTimeout(flush, 1_000);
}

/* A button was pressed on this page and there is no connection: the page waits, and goes on by itself. */
let waiting = null;
export function wait(form, button, id) {
  if (isMany(form)) return next(form, id);
  waiting = { form, button, id };
  tell("later");
  later();
}

/* Each press is kept for itself: the form is empty again, under a key of its own, for what comes next. */
function next(form, id) {
  for (const field of form.elements) {
    if (/^(text|textarea)$/.test(field.type)) field.value = "";
    if (field.name.endsWith("form_key")) field.value = newId();
    if (field.name === "kept_id") field.remove();
  }
  sessionStorage.removeItem(keyOf(form.dataset.keep));
  tell("later");
  mark(form, "not");
  later();
}

export function retype(form, idOf) {
  if (waiting?.form !== form) return;
  waiting.id = idOf(form);
  hold(form, waiting.id, waiting.button?.value);
}

function goOn() {
  const { form, button } = waiting;
  waiting = null;
  tell();
  form.dispatchEvent(new CustomEvent("reached"));
  form.requestSubmit(button);
}

async function post({ action, fields, act, id, at }) {
  const body = new URLSearchParams(fields);
  const token = document.querySelector("input[name=csrf_token]")?.value ?? "";
  const age = Math.round((Date.now() - at) / 1000);
  for (const pair of Object.entries({ do: act, kept_id: id, kept_who: who, kept_age: age, csrf_token: token })) {
    body.append(...pair);
  }
  const signal = AbortSignal.timeout?.(PATIENCE);
  const { status } = await fetch(action, { method: "POST", body, redirect: "manual", signal });
  return verdictOn(id) ?? (REFUSED.has(status) ? "0" : "");
}

/** Take out of the line what has a verdict; refused words stand in their form again. */
function settle(entry, verdict) {
  drop(entry.id);
  forgetVerdict(entry.id);
  const form = formOf(entry);
  if (verdict === "1") {
    if (isMany(form) && !line().some(({ name }) => baseOf(name) === baseOf(entry.name))) mark(form, "yes");
    if (form && !isMany(form)) form.dispatchEvent(new CustomEvent("taken", { detail: entry }));
    else if (line().every(formOf)) tell("sent"); /* once nothing of other pages waits any more */
    return;
  }
  sessionStorage.setItem(keyOf(baseOf(entry.name)), JSON.stringify({ fields: asKept(entry.fields), sent: "" }));
  if (!form || isMany(form)) tell("refused", entry.page);
}

async function sendAll() {
  for (const entry of line()) {
    if (entry.id === waiting?.id) return (await answers()) ? goOn() : undefined;
    const verdict = await post(entry);
    if (!verdict) return undefined; /* the door, another person, a server in trouble: later */
    settle(entry, verdict);
  }
  return undefined;
}

let pause = SOON;
let timer;
function later() {
  clearTimeout(timer);
  timer = setTimeout(flush, pause);
  pause = Math.min(pause * 2, SELDOM);
}

let busy = false;
export async function flush() {
  if (busy || !navigator.onLine || !someWait()) return; /* the browser tells when it is back */
  busy = true;
  try {
    /* Two tabs do not send the same at once; where a browser cannot tell, the server sees to it. */
    if (navigator.locks) await navigator.locks.request(KEY, { ifAvailable: true }, (lock) => lock && sendAll());
    else await sendAll();
  } catch {
    /* away */
  }
  busy = false;
  if (someWait()) later();
  else pause = SOON;
}

/** What has its verdict from the page before goes; the rest is sent by `flush`. */
export function startLine() {
  for (const { id } of line()) {
    if (!verdictOn(id)) continue; /* when it was refused, this page says why, and keep.js has the words */
    drop(id);
    forgetVerdict(id);
  }
  window.addEventListener("online", () => ((pause = SOON), flush()));
}
