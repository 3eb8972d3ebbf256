// Settings: what is kept in the browser, for how long, as a file, and gone.

import type { Page } from "@playwright/test";
import { readFile, writeFile } from "node:fs/promises";
import { expect } from "./fixture";
import { SLOW, age, windowKeys, written } from "./archive-page";
import { CITY_TRIPS, MORNING_MINUTE, TWO_WEEKS, loaded, metricsLog, open, table, test } from "./metrics-page";

const QUERY = `${TWO_WEEKS}&compare=off`;

const kept = (page: Page) => page.getByRole("region", { name: "Kept in this browser", exact: true });

async function settings(page: Page): Promise<void> {
  await page.goto("/settings");
  await expect(kept(page).getByRole("table").or(kept(page).getByText("No figures are kept yet"))).toBeVisible(SLOW);
}

/** A row of the table: windows, days and size. */
const row = (page: Page, name: RegExp) => kept(page).getByRole("row", { name }).getByRole("cell");

async function save(page: Page): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    kept(page).getByRole("button", { name: "Export" }).click(),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

async function give(page: Page, text: string): Promise<void> {
  const file = test.info().outputPath("kept.json");
  await writeFile(file, text);
  await page.getByLabel("File of kept figures").setInputFiles(file);
}

async function clear(page: Page): Promise<void> {
  await kept(page).getByRole("button", { name: "Clear" }).click();
  const question = page.getByRole("dialog", { name: "Clear what is kept?" });
  await question.getByRole("button", { name: "Clear" }).click();
  await expect(kept(page)).toContainText("No figures are kept yet", SLOW);
}

test("it says by skill what is kept, and nothing before anything was read", async ({ page }) => {
  await open(page, QUERY);
  await loaded(page);
  await written(page, 20);
  await page.goto(`/metrics?v=1&skill=${MORNING_MINUTE}&from=2026-06-01&to=2026-06-03&compare=off`);
  await loaded(page);
  await written(page, 24);
  await settings(page);
  await expect(row(page, /^City Trips/)).toHaveText(["20", "14", /^\d+\.\d kB$/], SLOW);
  await expect(row(page, /^Morning Minute/), "three metrics, and the total of one").toHaveText(["4", "3", /^1\.\d kB$/]);
  await expect(row(page, /^All skills/)).toHaveText(["24", "", /^\d+\.\d kB$/]);
});

test("clearing is asked once, and the figures are read again", async ({ page, stack }) => {
  await open(page, QUERY);
  await loaded(page);
  await written(page, 20);
  await settings(page);
  await kept(page).getByRole("button", { name: "Clear" }).click();
  const question = page.getByRole("dialog", { name: "Clear what is kept?" });
  await question.getByRole("button", { name: "Keep them" }).click();
  expect(await windowKeys(page)).toHaveLength(20);
  await clear(page);
  expect(await windowKeys(page)).toEqual([]);
  await expect(kept(page).getByRole("button", { name: "Clear" })).toHaveAttribute("aria-disabled", "true");
  const before = (await metricsLog(stack)).length;
  await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}&${QUERY}`);
  await loaded(page);
  expect((await metricsLog(stack)).length).toBe(before + 20);
});

test("what is older than it is kept is dropped when the page is opened", async ({ page }) => {
  await open(page, QUERY);
  await loaded(page);
  await written(page, 20);
  await settings(page);
  const choice = kept(page).getByRole("combobox", { name: "Keep figures for" });
  await expect(choice).toHaveValue("until-cleared");
  await choice.selectOption({ label: "90 days" });
  await age(page, 89 * 86_400);
  await settings(page);
  await expect(choice, "the choice is kept").toHaveValue("90");
  expect(await windowKeys(page)).toHaveLength(20);
  await age(page, 2 * 86_400);
  await page.goto("/simulator");
  await expect.poll(() => windowKeys(page), SLOW).toEqual([]);
  await settings(page);
  await expect(kept(page)).toContainText("No figures are kept yet");
});

test("an export, cleared and imported, gives the same figures without asking for them", async ({ page, stack }) => {
  await open(page, `${QUERY}&show=table`);
  await loaded(page);
  await written(page, 20);
  const rows = await table(page);
  const figures = await page.getByRole("region", { name: "Key figures" }).innerText();
  await settings(page);
  const { name, text } = await save(page);
  await expect(page.getByText("20 windows exported")).toBeVisible(SLOW);
  expect(name).toMatch(/^skillscope-kept-\d{4}-\d\d-\d\d\.json$/);
  const file = JSON.parse(text);
  expect(file).toMatchObject({ format: "skillscope-archive", version: 1, source: stack.sandbox });
  expect(file.windows).toHaveLength(20);
  expect(text).not.toMatch(/Atza|account|token/i);
  await clear(page);
  await give(page, text);
  await expect(page.getByText("20 windows imported")).toBeVisible(SLOW);
  await expect(kept(page).getByRole("row", { name: /^City Trips/ })).toContainText("20", SLOW);
  await give(page, text);
  await expect(page.getByText("0 windows imported; 20 kept here already")).toBeVisible(SLOW);
  const before = (await metricsLog(stack)).length;
  await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}&${QUERY}&show=table`);
  await loaded(page);
  expect(await table(page)).toEqual(rows);
  expect(await page.getByRole("region", { name: "Key figures" }).innerText()).toBe(figures);
  expect((await metricsLog(stack)).length).toBe(before);
});

