/*
 * Read a page aloud: what its author recorded where there is that, and the browser's own voice for all else. It starts on a press only,
 * rests on the next, and goes on from there. How fast, and whether there is a small button at each question and answer
 * (`data-aloud`), is remembered on this device.
 */
import { collect, linesOf, wordsOf } from "./spoken.js";

const KEY = "voorlezen";
const SPEED = 0.95;
const voice = window.speechSynthesis;
const buttons = [...document.querySelectorAll("[data-listen]:not([data-ready])")];
const bar = document.querySelector("[data-aloud]");
const told = bar?.dataset ?? {};
const inBar = (name) => bar?.querySelector(`[data-aloud-${name}]`);
const audio = bar?.querySelector("audio");

let chosen = {};
try {
  chosen = JSON.parse(localStorage.getItem(KEY)) ?? {};
} catch {
  /* no storage here, or nothing we wrote */
}
function choose(what) {
  Object.assign(chosen, what);
  try {
    localStorage.setItem(KEY, JSON.stringify(chosen));
  } catch {
    /* remembered until this page closes */
  }
}

const tempo = () => Number(chosen.tempo) || 1;
const languageOf = (button) => button.dataset.listenLang || button.closest("[lang]")?.lang || "nl";
function speaks(language) {
  const voices = voice?.getVoices() ?? [];
  return !!voice && (!voices.length || voices.some((one) => one.lang.toLowerCase().startsWith(language)));
}

let now = null; /* the button that was pressed last, what it reads, and how far it is */
let lines = [];
let at = 0;
let speech = null;
let shown = null;

function show(host) {
  shown?.classList.remove("kw-spoken");
  shown = host;
  host?.classList.add("kw-spoken");
}

function rest() {
  speech = null;
  voice?.cancel();
  audio?.pause();
  show(null);
  now?.setAttribute("aria-pressed", "false");
}

function go() {
  const line = lines[at];
  if (!line) {
    at = 0;
    lines = [];
    return rest();
  }
  show(line.host);
  if (line.audio) return play();
  return say(line.text);
}

function next() {
  at += 1;
  go();
}

function play() {
  audio.playbackRate = tempo();
  audio.play().catch(({ name }) => name !== "AbortError" && readInstead());
}

/* The recording cannot be played here: the browser reads what it told. */
function readInstead() {
  lines = collect(now.dataset.listenTarget, told.aloudKnob);
  at = 0;
  go();
}

function say(text) {
  const mine = new SpeechSynthesisUtterance(text);
  const language = languageOf(now);
  mine.lang = language === "nl" ? "nl-NL" : language;
  mine.rate = SPEED * tempo();
  mine.onend = () => speech === mine && next();
  mine.onerror = () => {
    if (speech !== mine) return;
    rest();
    if (inBar("dumb")) inBar("dumb").hidden = false;
  };
  speech = mine;
  voice.speak(mine);
}

/* Who answered a question is led to what is said of it, and hears that first. */
function beginning() {
  const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const found = place ? lines.findIndex(({ host }) => host && place.contains(host)) : 0;
  return Math.max(0, found);
}

function linesFor(button) {
  if (button.spoken) return linesOf(button.spoken);
  const mute = !speaks(languageOf(button));
  const read = button.dataset.listenTarget;
  if (!audio || !bar.contains(button)) return collect(read, told.aloudKnob);
  return [{ audio: true }, ...(mute ? [] : collect(read, told.aloudKnob, told.aloudRecorded))];
}

let begun = false;
function press(button) {
  if (button.getAttribute("aria-pressed") === "true") return rest();
  rest();
  if (button !== now || !lines.length) {
    now = button;
    lines = linesFor(button);
    at = begun || button.spoken ? 0 : beginning();
    begun = true;
    if (audio && lines[at]?.audio) audio.currentTime = 0;
  }
  button.setAttribute("aria-pressed", "true");
  return go();
}

/* A small button at each question and each answer. */
let small = [];
function smallButton(element) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "kw-say", spoken: element });
  button.setAttribute("aria-label", `${told.aloudRead}: ${wordsOf(element)}`);
  button.setAttribute("aria-pressed", "false");
  button.append(buttons[0].querySelector("svg").cloneNode(true));
  button.addEventListener("click", () => press(button));
  if (element.matches("label")) {
    const place = Object.assign(document.createElement("div"), { className: "kw-sayable" });
    element.replaceWith(place);
    place.append(element, button);
  } else element.after(button);
  return button;
}

function showSmall(on) {
  if (on && !small.length) small = [...document.querySelectorAll(told.aloudSmall)].map(smallButton);
  for (const button of small) button.hidden = !on;
  inBar("toggle").textContent = inBar("toggle").dataset[on ? "hide" : "show"];
}

function offer() {
  for (const button of buttons) button.hidden = !speaks(languageOf(button)) && !(audio && bar.contains(button));
  if (!bar) return;
  const can = speaks(languageOf(buttons[0]));
  inBar("more").hidden = !can && !audio;
  inBar("toggle").hidden = !can;
  inBar("dumb").hidden = can;
  showSmall(can && (chosen.small ?? "aloudOpen" in told));
}

if (buttons.length) {
  if (audio) {
    audio.hidden = true;
    audio.addEventListener("ended", () => lines[at]?.audio && next());
  }
  if (bar) {
    inBar("tempo").value = String(tempo());
    inBar("tempo").addEventListener("change", ({ target }) => {
      choose({ tempo: target.value });
      if (audio) audio.playbackRate = tempo();
    });
    inBar("toggle").addEventListener("click", () => {
      choose({ small: small.every(({ hidden }) => hidden) });
      showSmall(chosen.small);
    });
  }
  offer();
  voice?.addEventListener?.("voiceschanged", offer);
  for (const button of buttons) {
    button.dataset.ready = ""; /* a page with two buttons brings this file twice */
    button.addEventListener("click", () => press(button));
  }
  window.addEventListener("pagehide", rest);
}
