// Taking the numbers elsewhere: every file is read again by a parser of its kind and held against the screen.

import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { readFile } from "node:fs/promises";
import { expect } from "./fixture";
import { CITY_TRIPS, TWO_WEEKS, count, loaded, open, table, test } from "./metrics-page";

const METRICS = [
  "uniqueCustomers",
  "totalEnablements",
  "totalUtterances",
  "successfulUtterances",
  "failedUtterances",
  "totalSessions",
  "successfulSessions",
  "incompleteSessions",
  "userEndedSessions",
  "skillEndedSessions",
];

interface Point {
  timestamp: string;
  skillId: string;
  metric: string;
  value: number;
  period: string;
  complete: boolean;
}

/** Chooses an entry of the export menu and takes what the browser saves. */
async function save(page: Page, entry: RegExp): Promise<{ name: string; bytes: Buffer }> {
  await page.locator("summary").filter({ hasText: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("group", { name: "Export options" }).getByRole("button", { name: entry }).click(),
  ]);
  await expect(page.getByText(`Saved ${download.suggestedFilename()}`).last()).toBeVisible();
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const strict = { columns: true, relax_column_count: false, relax_quotes: false, record_delimiter: "\r\n" } as const;
const day = (timestamp: string) =>
  new Date(timestamp)
    .toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" })
    .replace(",", "");

test("the CSV has every metric, and its values are the table's", async ({ page }) => {
  await open(page, `${TWO_WEEKS}&compare=off&show=table`);
  await loaded(page);
  const { name, bytes } = await save(page, /^CSV/);
  expect(name).toBe("skillscope-metrics-2026-06-01-to-2026-06-14-P1D.csv");
  const rows: Record<string, string>[] = parse(bytes, strict);
  expect(rows.length).toBe(14);
  expect(Object.keys(rows[0]).sort()).toEqual(["timestamp", "complete", ...METRICS].sort());
  const [head, ...shown] = await table(page);
  const written = rows
    .toReversed()
    .map((row) => [day(row.timestamp), ...head.slice(1, 6).map((m) => (row[m] === "" ? "—" : count(Number(row[m]))))]);
  expect(shown.map((row) => row.slice(0, 6))).toEqual(written);
  for (const row of rows) expect(row.complete).toBe("true");
});

test("the button by the table saves the same CSV as the menu", async ({ page }) => {
  await open(page, `${TWO_WEEKS}&compare=off`);
  await loaded(page);
  const { bytes } = await save(page, /^CSV/);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "CSV", exact: true }).click(),
  ]);
  expect(await readFile(await download.path())).toEqual(bytes);
});

test("JSON and JSON Lines have the same values as the CSV", async ({ page }) => {
  await open(page, `${TWO_WEEKS}&compare=off`);
  await loaded(page);
  const rows: Record<string, string>[] = parse((await save(page, /^CSV/)).bytes, strict);
  const json = JSON.parse((await save(page, /^JSON as/)).bytes.toString());
  expect(json.query).toMatchObject({
    skillId: CITY_TRIPS,
    startTime: "2026-06-01T00:00:00Z",
    endTime: "2026-06-15T00:00:00Z",
    period: "P1D",
    stage: "live",
    skillType: "custom",
  });
  expect(json.missingWindows).toEqual([]);
  expect(json.metrics.map((m: { metric: string }) => m.metric).sort()).toEqual([...METRICS].sort());
  const lines: Point[] = (await save(page, /^JSON Lines/)).bytes
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const fromCsv = rows.flatMap((row) => METRICS.filter((m) => row[m] !== "").map((m) => `${row.timestamp} ${m} ${row[m]}`));
  const fromJson = json.metrics.flatMap((m: { metric: string; timestamps: string[]; values: (number | null)[] }) =>
    m.timestamps.flatMap((t, i) => (m.values[i] === null ? [] : [`${t} ${m.metric} ${m.values[i]}`])),
  );
  const fromLines = lines.map((point) => `${point.timestamp} ${point.metric} ${point.value}`);
  expect(fromJson.sort()).toEqual(fromCsv.sort());
  expect(fromLines.sort()).toEqual(fromCsv);
  for (const line of lines) expect(line).toMatchObject({ skillId: CITY_TRIPS, period: "P1D", complete: true });
});

