// The page at work, in Chromium on the release: a year of all metrics by quarter hours painted from the archive, the main
// thread's work in each frame while the page scrolls and the chart pans, and memory over many changes of page.
//
//   APP_URL=http://127.0.0.1:8080 node tests/bench/app.mjs [--rounds 5] [--changes 200] [--out FILE]
//
// `cargo xtask bench app` starts the server. The demo is used: no network is measured. How each figure is taken stands
// beside it below. Exits with 0 when it could measure, whatever the figures are.

import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";

const app = process.env.APP_URL ?? "http://127.0.0.1:8080";
const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
};
const rounds = Number(option("rounds", "5"));
const changes = Number(option("changes", "200"));
const out = option("out", "target/skillscope/bench/app.json");
const SKILL = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111";
const YEAR = `/metrics?v=1&skill=${SKILL}&compare=off&range=52w&period=PT15M`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, timezoneId: "UTC", locale: "en-GB" });
page.setDefaultTimeout(180_000);
const devtools = await page.context().newCDPSession(page);
const link = (name) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });
const heading = (name) => page.getByRole("heading", { level: 1, name });
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const share = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];

await page.goto(app);
await page.getByRole("button", { name: "Explore with demo data" }).click();
await heading("Metrics").waitFor();
await page.goto(`${app}${YEAR}`);
await page.getByText(/of 52 weeks as kept|52 weekly windows · read/).waitFor();
await page.getByRole("region", { name: "Loading progress" }).waitFor({ state: "hidden" });

/**
 * From the page's mount (its heading stands) to the first frame in which the chart has the whole year: the line under it
 * says so, which is written with the same data as the chart is drawn from.
 */
async function paint() {
  await link("Settings").click();
  await heading("Settings").waitFor();
  await page.evaluate(() => {
    const seen = {};
    window.seen = new Promise((done) => {
      const look = () => {
        const now = performance.now();
        const title = document.querySelector("#page-title"); // other headings wait, hidden, in the static page
        if (!seen.mounted && title?.textContent === "Metrics") seen.mounted = now;
        // What is kept is said in other words than what was read.
        const foot = document.querySelector(".card__foot")?.textContent ?? "";
        const is_whole = /of 52 weeks as kept|52 weekly windows · read/.test(foot);
        if (seen.mounted && is_whole && !seen.whole) {
          seen.whole = true;
          requestAnimationFrame(() => setTimeout(() => done(performance.now() - seen.mounted), 0));
        }
      };
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
  });
  await page.goBack();
  return page.evaluate(() => window.seen);
}

/** What the main thread did in each frame, in milliseconds: the tasks from one frame's painting to the next one's. */
async function frames(act) {
  const events = [];
  devtools.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await devtools.send("Tracing.start", { traceConfig: { includedCategories: ["toplevel", "disabled-by-default-devtools.timeline", "devtools.timeline", "devtools.timeline.frame"] }, transferMode: "ReportEvents" });
  await act();
  const complete = new Promise((done) => devtools.once("Tracing.tracingComplete", done));
  await devtools.send("Tracing.end");
  await complete;
  devtools.removeAllListeners("Tracing.dataCollected");
  const begins = events.filter((e) => e.name === "PrePaint");
  // The page's own thread is the one that paints the most frames.
  const threads = new Map();
  for (const e of begins) {
    const thread = `${e.pid}/${e.tid}`;
    threads.set(thread, [...(threads.get(thread) ?? []), e]);
  }
  if (threads.size === 0) throw new Error(`no frame was painted; ${events.length} events, ${[...new Set(events.map((e) => e.name))].slice(0, 20)}`);
  const [thread, own] = [...threads].sort((a, b) => b[1].length - a[1].length)[0];
  const starts = own.map((e) => e.ts).sort((a, b) => a - b);
  const tasks = events.filter((e) => e.ph === "X" && `${e.pid}/${e.tid}` === thread && /RunTask$/.test(e.name));
  return starts.slice(0, -1).map((start, n) => {
    const inside = tasks.filter((e) => e.ts + e.dur > start && e.ts < starts[n + 1]);
    return inside.reduce((sum, e) => sum + Math.min(e.ts + e.dur, starts[n + 1]) - Math.max(e.ts, start), 0) / 1_000;
  });
}

/** Until the next frame: one step a frame, as a hand makes them. */
const frame = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done())));