test("a wrong file is refused in words, and what is kept stays", async ({ page, stack, expectNoAxeViolations }) => {
  await open(page, QUERY);
  await loaded(page);
  await written(page, 20);
  await settings(page);
  const good = JSON.parse((await save(page)).text);
  const wrong = structuredClone(good);
  wrong.windows[7].end = "2027-01-01T00:00:00Z";
  const holding = (value: number) => {
    const file = structuredClone(good);
    file.windows[2].values[0] = value;
    return file;
  };
  const keys = await windowKeys(page);
  const refusal = kept(page).getByRole("alert").filter({ hasText: "The file was not imported" });
  for (const [text, words] of [
    ["{", "The file is not valid JSON: line 1"],
    ['{"a":1}', "The file holds no kept figures"],
    [JSON.stringify({ ...good, version: 2 }), "a later version of Skillscope (format 2)"],
    [JSON.stringify({ ...good, source: "demo" }), `figures from the demo, and this page shows those from ${stack.sandbox}`],
    [JSON.stringify(holding(-5)), "Window 3 of 20 in the file is wrong: it has a value below zero"],
    [JSON.stringify(holding(1e300)), "Window 3 of 20 in the file is wrong: it has a value that is greater than any count"],
    [JSON.stringify(wrong), "Window 8 of 20 in the file is wrong: it is longer than a week. Nothing was imported."],
    [JSON.stringify({ ...good, source: '<img src=x onerror="alert(1)">' }), '<imgsrc=xonerror="alert(1)">'],
  ]) {
    await give(page, text);
    await expect(refusal).toContainText(words, SLOW);
  }
  await expectNoAxeViolations("a refused file");
  expect((await windowKeys(page)).sort()).toEqual(keys.sort());
  await give(page, JSON.stringify(good));
  await expect(refusal).toHaveCount(0, SLOW);
});

