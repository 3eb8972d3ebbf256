// What is timed, in the browser. Both sides: the same data, canvas, pixel ratio, series, axes and labels; the clock
// stops when a 1x1 getImageData has come back, because until then the canvas may have queued the painting only.

import init, { Bench } from "/bench.js";
import uPlot from "/uPlot.esm.js";

const rounds = Number(new URLSearchParams(location.search).get("rounds"));
const WIDTH = 1200;
const PLOT_HEIGHT = 320;
const LEFT = 44;
// With times of day on its axis, a chart has a second line of labels for the dates; both sides do.
const bottom = (count) => (count * BUCKET_S <= 8 * 86_400 ? 38 : 24);
const HEAD = 8;
const BUCKET_S = 900;
const INK = { 2: "#2b5bd7", 5: "#cc6ca5" };
const FACE = "11px system-ui, sans-serif";

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** A year and more of a metric: a daily and a weekly rhythm, growth, and noise that is the same in every run. */
function data(count) {
  let state = 12345;
  const noise = () => ((state = (Math.imul(state, 1103515245) + 12345) >>> 0) / 4294967296);
  const times = new Array(count);
  const values = new Array(count);
  for (let i = 0; i < count; i++) {
    times[i] = 1_700_000_100 - (1_700_000_100 % BUCKET_S) + i * BUCKET_S;
    const day = Math.sin((i / 96) * 2 * Math.PI);
    const week = Math.sin((i / 672) * 2 * Math.PI);
    values[i] = Math.round(2_000 + (800 * i) / count + 600 * day + 250 * week + 400 * noise());
  }
  return [times, values];
}

function stage() {
  const element = document.createElement("div");
  element.style.cssText = `position:absolute;left:0;top:20px;width:${WIDTH}px;background:#fff`;
  document.body.append(element);
  return element;
}

const zeroBased = (u, low, high) => uPlot.rangeNum(0, high, { min: {}, max: { pad: 0.1 } });

function options(slot, count) {
  const axis = { stroke: "#5f6877", font: FACE, ticks: { show: false } };
  return {
    width: WIDTH,
    height: PLOT_HEIGHT + bottom(count) + HEAD,
    padding: [HEAD, 0, 0, 0],
    legend: { show: false },
    scales: { y: { range: zeroBased } },
    axes: [
      { ...axis, size: bottom(count), space: 64, grid: { show: false } },
      { ...axis, size: LEFT, grid: { stroke: "#e9ecf1", width: 1 } },
    ],
    series: [{}, { stroke: INK[slot], width: 2, fill: slot === 2 ? "rgba(43,91,215,0.09)" : undefined, points: { show: false } }],
  };
}

/** Lets everything run that waits in microtasks: both libraries draw there. */
async function microtasks() {
  for (let i = 0; i < 8; i++) await null;
}

function settle(canvas) {
  canvas.getContext("2d").getImageData(0, 0, 1, 1);
}

/** A check outside of the clock: a line is on the canvas. */
function assertPainted(canvas, who) {
  const { width, height } = canvas;
  const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
  let inked = 0;
  for (let i = 0; i < pixels.length; i += 4) {
    const spread = Math.max(pixels[i], pixels[i + 1], pixels[i + 2]) - Math.min(pixels[i], pixels[i + 1], pixels[i + 2]);
    if (pixels[i + 3] > 200 && spread > 80) inked++;
  }
  if (inked < 500) throw new Error(`${who} painted no line: ${inked} pixels, canvas ${width} x ${height}`);
  return [width, height];
}

async function timed(work) {
  if (globalThis.gc) globalThis.gc();
  await new Promise((next) => setTimeout(next, 0));
  const start = performance.now();
  const canvas = await work();
  settle(canvas);
  return [performance.now() - start, canvas];
}

/** Alternates two sides and answers the medians. */
async function compare(name, ours, theirs) {
  const times = { ours: [], theirs: [] };
  for (let round = -2; round < rounds; round++) {
    const order = round % 2 === 0 ? ["ours", "theirs"] : ["theirs", "ours"];
    for (const side of order) {
      const { before, run, after } = side === "ours" ? ours : theirs;
      const context = before ? await before() : undefined;
      const [ms, canvas] = await timed(() => run(context));
      const size = assertPainted(canvas, `${name}, ${side}`);
      times[`${side}_size`] = size;
      if (after) await after(context);
      // The first two rounds let the engines compile.
      if (round >= 0) times[side].push(ms);
    }
  }
  if (String(times.ours_size) !== String(times.theirs_size)) {
    throw new Error(`${name}: the canvases differ: ${times.ours_size} and ${times.theirs_size}`);
  }
  const row = { name, canvas: times.ours_size, ours_ms: median(times.ours), uplot_ms: median(times.theirs), rounds, ours_all_ms: times.ours, uplot_all_ms: times.theirs };
  await log(`${name}: ${row.ours_ms.toFixed(2)} / ${row.uplot_ms.toFixed(2)} ms`);
  return row;
}

const log = (text) => fetch("/log", { method: "POST", body: text });

