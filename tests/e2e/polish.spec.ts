// What holds on every page: titles, focus, the system's theme, paper, reduced motion, and nothing that jumps.

import type { Page } from "@playwright/test";
import { expect } from "./fixture";
import { address, idOf } from "./experiment-page";
import { CITY_TRIPS, TWO_WEEKS, chart, loaded, open, paint, test } from "./metrics-page";

const PAGES = ["Metrics", "Experiments", "Simulator", "Profiler", "Lex", "Settings"] as const;
const nav = (page: Page, name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });

test("each page has a title of its own, and the heading gets the focus on the way there and back", async ({ page }) => {
  await open(page, TWO_WEEKS);
  for (const name of [...PAGES.slice(1), "Metrics"]) {
    await nav(page, name).first().press("Enter");
    await expect(page.locator("#page-title")).toBeFocused({ timeout: 15_000 });
    await expect(page).toHaveTitle(`${name} · Skillscope`);
  }
  await page.goBack();
  await expect(page).toHaveTitle("Settings · Skillscope");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeFocused({ timeout: 15_000 });
});

test("the form of a new experiment is called so in the title too", async ({ page }) => {
  await open(page, TWO_WEEKS);
  await page.goto(`/experiments/new?v=1&skill=${CITY_TRIPS}`);
  await expect(page.getByRole("heading", { level: 1, name: "New experiment" })).toBeVisible({ timeout: 20_000 });
  await expect(page).toHaveTitle("New experiment · Skillscope");
});

test("Lex prints what was asked and what came, not its keys, its builder and its saved queries", async ({ page }) => {
  await open(page, TWO_WEEKS);
  await page.goto(`/lex?v=1&skill=${CITY_TRIPS}`);
  await expect(page.getByText(/\d rows, /)).toBeVisible({ timeout: 20_000 });
  await page.emulateMedia({ media: "print" });
  for (const name of ["AWS access", "Query", "Saved queries", "Beside the Alexa skill"]) {
    await expect(page.getByRole("heading", { level: 2, name, exact: true }), name).toBeHidden();
  }
  const head = page.locator(".print-head");
  for (const text of ["SANDBOXBOT", "us-east-1", "Number of conversations by day", "(UTC)"]) {
    await expect(head).toContainText(text);
  }
  await expect(page.getByText(/\d rows, /)).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await expect(head).toBeHidden();
});

test("the theme follows the system while the page is open, on the canvas too", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page, `${TWO_WEEKS}&compare=off`);
  await loaded(page);
  const look = async () => ({
    body: await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor),
    chart: await chart(page).evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL()),
  });
  const light = await look();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(async () => (await look()).chart).not.toBe(light.chart);
  await expect.poll(async () => (await look()).body).not.toBe(light.body);
  await expect.poll(async () => (await paint(page)).painted).toBeGreaterThan(100);
});

test("with reduced motion nothing moves", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, TWO_WEEKS);
  await loaded(page);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Search or jump to" })).toBeVisible();
  const longest = await page.evaluate(() => {
    const seconds = (text: string) => Math.max(...text.split(",").map((part) => parseFloat(part) * (part.trim().endsWith("ms") ? 0.001 : 1)));
    const all = [...document.querySelectorAll("*")].map((element) => getComputedStyle(element));
    return Math.max(...all.map((s) => Math.max(seconds(s.animationDuration), seconds(s.transitionDuration))));
  });
  expect(longest).toBeLessThanOrEqual(0.001);
});

