// Lighthouse (mobile preset: a slow phone on slow 4G, simulated) on the sign-in screen of the release, served with
// compression. Several runs; the one of median performance is kept.
//
//   APP_URL=http://127.0.0.1:8080 node tests/bench/lighthouse.mjs [--runs 5] [--out FOLDER]
//
// `cargo xtask bench lighthouse` starts the server, and installs Lighthouse by tests/bench/package-lock.json. Writes the
// kept report as HTML and JSON to --out. Exits with 0 when it could measure, whatever the figures are.

import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const app = process.env.APP_URL ?? "http://127.0.0.1:8080";
const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
};
const out = option("out", "target/skillscope/bench");
const runs = Number(option("runs", "5"));

// Installed in a folder of its own: it is large, and only this needs it.
const installed = createRequire(path.join(process.env.LIGHTHOUSE_FOLDER ?? "tests/bench", "package.json"));
const load = async (name) => import(pathToFileURL(installed.resolve(name)).href);
const lighthouse = (await load("lighthouse")).default;
const { launch } = await load("chrome-launcher");

const CATEGORIES = ["performance", "accessibility", "best-practices"];
const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"],
});
const results = [];
try {
  for (let run = 0; run < runs; run += 1) {
    const settings = { port: chrome.port, output: ["html", "json"], logLevel: "error", onlyCategories: CATEGORIES };
    results.push(await lighthouse(`${app}/`, settings));
  }
} finally {
  await chrome.kill();
}

const score = (result, category) => Math.round(result.lhr.categories[category].score * 100);
results.sort((a, b) => a.lhr.categories.performance.score - b.lhr.categories.performance.score);
const kept = results[Math.floor(results.length / 2)];
mkdirSync(out, { recursive: true });
const [html, json] = kept.report;
writeFileSync(path.join(out, "lighthouse.html"), html);
writeFileSync(path.join(out, "lighthouse.json"), json);

const { lhr } = kept;
console.log(`Lighthouse ${lhr.lighthouseVersion}, mobile preset, ${lhr.configSettings.throttlingMethod} throttling, ${runs} runs on ${cpus().length} cores; the run of median performance:`);
for (const category of CATEGORIES) {
  const all = results.map((result) => score(result, category));
  console.log(`  ${category.padEnd(26)}${String(score(kept, category)).padStart(8)}   of all runs ${Math.min(...all)} to ${Math.max(...all)}`);
}
for (const audit of ["first-contentful-paint", "largest-contentful-paint", "interactive", "total-blocking-time", "cumulative-layout-shift", "speed-index"]) {
  const { title, displayValue, numericValue } = lhr.audits[audit];
  console.log(`  ${title.padEnd(26)}${(displayValue ?? String(numericValue)).padStart(8)}`);
}
for (const [name, audit] of Object.entries(lhr.audits)) {
  const counts = CATEGORIES.slice(1).some((category) => lhr.categories[category].auditRefs.some((ref) => ref.id === name && ref.weight > 0));
  if (counts && audit.score !== null && audit.score < 1) console.log(`  not whole: ${audit.title}`);
}
console.log(`Report: ${path.join(out, "lighthouse.html")}`);