test("the tidy CSV and both manifests fit each other and what the two services document", async ({ page }) => {
  await open(page, `${TWO_WEEKS}&compare=off`);
  await loaded(page);
  const tidy = await save(page, /^Tidy CSV/);
  const rows: Record<string, string>[] = parse(tidy.bytes, strict);
  expect(Object.keys(rows[0])).toEqual([
    "timestamp", "skill_id", "stage", "skill_type", "locale", "intent", "period", "metric", "value", "complete",
  ]);
  for (const row of rows) {
    expect(row.timestamp, "what TIMEFORMAT 'auto' reads").toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(Number.isFinite(Number(row.value))).toBe(true);
  }
  const quicksight = JSON.parse((await save(page, /^QuickSight manifest/)).bytes.toString());
  expect(Object.keys(quicksight).sort()).toEqual(["fileLocations", "globalUploadSettings"]);
  expect(quicksight.fileLocations).toEqual([{ URIs: [`s3://YOUR-BUCKET/${tidy.name}`] }]);
  expect(quicksight.globalUploadSettings).toEqual({
    format: "CSV",
    delimiter: ",",
    textqualifier: '"',
    containsHeader: "true",
  });
  const redshift = JSON.parse((await save(page, /^Redshift manifest/)).bytes.toString());
  expect(redshift).toEqual({ entries: [{ url: `s3://YOUR-BUCKET/${tidy.name}`, mandatory: true }] });
});

test("no cell of an export begins a formula, and commas and quotes come back whole", async ({ page, stack }) => {
  // The sandbox has no such intent, so its values are let through under another name.
  const intent = '=HYPERLINK("http://x/","a,b")';
  await page.route(`${stack.sandbox}/v1/skills/*/metrics?*`, async (route) => {
    const url = new URL(route.request().url());
    url.searchParams.delete("intent");
    await route.fulfill({ response: await route.fetch({ url: url.href }) });
  });
  await open(page, `${TWO_WEEKS}&compare=off&intent=${encodeURIComponent(intent)}`);
  await loaded(page);
  const rows: Record<string, string>[] = parse((await save(page, /^Tidy CSV/)).bytes, strict);
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    expect(row.intent).toBe(`'${intent}`);
    for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+@\t\r]/);
  }
});

test("the picture is a PNG of the chart with a title", async ({ page }) => {
  await open(page, TWO_WEEKS);
  await loaded(page);
  const { name, bytes } = await save(page, /^PNG/);
  expect(name).toBe("skillscope-sessions-2026-06-01-to-2026-06-14-P1D.png");
  expect(bytes.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
  expect(bytes.length).toBeGreaterThan(10_000);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  expect(width).toBeGreaterThanOrEqual(1_000);
  expect(height).toBeGreaterThanOrEqual(400);
  const decoded = await page.evaluate(async (base64) => {
    const binary = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([binary], { type: "image/png" }));
    return [bitmap.width, bitmap.height];
  }, bytes.toString("base64"));
  expect(decoded).toEqual([width, height]);
});

test("a double click saves one file and says so once", async ({ page }) => {
  await open(page, `${TWO_WEEKS}&compare=off`);
  await loaded(page);
  const names: string[] = [];
  page.on("download", (download) => names.push(download.suggestedFilename()));
  await page.getByRole("button", { name: "CSV", exact: true }).dblclick();
  await expect(page.getByText(/^Saved skillscope-metrics/)).toHaveCount(1);
  // A second file would have begun before the first click after it is answered.
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText(/Link copied|did not let us copy/)).toBeVisible();
  expect(names).toEqual(["skillscope-metrics-2026-06-01-to-2026-06-14-P1D.csv"]);
});

test("paper is light, says what it shows, has all rows and no controls", async ({ page }) => {
  await open(page, TWO_WEEKS);
  await loaded(page);
  await expect(page.locator(".print-head")).toBeHidden();
  await page.evaluate(() => {
    // Before the page hears that printing is over.
    const look = () => {
      const canvas = document.querySelector<HTMLCanvasElement>("canvas.chart__canvas")!;
      Object.assign(window, { paper: [canvas.toDataURL(), document.querySelectorAll("tbody tr").length] });
    };
    window.addEventListener("afterprint", look, { capture: true });
  });
  const printed = async (colorScheme: "light" | "dark") => {
    await page.emulateMedia({ colorScheme });
    await page.pdf();
    // @ts-expect-error set above
    return page.evaluate<[string, number]>(() => window.paper);
  };
  const light = await printed("light");
  const dark = await printed("dark");
  expect(dark[0] === light[0], "the same picture from either theme").toBe(true);
  expect(dark[1]).toBe(14);
  await expect(page.getByRole("table").getByRole("row"), "the screen is as it was").toHaveCount(8);
  await page.emulateMedia({ media: "print" });
  const head = page.locator(".print-head");
  await expect(head).toContainText(`City Trips (${CITY_TRIPS})`);
  for (const words of ["live", "All locales", "All intents", "1 Jun 2026 – 14 Jun 2026 (UTC)", "By day (P1D)", "14 days before"]) {
    await expect(head).toContainText(words);
  }
  await expect(page.getByRole("group", { name: "Filters" })).toBeHidden();
  await expect(page.getByText("14 of 14 days")).toBeVisible();
});