test("an import that replaces what is kept asks first, and what is from a file says so", async ({
  page,
  stack,
  expectNoAxeViolations,
}) => {
  await open(page, QUERY);
  await loaded(page);
  await written(page, 20);
  await settings(page);
  const file = JSON.parse((await save(page)).text);
  // Five windows that were read a second later than those that are kept, with other figures.
  for (const [index, window] of file.windows.entries()) {
    if (index >= 5) continue;
    window.readAt = new Date(Date.parse(window.readAt) + 1_000).toISOString().replace(".000", "");
    window.values = window.values.map(() => 7);
  }
  const question = page.getByRole("dialog", { name: "Replace what is kept?" });
  await give(page, JSON.stringify(file));
  await expect(question).toContainText("The file has 20 windows. 5 windows that are kept in this browser would be", SLOW);
  await expectNoAxeViolations("the question");
  await question.getByRole("button", { name: "Do not import" }).click();
  await expect(question).toBeHidden();
  await expect(kept(page)).not.toContainText("from a file");
  await give(page, JSON.stringify(file));
  await question.getByRole("button", { name: "Import and replace" }).click();
  await expect(page.getByText("5 windows imported; 15 kept here already")).toBeVisible(SLOW);
  await expect(kept(page).getByRole("row", { name: /^City Trips/ })).toContainText(/5 from a file imported on \d+ \w{3}/, SLOW);
  const before = (await metricsLog(stack)).length;
  await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}&${QUERY}`);
  await loaded(page);
  expect((await metricsLog(stack)).length).toBe(before);
  await expect(page.getByText(/2 of 2 weeks as kept in this browser, .*weeks? with figures from a file imported on \d+ \w{3}/)).toBeVisible(SLOW);
  await page.getByRole("button", { name: "Read again" }).click();
  await expect.poll(async () => (await metricsLog(stack)).length, SLOW).toBe(before + 20);
  await loaded(page);
  await expect(page.getByText(/from a file imported on/)).toHaveCount(0);
});

test("the demo and an account see and clear their own alone", async ({ page }) => {
  await open(page, QUERY);
  await loaded(page);
  await written(page, 20);
  const own = await windowKeys(page);
  await settings(page);
  const { text } = await save(page);
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Explore with demo data" })).toBeVisible(SLOW);
  await page.getByRole("link", { name: "See what is kept" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible(SLOW);
  await expect(row(page, /^Account 1/), "nobody is signed in").toHaveText(["20", "0", /^\d+\.\d kB$/], SLOW);
  await expect(kept(page), "neither a skill nor a name").not.toContainText(/City Trips|Alex/);

  await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}&from=2026-06-01&to=2026-06-07&compare=off`);
  await page.getByRole("button", { name: "Explore with demo data" }).click();
  await loaded(page);
  await written(page, 31);
  await settings(page);
  await expect(row(page, /^City Trips/)).toHaveText(["11", "7", /^\d+\.\d kB$/], SLOW);
  await give(page, text);
  await expect(kept(page).getByRole("alert")).toContainText("and this page shows those from the demo", SLOW);
  await clear(page);
  expect((await windowKeys(page)).sort(), "the account's are not touched").toEqual(own.sort());
});

test("whoever signs out is offered to delete the figures, and somebody else can see and clear what is left", async ({
  page,
  expectNoAxeViolations,
}) => {
  await open(page, QUERY);
  await loaded(page);
  await written(page, 20);
  await page.getByRole("button", { name: "Sign out" }).click();
  const start = page.getByRole("button", { name: "Explore with demo data" });
  await expect(start).toBeVisible(SLOW);
  const offer = page.getByRole("status").filter({ hasText: "The figures of this account are still kept in this browser" });
  await expect(offer).toBeVisible(SLOW);
  await expectNoAxeViolations("the offer");
  await offer.getByRole("button", { name: "Delete them" }).press("Enter");
  await expect(page.getByText("The figures of the account that was signed in are deleted")).toBeVisible(SLOW);
  expect(await windowKeys(page)).toEqual([]);

  await open(page, QUERY);
  await loaded(page);
  await written(page, 20);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(start).toBeVisible(SLOW);
  await page.getByRole("link", { name: "See what is kept" }).click();
  await expect(row(page, /^Account 1/)).toHaveText(["20", "0", /^\d+\.\d kB$/], SLOW);
  await expectNoAxeViolations("what is kept of all accounts");
  await kept(page).getByRole("button", { name: "Clear all" }).click();
  const question = page.getByRole("dialog", { name: "Clear what is kept of all accounts?" });
  await expect(question.getByRole("checkbox", { name: /Also delete suites/ })).not.toBeChecked();
  await expectNoAxeViolations("the question");
  await question.getByRole("button", { name: "Clear all" }).click();
  await expect(kept(page)).toContainText("Nothing is kept of any account", SLOW);
  expect(await windowKeys(page)).toEqual([]);
});

test("nothing is offered where nothing is kept", async ({ page }) => {
  await open(page, QUERY);
  await loaded(page);
  await written(page, 20);
  await settings(page);
  await clear(page);
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Explore with demo data" })).toBeVisible(SLOW);
  await page.getByRole("link", { name: "See what is kept" }).click();
  await expect(kept(page)).toContainText("Nothing is kept of any account", SLOW);
  await expect(page.getByText("are still kept in this browser")).toHaveCount(0);
});

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on what is kept, ${colorScheme}, ${width} wide`, async ({ page, expectNoAxeViolations }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await open(page, QUERY);
      await loaded(page);
      await written(page, 20);
      await settings(page);
      await expectNoAxeViolations("the card");
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await kept(page).getByRole("button", { name: "Clear" }).click();
      await expect(page.getByRole("dialog", { name: "Clear what is kept?" })).toBeVisible();
      await expectNoAxeViolations("the question");
    });
  }
}
