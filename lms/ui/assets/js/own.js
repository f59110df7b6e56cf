/* What the files that keep typed words share: whose they are, the way to the server, and where the page says how it stands. */
export const who = document.documentElement.dataset.who ?? "";
export const keyOf = (name) => `keep:${who}:${name}`;
export const banner = document.querySelector("[data-offline]");
export const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Say one of the sentences of the banner, or nothing; `page` is where to look. */
export function tell(name, page) {
  if (!banner) return;
  banner.textContent = banner.dataset[name] ?? "";
  if (page) banner.append(" ", Object.assign(document.createElement("a"), { href: page, textContent: banner.dataset.look }));
}

/* Only a server that is away stops a form; what it thinks of the question is no matter here. */
const PATIENCE = 8_000;
export async function answers() {
  if (!navigator.onLine) return false;
  try {
    return (await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE) })).status < 500;
  } catch {
    return false;
  }
}

/* The answer that took a form sets a cookie of 1 named for its id, one that refused it a cookie of 0 (lms/ui/kept.py). */
const TAKEN = "aangekomen-";
export const verdictOn = (id) => document.cookie.split("; ").find((each) => each.startsWith(`${TAKEN}${id}=`))?.split("=")[1];
export const forgetVerdict = (id) => (document.cookie = `${TAKEN}${id}=; Max-Age=0; Path=/; SameSite=Lax`);
