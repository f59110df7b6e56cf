/* Read the text of a page aloud with the browser's own voice. It starts on a press only, and stops on the next. */
const voice = window.speechSynthesis;
const buttons = [...document.querySelectorAll("[data-listen]")];

const languageOf = (button) => button.dataset.listenLang || button.closest("[lang]")?.lang || "nl";
const speaks = (language) => {
  const voices = voice.getVoices();
  return !voices.length || voices.some((one) => one.lang.toLowerCase().startsWith(language));
};

function textOf(button) {
  const parts = document.querySelectorAll(button.dataset.listenTarget);
  return [...parts].flatMap((part) => [
    ...[...part.querySelectorAll("img[alt]")].map(({ alt }) => alt),
    part.innerText,
  ]);
}

let last = null;

function stop() {
  last = null;
  voice.cancel();
  for (const button of buttons) button.setAttribute("aria-pressed", "false");
}

function start(button) {
  stop();
  /* Some browsers fall silent after 15 seconds of one text: hand it over by the sentence. */
  const sentences = textOf(button)
    .join("\n")
    .split(/(?<=[.!?:])\s+|\n+/)
    .filter((text) => text.trim());
  for (const [index, text] of sentences.entries()) {
    const speech = new SpeechSynthesisUtterance(text);
    speech.lang = languageOf(button) === "nl" ? "nl-NL" : languageOf(button);
    speech.rate = 0.95;
    if (index === sentences.length - 1) speech.onend = speech.onerror = () => last === speech && stop();
    last = speech;
    voice.speak(speech);
  }
  button.setAttribute("aria-pressed", "true");
}

function offer() {
  for (const button of buttons) button.hidden = !speaks(languageOf(button));
}

if (voice && buttons.length) {
  offer();
  voice.addEventListener?.("voiceschanged", offer);
  for (const button of buttons) {
    button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? stop() : start(button)));
  }
  window.addEventListener("pagehide", stop);
}
