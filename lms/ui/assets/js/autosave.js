/*
 * Keep what an editor writes without a press, and show beside it how it reads and looks.
 *
 * A form with a [data-autosave] line is sent a moment after the last key. The answer is the page again: its [data-live] pieces take the place of ours, and the form takes over what it was made of (`stand`, `was`) and the ids of new blocks. A clash or a lost line leaves all as it is; a press of the button says what to do.
 */
const REST = 4_000;
const MADE_OF = "input[name='stand'], input[name='was']";
const OURS = "input[type='hidden'][name^='blocks-']";
const told = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();

async function save(form, line, state) {
  const sent = told(form);
  if (sent === state.sent || state.busy || !navigator.onLine) return;
  state.busy = true;
  try {
    const body = new FormData(form);
    body.set("do", "vanzelf");
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok || !answer.redirected || new URL(answer.url).pathname !== location.pathname) throw new Error();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const theirs = page.getElementById(form.id);
    const copy = (query) => {
      const [from, to] = [theirs, form].map((each) => [...each.querySelectorAll(query)]);
      if (from.length === to.length) to.forEach((field, at) => { field.value = from[at].value; });
    };
    copy(MADE_OF);
    copy(OURS);
    const busy = document.activeElement?.closest("[data-live]");
    for (const live of document.querySelectorAll("[data-live]")) {
      const fresh = page.querySelector(`[data-live="${live.dataset.live}"]`);
      if (fresh && live !== busy) live.replaceChildren(...fresh.childNodes);
    }
    state.sent = told(form);
    line.textContent = line.dataset.saved;
  } catch {
    line.textContent = line.dataset.unsaved;
  }
  state.busy = false;
}

for (const line of document.querySelectorAll("[data-autosave]")) {
  const form = line.closest("form");
  const state = { sent: told(form), busy: false, timer: 0 };
  const later = () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(form, line, state), REST);
  };
  form.addEventListener("input", (event) => {
    if (event.target.type !== "file") later();
  });
  form.addEventListener("submit", () => clearTimeout(state.timer));
}
