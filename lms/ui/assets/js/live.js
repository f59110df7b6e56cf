/*
 * The screen of a session: it counts the minutes, and asks every two seconds whether something changed.
 *
 * [data-stand] is asked with the serial of this page and answers nothing while all is as it was. Then the pieces of
 * [data-pieces] take the place of ours; a piece in which somebody is busy waits for the next time. A page that nobody
 * looks at does not ask; after trouble it asks less and less often.
 */
const [SOON, SELDOM] = [2_000, 30_000];
const bar = document.querySelector("[data-stand]");
let pause = SOON;
let behind = false;
const had = new WeakMap();

function told(seconds) {
  const [minutes, rest] = [Math.floor(seconds / 60), Math.floor(seconds % 60)];
  return `${minutes}.${String(rest).padStart(2, "0")}`;
}

/* The clock of the server counts: ours may be wrong. */
let ahead;
function count() {
  const clock = document.querySelector("[data-clock]");
  if (!clock || clock.dataset.minutes === "0") return;
  ahead ??= Date.parse(clock.dataset.moment) - Date.now();
  const left = Date.parse(clock.dataset.clock) + clock.dataset.minutes * 60_000 - Date.now() - ahead;
  clock.textContent = (left < 0 ? clock.dataset.over : clock.dataset.left).replace("{time}", told(Math.abs(left) / 1000));
  clock.classList.toggle("kw-late", left < 0);
}

async function take() {
  const answer = await fetch(bar.dataset.pieces, { cache: "no-store" });
  if (!answer.ok || answer.redirected) throw new Error();
  const { serial, pieces } = await answer.json();
  behind = false;
  for (const ours of document.querySelectorAll("[data-live]")) {
    const fresh = pieces[ours.dataset.live];
    if (fresh === undefined || fresh === had.get(ours)) continue;
    if (ours.contains(document.activeElement) || ours.querySelector("details[open]")) behind = true;
    else {
      had.set(ours, fresh);
      ours.innerHTML = fresh;
    }
  }
  if (!behind) bar.dataset.serial = serial;
  count();
}

async function ask() {
  if (!document.hidden && navigator.onLine) {
    try {
      const answer = await fetch(`${bar.dataset.stand}?na=${bar.dataset.serial}`, { cache: "no-store" });
      if (answer.status === 200 && !answer.redirected) await take();
      else if (answer.status !== 204) throw new Error();
      pause = behind ? SOON * 2 : SOON;
    } catch {
      pause = Math.min(pause * 2, SELDOM);
    }
  }
  setTimeout(ask, pause * (0.9 + Math.random() / 5)); /* not everybody at once */
}

if (bar) {
  count();
  setInterval(count, 1_000);
  setTimeout(ask, SOON);
  window.addEventListener("online", () => (pause = SOON));
}
