/*
 * A form is sent once: the button shows that it is busy and a second press does nothing.
 * Without a network the page stays, says so, and sends by itself when the network is back.
 */
const PATIENCE = 10_000;
const status = document.querySelector("[data-offline]");
let sending = new WeakSet();
let waiting = null;

function rest() {
  sending = new WeakSet();
  for (const button of document.querySelectorAll("[data-sending]")) {
    button.removeAttribute("data-sending");
    button.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
  if (!navigator.onLine) {
    event.preventDefault();
    waiting = { form, button: event.submitter };
    if (status) status.textContent = status.dataset.offline;
  } else if (sending.has(form)) {
    event.preventDefault();
  } else {
    sending.add(form);
    event.submitter?.setAttribute("data-sending", "");
    event.submitter?.setAttribute("aria-busy", "true");
    setTimeout(rest, PATIENCE); /* an answer that is a download leaves the page as it is */
  }
});

window.addEventListener("online", () => {
  if (!waiting) return;
  const { form, button } = waiting;
  waiting = null;
  if (status) status.textContent = "";
  form.requestSubmit(button);
});
window.addEventListener("pageshow", rest);
