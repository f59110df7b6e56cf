/* Progressive extras only: every page does its task without this file. */
import "./menu.js";
import "./reveal.js";
import "./keep.js";
import "./submit.js";

/* Buttons that only work with script stay hidden until there is script. */
for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

/* One row of many pages: the page you are on is in sight. */
for (const row of document.querySelectorAll(".kw-chips--row")) {
  const current = row.querySelector("[aria-current]");
  if (current) row.scrollLeft = current.offsetLeft - row.offsetLeft - (row.clientWidth - current.clientWidth) / 2;
}

/* After a refused form or an answered question: go to what the page has to say. */
const wanted = document.querySelector("[data-focus]");
wanted?.focus();
// An address with a # takes the focus away again when the browser goes there.
if (wanted && location.hash) addEventListener("load", () => setTimeout(() => document.activeElement === document.body && wanted.focus()));
