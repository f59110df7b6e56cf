// Builds lms/ui/static/: hashed names, compressed twins and a manifest. Run with `npm run build`.
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { transform } from "lightningcss";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../..");
const target = join(here, "../static");
const lucide = join(root, "node_modules/lucide-static/icons");

/** The most each file may weigh, in bytes after gzip: the first visit of every page pays for them. */
const BUDGET = { "app.css": 16_384, "app.js": 5_120, "listen.js": 2_560, "passkeys.js": 1_024, "record.js": 1_280, "autosave.js": 1_024, "live.js": 1_536, "live.css": 1_024, "icons.svg": 4_096, "card.css": 1_024, "gallery.css": 1_024, "pocket.css": 1_024, "script.css": 1_536, "sheet.css": 2_048, "pictures.svg": 2_048 };
const BROWSERS = { chrome: 111 << 16, safari: (16 << 16) | (4 << 8), firefox: 113 << 16 };

const manifest = {};
const files = new Map();
const sizes = [];

/** Make a file ready under its hashed name, with compressed twins where that helps. */
function publish(name, bytes, { hashed = true, squeeze = true } = {}) {
  const content = Buffer.from(bytes);
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const file = hashed ? name.replace(/(\.\w+)$/, `.${digest}$1`) : name;
  files.set(file, content);
  manifest[name] = file;
  if (!squeeze) return sizes.push({ file, bytes: content.length });
  const gzip = gzipSync(content, { level: 9 });
  const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  files.set(`${file}.gz`, gzip).set(`${file}.br`, brotli);
  return sizes.push({ name, file, bytes: content.length, gzip: gzip.length, brotli: brotli.length });
}

const textOf = (folder, extension) =>
  readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith(extension))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");

const templates = textOf(join(root, "lms"), ".html");
const drawings = textOf(join(here, "symbols"), ".svg");
/** Stylesheets for a few pages only; they come after app.css and use its layers and variables. */
const OWN = ["card.css", "gallery.css", "live.css", "pocket.css", "script.css", "sheet.css"];
const elsewhere = [drawings, templates, ...OWN.map((name) => readFileSync(join(here, "css", name), "utf8"))].join("\n");

/** Every nl- and utrecht- class that stands in a template; templates write class names whole, never in pieces. */
const classesInTemplates = () => new Set(templates.match(/\b(?:nl|utrecht)-[a-z0-9_-]+/g));

const minified = (code, options) =>
  transform({
    filename: "app.css",
    code: Buffer.from(code),
    minify: true,
    targets: BROWSERS,
    ...options,
  }).code.toString();