const first = await paint();
const paints = [];
for (let round = 0; round < rounds; round += 1) paints.push(await paint());

await page.mouse.move(700, 600);
const scrolling = await frames(async () => {
  for (let step = 0; step < 60; step += 1) {
    await page.mouse.wheel(0, step < 30 ? 40 : -40);
    await frame();
  }
});
// An eighth of the year, moved to and fro by the overview below the chart.
const chart = page.getByRole("main").locator("canvas.chart__canvas").first();
await chart.scrollIntoViewIfNeeded();
await chart.focus();
for (let step = 0; step < 3; step += 1) await page.keyboard.press("+");
const overview = page.locator(".brush").first();
await overview.scrollIntoViewIfNeeded();
const place = await overview.boundingBox();
const middle = { x: place.x + place.width / 2, y: place.y + place.height / 2 };
await page.mouse.move(middle.x, middle.y);
await page.mouse.down();
const panning = await frames(async () => {
  for (let step = 0; step < 60; step += 1) {
    await page.mouse.move(middle.x + (step % 20 < 10 ? step % 20 : 20 - (step % 20)) * 12, middle.y);
    await frame();
  }
});
await page.mouse.up();
const box = await chart.boundingBox();
const pointing = await frames(async () => {
  for (let step = 0; step < 60; step += 1) {
    await page.mouse.move(box.x + 100 + step * 10, box.y + box.height / 2);
    await frame();
  }
});

/** Bytes of JavaScript and of buffers (WebAssembly's memory among them), and counts of nodes and listeners. */
async function memory() {
  for (let n = 0; n < 3; n += 1) await devtools.send("HeapProfiler.collectGarbage");
  const heap = await devtools.send("Runtime.getHeapUsage");
  const counters = await devtools.send("Memory.getDOMCounters");
  return { usedSize: heap.usedSize, backingStorageSize: heap.backingStorageSize ?? 0, ...counters };
}

await page.goto(`${app}/metrics?v=1&skill=${SKILL}`);
await page.getByText(/weekly windows? · read/).waitFor();
const PAGES = ["Experiments", "Simulator", "Profiler", "Lex", "Settings", "Metrics"];
const names = [];
for (const name of PAGES) if (await link(name).count()) names.push(name);
const memories = [];
for (let change = 0; change <= changes; change += 1) {
  if ([20, Math.round(changes / 2), changes].includes(change)) memories.push({ change, ...(await memory()) });
  const name = names[change % names.length];
  await link(name).click();
  await heading(name).first().waitFor();
}
await browser.close();

const figures = { cores: cpus().length, first_paint_ms: first, paints_ms: paints, scrolling_ms: scrolling, panning_ms: panning, pointing_ms: pointing, memories };
mkdirSync(path.dirname(out), { recursive: true });
writeFileSync(out, JSON.stringify(figures));
const ms = (value) => `${value.toFixed(1)} ms`;
console.log(`The page at work, Chromium ${browser.version()}, ${cpus().length} cores, 1440 by 900, software raster:`);
console.log(`  a year of all metrics by quarter hours, from the page's mount to its frame: first ${ms(first)}, then ${ms(median(paints))} (median of ${rounds}; ${ms(Math.min(...paints))} to ${ms(Math.max(...paints))})`);
for (const [name, values] of [["scrolling", scrolling], ["panning by the overview", panning], ["the crosshair", pointing]]) {
  console.log(`  main thread in a frame, ${name}: median ${ms(median(values))}, p95 ${ms(share(values, 0.95))}, ${values.length} frames`);
}
for (const m of memories) {
  console.log(`  after ${m.change} changes of page: ${(m.usedSize / 1e6).toFixed(1)} MB of JavaScript, ${(m.backingStorageSize / 1e6).toFixed(1)} MB of buffers, ${m.nodes} nodes, ${m.jsEventListeners} listeners`);
}
