// The page at work, in Chromium on the release: a year of all metrics by quarter hours painted from the archive, the main
// thread's work for each step while the page scrolls and the chart pans, and memory over many changes of page.
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
const STEPS = 60;
const YEAR = `/metrics?v=1&skill=${SKILL}&compare=off&range=52w&period=PT15M`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, timezoneId: "UTC", locale: "en-GB" });
page.setDefaultTimeout(180_000);
const devtools = await page.context().newCDPSession(page);
// The page keeps its WebAssembly memory to itself: it is noted where it is made.
await page.addInitScript(() => {
  window.wasmMemories = [];
  for (const way of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[way];
    WebAssembly[way] = async (...given) => {
      const made = await real.apply(WebAssembly, given);
      const { memory } = (made.instance ?? made).exports;
      if (memory instanceof WebAssembly.Memory && !window.wasmMemories.includes(memory)) window.wasmMemories.push(memory);
      return made;
    };
  }
});
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

/**
 * What the main thread did in an act, in milliseconds: in each painted frame, and for each step, which is one movement
 * and all frames until the next one (two, mostly; what steers the browser from outside is in it too). Tasks lie inside
 * each other in a trace, and what they cover counts once.
 */
async function steps(act) {
  const events = [];
  devtools.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const includedCategories = ["toplevel", "blink.user_timing", "disabled-by-default-devtools.timeline", "devtools.timeline"];
  await devtools.send("Tracing.start", { traceConfig: { includedCategories }, transferMode: "ReportEvents" });
  for (let step = 0; step <= STEPS; step += 1) {
    await page.evaluate((step) => performance.mark(`step ${step}`), step);
    if (step < STEPS) {
      await act(step);
      await frame();
    }
  }
  const complete = new Promise((done) => devtools.once("Tracing.tracingComplete", done));
  await devtools.send("Tracing.end");
  await complete;
  devtools.removeAllListeners("Tracing.dataCollected");
  const marks = events.filter((e) => e.cat.includes("blink.user_timing") && e.name.startsWith("step ")).sort((a, b) => a.ts - b.ts);
  if (marks.length !== STEPS + 1) throw new Error(`${marks.length} of ${STEPS + 1} marks are in the trace`);
  const { pid, tid } = marks[0];
  const tasks = events.filter((e) => e.ph === "X" && e.pid === pid && e.tid === tid && /RunTask$/.test(e.name)).sort((a, b) => a.ts - b.ts);
  const busy = [];
  for (const task of tasks) {
    const last = busy.at(-1);
    if (last && task.ts <= last.end) last.end = Math.max(last.end, task.ts + task.dur);
    else busy.push({ start: task.ts, end: task.ts + task.dur });
  }
  const between = (times) => times.slice(0, -1).map((start, n) => {
    const inside = (span) => Math.max(0, Math.min(span.end, times[n + 1]) - Math.max(span.start, start));
    return busy.reduce((sum, span) => sum + inside(span), 0) / 1_000;
  });
  const painted = events.filter((e) => e.name === "PrePaint" && e.pid === pid && e.tid === tid).map((e) => e.ts).sort((a, b) => a - b);
  return { frames_ms: between(painted), steps_ms: between(marks.map((mark) => mark.ts)) };
}

/** Until the next frame: one step a frame, as a hand makes them. */
const frame = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done())));

const first = await paint();
const paints = [];
for (let round = 0; round < rounds; round += 1) paints.push(await paint());

await page.mouse.move(700, 600);
const scrolling = await steps((step) => page.mouse.wheel(0, step < STEPS / 2 ? 40 : -40));
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
const panning = await steps((step) => page.mouse.move(middle.x + (step % 20 < 10 ? step % 20 : 20 - (step % 20)) * 12, middle.y));
await page.mouse.up();
const box = await chart.boundingBox();
const pointing = await steps((step) => page.mouse.move(box.x + 100 + step * 10, box.y + box.height / 2));

/** Bytes of JavaScript and of WebAssembly's memories, and counts of nodes and listeners. */
async function memory() {
  for (let n = 0; n < 3; n += 1) await devtools.send("HeapProfiler.collectGarbage");
  const heap = await devtools.send("Runtime.getHeapUsage");
  const counters = await devtools.send("Memory.getDOMCounters");
  const wasmSize = await page.evaluate(() => window.wasmMemories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0));
  return { usedSize: heap.usedSize, wasmSize, ...counters };
}

await page.goto(`${app}/metrics?v=1&skill=${SKILL}`);
await page.getByText(/weekly windows? · read/).waitFor();
const PAGES = ["Experiments", "Simulator", "Profiler", "Lex", "Settings", "Metrics"];
const names = [];
for (const name of PAGES) if (await link(name).count()) names.push(name);
const memories = [];
// On the same page each time: pages differ in what they hold.
const turns = [3, Math.round(changes / 2 / names.length), Math.ceil(changes / names.length)].map((n) => n * names.length);
for (let change = 0; change <= turns[2]; change += 1) {
  if (turns.includes(change)) memories.push({ change, ...(await memory()) });
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
  const words = (list) => `median ${ms(median(list))}, p95 ${ms(share(list, 0.95))} of ${list.length}`;
  console.log(`  main thread, ${name}: a frame ${words(values.frames_ms)}, a step ${words(values.steps_ms)}`);
}
for (const m of memories) {
  console.log(`  after ${m.change} changes of page: ${(m.usedSize / 1e6).toFixed(1)} MB of JavaScript, ${(m.wasmSize / 1e6).toFixed(1)} MB of WebAssembly, ${m.nodes} nodes, ${m.jsEventListeners} listeners`);
}