/** The same text, with another text for each var() for which `found` gives one; it is asked with the name and the fallback. */
function replaced(text, found) {
  let result = "";
  let rest = 0;
  for (const { index, 0: start, 1: name } of text.matchAll(/var\((--[\w-]+)\s*/g)) {
    if (index < rest) continue;
    const from = index + start.length;
    let end = from;
    for (let depth = 1; depth; end += 1) depth += { "(": 1, ")": -1 }[text[end]] ?? 0;
    const instead = found(name, text[from] === "," ? text.slice(from + 1, end - 1).trim() : undefined);
    if (instead === undefined) continue;
    result += text.slice(rest, index) + instead;
    rest = end;
  }
  return result + text.slice(rest);
}

/** What each variable is set to, and where: pairs of selector and value. */
function settings(css) {
  const found = new Map();
  for (const [, selector, body] of css.matchAll(/([^{}]*)\{([^{}]*)\}/g))
    for (const [, name, value] of body.matchAll(/(?:^|;)\s*(--[\w-]+)\s*:([^;]*)/g))
      found.set(name, [...(found.get(name) ?? []), [selector.trim(), value.trim()]]);
  return found;
}

/**
 * The same stylesheet, settled. A variable that nobody sets gives way to its fallback, or makes its declaration `unset`, as a
 * browser would. A variable of a component that is set once and for all (on :root, by variables of which that is true as well)
 * gives way to its value. What is set on a part of the page, such as a dark card, stays a variable.
 */
function settled(css) {
  const found = settings(css);
  const everywhere = (name) => found.get(name)?.every(([selector]) => selector === ":root");
  const parts = (value) => value.match(/(?<=var\()--[\w-]+/g) ?? [];
  const unset = (name) => (found.get(name) ?? []).every(([, value]) => value === "initial");
  const fixed = (name) => {
    const [[, value], another] = found.get(name);
    const ours = /^--(nl|utrecht)-/.test(name) && !another && everywhere(name);
    return ours && parts(value).every(everywhere) && !/^(inherit|initial|unset|revert)$/.test(value) ? value : undefined;
  };
  const simpler = replaced(css, (name, fallback) => (unset(name) ? fallback : fixed(name)));
  const invalid = (value) => replaced(value, (name, fallback) => (unset(name) && fallback === undefined ? undefined : "")).includes("var(");
  return simpler.replace(/(?<=[{;])([\w-]+):([^;{}]*)/g, (declaration, property, value) => {
    if (!invalid(value)) return declaration;
    return `${property}:${property.startsWith("--") ? "initial" : "unset"}`;
  });
}

/** The same stylesheet without variables that nothing reads, here or elsewhere. */
function pruned(css) {
  const read = new Set((css + elsewhere).match(/(?<=var\()--[\w-]+/g));
  return css.replace(/(--[\w-]+):[^;{}]*(;|(?=}))/g, (declaration, name) => (read.has(name) ? declaration : ""));
}

async function bundle(entry, options) {
  const result = await build({
    entryPoints: [join(here, entry)],
    outdir: target,
    bundle: true,
    write: false,
    legalComments: "none",
    nodePaths: [join(root, "node_modules")],
    ...options,
  });
  return result.outputFiles;
}

async function stylesheet() {
  const built = await bundle("css/app.css", { loader: { ".woff2": "file" }, assetNames: "[name]" });
  let css = built.find((file) => file.path.endsWith(".css")).text;
  for (const font of built.filter((file) => file.path.endsWith(".woff2"))) {
    const name = `fonts/${basename(font.path)}`;
    publish(name, font.contents, { squeeze: false });
    css = css.replace(`./${basename(font.path)}`, manifest[name]);
  }
  const used = classesInTemplates();
  const unused = css.match(/(?<=\.)(?:nl|utrecht)-[a-z0-9_-]+/g).filter((name) => !used.has(name));
  let code = minified(css, { unusedSymbols: [...new Set(unused)] });
  for (let before = ""; before !== code;) {
    before = code;
    code = pruned(settled(code));
  }
  publish("app.css", minified(code));
}

async function own(name) {
  const [file] = await bundle(`css/${name}`, {});
  publish(name, minified(file.text));
}

async function script() {
  for (const name of ["app.js", "listen.js", "passkeys.js", "record.js", "autosave.js", "live.js"]) {
    const [file] = await bundle(`js/${name}`, { minify: true, format: "iife", target: "es2022" });
    publish(name, file.contents);
  }
}

function symbol(name) {
  const own = join(here, "symbols", `${name}.svg`);
  const source = existsSync(own) ? own : join(lucide, `${name}.svg`);
  if (!existsSync(source)) throw new Error(`there is no icon called ${name}`);
  const [, drawing] = /<svg[^>]*>(.*)<\/svg>/s.exec(readFileSync(source, "utf8"));
  return `<symbol id="${name}" viewBox="0 0 24 24">${drawing
    .replace(/\s+/g, " ")
    .replace(/ ?(\/>|>) ?/g, "$1")
    .trim()}</symbol>`;
}

function sprite(name) {
  const lines = readFileSync(join(here, `${name}.txt`), "utf8").split("\n");
  const names = lines.map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
  publish(`${name}.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join("")}</svg>\n`);
}

await stylesheet();
for (const name of OWN) await own(name);
await script();
sprite("icons");
sprite("pictures");
for (const name of ["favicon.svg", "logo.svg"]) publish(name, readFileSync(join(here, name)));
publish("share.png", readFileSync(join(here, "share.png")), { squeeze: false });
publish("fonts/OFL.txt", readFileSync(join(here, "fonts/OFL.txt")), { hashed: false, squeeze: false });
files.set(
  "manifest.json",
  `${JSON.stringify(manifest, null, 2)}
`,
);

/* Only when everything is made, what was there goes away. */
rmSync(target, { recursive: true, force: true });
for (const [file, content] of files) {
  mkdirSync(dirname(join(target, file)), { recursive: true });
  writeFileSync(join(target, file), content);
}

for (const { file, bytes, gzip, brotli } of sizes) {
  console.log([file.padEnd(72), bytes, gzip && `gzip ${gzip}`, brotli && `br ${brotli}`].filter(Boolean).join("  "));
}
const heavy = sizes.filter(({ name, gzip }) => BUDGET[name] && gzip > BUDGET[name]);
for (const { name, gzip } of heavy) console.error(`${name} weighs ${gzip} bytes, the budget is ${BUDGET[name]}`);
process.exitCode = heavy.length ? 1 : 0;