/** New data for a chart that is there. */
async function newData(count, slot, label) {
  const [times, values] = data(count);
  const place = stage();
  const other = stage();
  const bench = new Bench(Float64Array.from(times), Float64Array.from(values), BUCKET_S);
  bench.mount(place);
  await microtasks();
  const u = new uPlot(options(slot, count), [[], []], other);
  const row = await compare(
    `${label}, ${count.toLocaleString("en")} points`,
    {
      before: async () => (bench.hide(slot), microtasks()),
      run: async () => (bench.show(slot), await microtasks(), place.querySelector("canvas")),
    },
    {
      before: async () => (u.setData([[], []]), microtasks()),
      run: async () => (u.setData([times, values]), await microtasks(), u.ctx.canvas),
    },
  );
  bench.unmount();
  u.destroy();
  place.remove();
  other.remove();
  return row;
}

/** A chart from nothing: for us the whole component with legend, overview and tooltip, for uPlot its own elements. */
async function fromNothing(count) {
  const [times, values] = data(count);
  const place = stage();
  const bench = new Bench(Float64Array.from(times), Float64Array.from(values), BUCKET_S);
  const row = await compare(
    `from nothing, ${count.toLocaleString("en")} points`,
    {
      run: async () => (bench.show(2), bench.mount(place), await microtasks(), place.querySelector("canvas")),
      after: async () => (bench.unmount(), microtasks()),
    },
    {
      before: async () => ({}),
      run: async (context) => {
        context.u = new uPlot(options(2, count), [times, values], place);
        await microtasks();
        return context.u.ctx.canvas;
      },
      after: async ({ u }) => u.destroy(),
    },
  );
  place.remove();
  return row;
}

/** From the bytes of a metrics response. */
async function fromBytes(count) {
  const [times, values] = data(count);
  const text = JSON.stringify({
    metric: "totalSessions",
    timestamps: times.map((t) => new Date(t * 1_000).toISOString().replace(".000", "")),
    values,
  });
  const bytes = new TextEncoder().encode(text);
  const place = stage();
  const other = stage();
  const bench = new Bench(Float64Array.from(times.slice(0, 2)), Float64Array.from(values.slice(0, 2)), BUCKET_S);
  bench.mount(place);
  await microtasks();
  const u = new uPlot(options(2, count), [[], []], other);
  const respond = () => new Response(bytes.slice());
  const row = await compare(
    `from bytes, ${count.toLocaleString("en")} points`,
    {
      before: async () => (bench.hide(2), await microtasks(), respond()),
      run: async (response) => {
        const body = new Uint8Array(await response.arrayBuffer());
        if (!bench.show_response(body, 2)) throw new Error("the response was refused");
        await microtasks();
        return place.querySelector("canvas");
      },
    },
    {
      before: async () => (u.setData([[], []]), await microtasks(), respond()),
      run: async (response) => {
        const answer = await response.json();
        const seconds = answer.timestamps.map((t) => Date.parse(t) / 1_000);
        u.setData([seconds, answer.values]);
        await microtasks();
        return u.ctx.canvas;
      },
    },
  );
  row.bytes = bytes.length;
  bench.unmount();
  u.destroy();
  place.remove();
  other.remove();
  return row;
}

/** The script that a pointer move costs us: the event, the frame that it asks for, and the effects after it. */
async function hover(count) {
  const [times, values] = data(count);
  const place = stage();
  const bench = new Bench(Float64Array.from(times), Float64Array.from(values), BUCKET_S);
  bench.mount(place);
  bench.show(2);
  await microtasks();
  const plot = place.querySelector(".chart__plot");
  const rect = plot.getBoundingClientRect();
  const asked = [];
  const real = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (callback) => asked.push(callback);
  const list = [];
  for (let i = 0; i < 200; i++) {
    const clientX = rect.left + 5 + ((i * 61) % (rect.width - 10));
    const start = performance.now();
    plot.dispatchEvent(new PointerEvent("pointermove", { clientX, clientY: rect.top + 50, bubbles: true, pointerType: "mouse" }));
    for (const callback of asked.splice(0)) callback(start);
    await microtasks();
    const ms = performance.now() - start;
    if (i >= 20) list.push(ms);
    await new Promise((next) => real(next));
  }
  globalThis.requestAnimationFrame = real;
  const tip = place.querySelector(".tip")?.textContent;
  if (!tip) throw new Error("no tooltip came up");
  bench.unmount();
  place.remove();
  list.sort((a, b) => a - b);
  return { points: count, median_ms: median(list), p95_ms: list[Math.floor(list.length * 0.95)], tip };
}

try {
  await init({ module_or_path: "/bench_bg.wasm" });
  const rows = [];
  for (const count of [672, 10_000, 100_000, 1_000_000]) rows.push(await newData(count, 2, "line and area"));
  for (const count of [672, 10_000, 100_000, 1_000_000]) rows.push(await newData(count, 5, "line"));
  for (const count of [672, 100_000]) rows.push(await fromNothing(count));
  rows.push(await fromBytes(100_000));
  const figures = { agent: navigator.userAgent, pixel_ratio: devicePixelRatio, rows, hover: await hover(100_000) };
  await fetch("/figures", { method: "POST", body: JSON.stringify(figures) });
} catch (error) {
  await fetch("/failed", { method: "POST", body: `${error}\n${error.stack ?? ""}` });
}
