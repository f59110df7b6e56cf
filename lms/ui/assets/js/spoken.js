/* What there is to hear of a page, line by line, in the order of the page: texts, what pictures show, buttons by their name. */
const BLOCK = "p, li, h1, h2, h3, h4, legend, label, figcaption, blockquote, footer, button, summary, td, th, dt, dd, a.kw-card, div";
const MUTE = "script, select, textarea, audio, [hidden], .kw-sr, [data-unheard], [data-listen], .kw-say";
/* Some browsers fall silent after 15 seconds of one text: hand it over by the sentence. */
const SENTENCE = /(?<=[.!?:])\s+/;

const unfolded = (host) => {
  const fold = host.closest("details:not([open])");
  return !fold || host.closest("summary")?.parentElement === fold;
};

function heard(node, skip) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  return !element.closest(MUTE) && !(skip && element.closest(skip)) && unfolded(element);
}

/* What is seen of an element and stands in no text: that it is a button, or the letter to choose it by. */
function nameOf(host, knob) {
  if (knob && host.localName === "button") return `${knob}, `;
  const row = host.closest(".kw-partners");
  return row && host.localName === "li" ? `${String.fromCharCode(65 + [...row.children].indexOf(host))}: ` : "";
}

/* Whether two texts stand apart for the eye, beside or below each other, though in one block. */
function apart(one, other) {
  for (let each = one; !each.contains(other); each = each.parentElement) {
    if (getComputedStyle(each).display !== "inline") return true;
  }
  return false;
}

/* What is told between two texts of one block: a pause when they stand apart. */
function between(last, node) {
  const from = node.parentElement;
  return apart(last.from, from) || apart(from, last.from) ? (/[.,:;!?]\s*$/.test(last.text) ? " " : ", ") : "";
}

/* The words of one element and what is in it, each text with the block it stands in. */
function texts(root, knob, skip) {
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = root; node; node = walker.nextNode()) {
    const isText = node.nodeType === Node.TEXT_NODE;
    if (!(isText ? node.data : node.localName === "img" && node.alt) || !heard(node, skip)) continue;
    const host = isText ? node.parentElement.closest(BLOCK) : node;
    const last = found.at(-1);
    const blank = isText && !node.data.trim();
    if (isText && last?.host === host) {
      const pause = blank ? "" : between(last, node);
      last.text = `${pause ? last.text.trimEnd() : last.text}${pause}${node.data}`;
      if (!blank) last.from = node.parentElement;
    } else if (!blank) found.push({ host, from: node.parentElement, text: isText ? node.data : node.alt });
  }
  for (const each of found) each.text = `${nameOf(each.host, knob)}${each.text.trim()}`;
  return found;
}

const byTheSentence = ({ host, text }) =>
  text.trim().replace(/\s+/g, " ").split(SENTENCE).map((sentence) => ({ host, text: sentence }));

/** Return the lines of what a selector finds; `knob` is what a button is called, `skip` what is heard in another way. */
export function collect(selector, knob, skip) {
  const roots = [...document.querySelectorAll(selector)];
  const outer = roots.filter((root) => !roots.some((other) => other !== root && other.contains(root)));
  return outer.flatMap((root) => texts(root, knob, skip)).flatMap(byTheSentence);
}

/** Return what one element says. */
export const wordsOf = (element) => texts(element).map(({ text }) => text.trim().replace(/\s+/g, " ")).join(" ");
export const linesOf = (element) => byTheSentence({ host: element, text: wordsOf(element) });
