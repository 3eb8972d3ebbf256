// The browser bench: the product's chart beside uPlot, in one Chromium, on the same data.
//
//   node tests/bench/run.mjs [--chromium PATH] [--uplot FOLDER] [--out FILE] [--rounds N] [--ratio N] [--no-build]
//
// Needs on PATH: cargo, wasm-bindgen (of the locked version) and wasm-opt. Builds the example `bench` with the release
// profile of the app and the wasm-opt flags of index.html into SKILLSCOPE_BENCH_FOLDER (default target/bench), serves
// it on a free port of 127.0.0.1, opens Chromium on it, prints a table, and writes the figures as JSON to --out
// (default target/bench/charts.json). Chromium is --chromium, $CHROMIUM or /usr/bin/chromium; uPlot is looked for
// beside wasm-opt and in tests/node_modules. Exits with 0 when it could measure, whatever the figures are.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { cpus, tmpdir } from "node:os";
import { delimiter, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const repository = resolve(here, "../..");
const folder = process.env.SKILLSCOPE_BENCH_FOLDER ?? join(repository, "target/bench");

function option(name, fallback) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
}

function findUplot() {
  const beside = (process.env.PATH ?? "").split(delimiter).filter((p) => p.endsWith(join("node_modules", ".bin")));
  const places = [option("uplot"), ...beside.map((p) => resolve(p, "../uplot")), join(repository, "tests/node_modules/uplot")];
  const found = places.find((p) => p && existsSync(join(p, "dist/uPlot.esm.js")));
  if (!found) throw new Error("uPlot was not found: run cargo xtask bench, or npm install in tests, or give --uplot");
  return found;
}

function build() {
  const run = (command, ...args) => execFileSync(command, args, { cwd: repository, stdio: ["ignore", "inherit", "inherit"] });
  run("cargo", "build", "--release", "--locked", "--target", "wasm32-unknown-unknown", "--example", "bench");
  const target = process.env.CARGO_TARGET_DIR ?? join(repository, "target");
  const wasm = join(target, "wasm32-unknown-unknown/release/examples/bench.wasm");
  run("wasm-bindgen", wasm, "--target", "web", "--no-typescript", "--out-dir", folder, "--out-name", "bench");
  // The same optimiser with the same flags as the release of the page.
  const page = readFileSync(join(repository, "index.html"), "utf8");
  const flags = (page.match(/data-wasm-opt-params="([^"]*)"/)?.[1] ?? "").split(/\s+/).filter(Boolean);
  const level = page.match(/data-wasm-opt="([^"]*)"/)?.[1] ?? "z";
  const built = join(folder, "bench_bg.wasm");
  run("wasm-opt", `-O${level}`, ...flags, built, "-o", built);
}

const types = { ".html": "text/html", ".mjs": "text/javascript", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };

function serve(uplot, done) {
  const page = `<!doctype html><html lang="en" data-theme="light"><meta charset="utf-8"><title>Bench</title>
<link rel="stylesheet" href="/uPlot.min.css">${["tokens", "base", "layout", "components", "chart", "utilities"]
    .map((name) => `<link rel="stylesheet" href="/style/${name}.css">`)
    .join("")}<body><script type="module" src="/page.mjs"></script></body></html>`;
  const files = { "/uPlot.esm.js": join(uplot, "dist/uPlot.esm.js"), "/uPlot.min.css": join(uplot, "dist/uPlot.min.css"), "/page.mjs": join(here, "page.mjs") };
  for (const name of ["bench.js", "bench_bg.wasm"]) files[`/${name}`] = join(folder, name);
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    if (request.method === "POST") {
      let body = "";
      request.on("data", (part) => (body += part));
      request.on("end", () => {
        response.end();
        done(path, body);
      });
      return;
    }
    const file = files[path] ?? (/^\/(style|snippets)\/[\w./-]+$/.test(path) && !path.includes("..") ? join(path.startsWith("/style") ? repository : folder, path) : null);
    if (path === "/") response.setHeader("content-type", "text/html").end(page);
    else if (file && existsSync(file)) response.setHeader("content-type", types[extname(file)] ?? "text/plain").end(readFileSync(file));
    else response.writeHead(404).end();
  });
  return new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(server)));
}

function print(figures) {
  const n = (v) => v.toFixed(2).padStart(9);
  console.log(`\n${"".padEnd(34)}${"ours ms".padStart(9)}${"uPlot ms".padStart(10)}${"ratio".padStart(9)}`);
  for (const row of figures.rows) console.log(`${row.name.padEnd(34)}${n(row.ours_ms)} ${n(row.uplot_ms)}${n(row.ours_ms / row.uplot_ms)}`);
  console.log(`${"hover frame, script".padEnd(34)}${n(figures.hover.median_ms)}   95th percentile ${figures.hover.p95_ms.toFixed(2)} ms\n`);
}

const uplot = findUplot();
mkdirSync(folder, { recursive: true });
if (!process.argv.includes("--no-build")) build();
const profile = mkdtempSync(join(tmpdir(), "skillscope-bench-"));
const ratio = Number(option("ratio", "1"));
let browser;
const outcome = await new Promise(async (finish) => {
  const server = await serve(uplot, (path, body) => {
    if (path === "/log") console.log(body);
    else finish({ ok: path === "/figures", body });
  });
  const address = `http://127.0.0.1:${server.address().port}/?rounds=${Number(option("rounds", "15"))}`;
  browser = spawn(
    option("chromium", process.env.CHROMIUM ?? "/usr/bin/chromium"),
    ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--window-size=1400,900", `--force-device-scale-factor=${ratio}`,
      `--user-data-dir=${profile}`, "--js-flags=--expose-gc", address],
    { stdio: "ignore" },
  );
  browser.on("error", (error) => finish({ ok: false, body: `Chromium did not start: ${error.message}` }));
  setTimeout(() => finish({ ok: false, body: "The bench did not end within 10 minutes" }), 600_000).unref();
});
const gone = new Promise((ended) => (browser.exitCode === null ? browser.once("exit", ended) : ended()));
browser.kill();
await gone;
rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
if (!outcome.ok) {
  console.error(outcome.body);
  process.exit(1);
}
const figures = { ...JSON.parse(outcome.body), pixel_ratio: ratio, processor: cpus()[0]?.model, date: new Date().toISOString() };
print(figures);
const out = resolve(option("out", join(repository, "target/bench/charts.json")));
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, `${JSON.stringify(figures, null, 2)}\n`);
console.log(`Written to ${out}`);
process.exit(0);