test("on paper there is no navigation, no button and no layer, and the ground is white", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await open(page, TWO_WEEKS);
  await loaded(page);
  for (const name of PAGES) {
    await nav(page, name).first().press("Enter");
    await expect(page).toHaveTitle(`${name} · Skillscope`);
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: "Search or jump to" })).toBeVisible();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const seen = await page.evaluate(() =>
      [...document.querySelectorAll("nav, .topbar, dialog, .btn:not(.btn--inline)")].filter((e) => (e as HTMLElement).checkVisibility()).map((e) => e.outerHTML.slice(0, 80)),
    );
    expect(seen, name).toEqual([]);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), name).toBe("rgb(255, 255, 255)");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, `${name} is as wide as the paper`).toBeLessThanOrEqual(0);
    await page.emulateMedia({ media: "screen", colorScheme: "dark" });
    await page.keyboard.press("Escape");
    // Emptied once the browser has told that it closed: before that it does not open again.
    await expect(page.locator("dialog.palette > *")).toHaveCount(0);
  }
});

/** Counts from the next navigation on how far what is on screen moves by itself. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: { value: number; what: string }[] = [];
    (window as unknown as { shifts: unknown }).shifts = shifts;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node?: Element; previousRect: DOMRect; currentRect: DOMRect }[] })[]) {
        const name = (s: { node?: Element; previousRect: DOMRect; currentRect: DOMRect }) =>
          `${s.node?.nodeName}.${s.node?.className} ${Math.round(s.previousRect.y)}→${Math.round(s.currentRect.y)}`;
        shifts.push({ value: entry.value, what: entry.sources.map(name).join(", ") });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** How far what was on screen moved by itself, as the browser counts it. */
async function shift(page: Page): Promise<{ sum: number; what: string[] }> {
  return page.evaluate(() => {
    const { shifts } = window as unknown as { shifts: { value: number; what: string }[] };
    return { sum: shifts.reduce((all, s) => all + s.value, 0), what: shifts.map((s) => `${s.value.toFixed(4)} ${s.what}`) };
  });
}

for (const [path, ready] of [
  [`/metrics?v=1&skill=${CITY_TRIPS}&${TWO_WEEKS}`, /weekly windows? · read/],
  [`/experiments?v=1&skill=${CITY_TRIPS}`, "Shorter welcome message"],
  [`/simulator?v=1&skill=${CITY_TRIPS}`, "Simulator"],
  [`/profiler?v=1&skill=${CITY_TRIPS}`, "Profiler"],
  [`/lex?v=1&skill=${CITY_TRIPS}`, /\d rows, /],
] as const) {
  for (const width of [1440, 390]) {
    test(`nothing jumps while ${path.split("?")[0]} loads, ${width} wide`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await open(page, TWO_WEEKS);
      await watchShifts(page);
      await page.goto(path);
      await expect(page.getByText(ready).first()).toBeVisible({ timeout: 20_000 });
      await page.waitForLoadState("networkidle");
      const moved = await shift(page);
      expect(moved.sum, moved.what.join("\n")).toBeLessThanOrEqual(0.02);
    });
  }
}

// By their states: what a page of an experiment shows last, and that it is there.
for (const [name, last] of [
  ["Confirm both cities in one prompt", "No results yet"],
  ["Ask departing city first", "No results yet"],
  ["Say the price first", "Suggested next step"],
  ["Two sights at a time", "Suggested next step"],
  ["Weather before sights", "These results cannot be trusted yet"],
  ["Longer help message", "Suggested next step"],
  ["Trip reminders prompt", "No results"],
] as const) {
  for (const width of [1440, 390]) {
    test(`nothing jumps while the experiment “${name}” loads, ${width} wide`, async ({ page, stack }) => {
      const path = address(await idOf(stack, name));
      await page.setViewportSize({ width, height: 900 });
      await open(page, TWO_WEEKS);
      await watchShifts(page);
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1, name })).toBeVisible({ timeout: 20_000 });
      await expect(page.getByText(last).first()).toBeVisible({ timeout: 20_000 });
      await expect(page.locator(".reading--waiting")).toHaveCount(0, { timeout: 20_000 });
      await page.waitForLoadState("networkidle");
      const moved = await shift(page);
      expect(moved.sum, moved.what.join("\n")).toBeLessThanOrEqual(0.02);
    });
  }
}
