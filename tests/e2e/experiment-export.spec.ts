// The results of an experiment taken elsewhere, and what joins them with the usage metrics.

import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { axeViolations, expect, type Stack } from "./fixture";
import { idOf } from "./experiment-page";
import { CITY_TRIPS, chart, loaded, open as openMetrics, signIn, test } from "./metrics-page";

const WINNER = "Shorter welcome message";
const base = `/v1/skills/${CITY_TRIPS}/experiments`;

/** What the sandbox says, past the page. */
async function ask<T>(stack: Stack, path: string): Promise<T> {
  const answer = await fetch(`${stack.sandbox}${path}`, { headers: { authorization: "Bearer Atza|sandbox" } });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as T;
}

async function open(page: Page, stack: Stack, name = WINNER): Promise<string> {
  const id = await idOf(stack, name);
  await page.goto(`/experiments/${id}?v=1&skill=${CITY_TRIPS}`);
  await signIn(page, "Atza|sandbox");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return id;
}

const menu = (page: Page) => page.getByRole("group", { name: "Export options" });

async function openMenu(page: Page): Promise<void> {
  if (!(await menu(page).isVisible())) await page.locator("summary").filter({ hasText: "Export" }).click();
}

/** Chooses an entry of the menu once it is open, and takes what the browser saves. */
async function save(page: Page, entry: string): Promise<{ name: string; bytes: Buffer; path: string }> {
  await openMenu(page);
  const button = menu(page).getByRole("button", { name: new RegExp(`^${entry}`) });
  await expect(button).not.toHaveAttribute("aria-disabled", "true", { timeout: 20_000 });
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  await expect(page.getByText(`Saved ${download.suggestedFilename()}`).last()).toBeVisible();
  const path = await download.path();
  return { name: download.suggestedFilename(), bytes: await readFile(path), path };
}

const strict = { columns: true, relax_column_count: false, relax_quotes: false, record_delimiter: "\r\n" } as const;

test("CSV and JSON hold every snapshot as the service has it", async ({ page, stack }) => {
  const id = await open(page, stack);
  const csv = await save(page, "Results as CSV");
  expect(csv.name).toMatch(/^skillscope-experiment-shorter-welcome-message-snapshots-\d{4}-\d\d-\d\d\.csv$/);
  const rows: Record<string, string>[] = parse(csv.bytes, strict);
  const json = JSON.parse((await save(page, "Snapshots as JSON")).bytes.toString());
  expect(json.exported).toMatchObject({ experimentId: id, skillId: CITY_TRIPS, missingSnapshots: [] });
  expect(json.experiment).toMatchObject({ name: WINNER, plannedDuration: "P4W" });

  const ids = [...new Set(rows.map((row) => row.metricSnapshotId))];
  expect(ids.length).toBeGreaterThan(20);
  expect(json.metricSnapshots.map((s: { metricSnapshotId: string }) => s.metricSnapshotId)).toEqual(ids);
  type Snapshot = { status: string; metrics: { name: string; treatmentId: string; values: Record<string, number> }[] };
  const last = await ask<Snapshot>(stack, `${base}/${id}/metricSnapshots/${ids.at(-1)}`);
  const written = rows.filter((row) => row.metricSnapshotId === ids.at(-1));
  expect(written.length).toBe(last.metrics.length);
  for (const metric of last.metrics) {
    const row = written.find((r) => r.metric === metric.name && r.treatmentId === metric.treatmentId)!;
    expect(row.status).toBe(last.status);
    for (const key of ["mean", "percentDiff", "confidenceIntervalLower", "pValue", "userCount"]) {
      const value = metric.values?.[key];
      if (value == null) expect(row[key], key).toBe("");
      else expect(Number(row[key]), key).toBe(value);
    }
  }
});

test("snapshots that cannot be read are named, and the rest is exported", async ({ page, stack }) => {
  const id = await idOf(stack, WINNER);
  type List = { metricSnapshots: { metricSnapshotId: string }[] };
  const first = (await ask<List>(stack, `${base}/${id}/metricSnapshots`)).metricSnapshots[0].metricSnapshotId;
  await page.route(`**/metricSnapshots/${first}`, (route) => route.fulfill({ status: 404, json: { message: "gone" } }));
  await open(page, stack);
  const { bytes } = await save(page, "Results as CSV");
  await expect(page.getByText("without the data of one snapshot that could not be read").last()).toBeVisible();
  const rows: Record<string, string>[] = parse(bytes, strict);
  expect(rows.filter((row) => row.read === "false").map((row) => row.metricSnapshotId)).toEqual([first]);
});

test("the decision report stands alone, and its hash is that of its data", async ({ page, stack, context }) => {
  await open(page, stack);
  const { name, bytes, path } = await save(page, "Decision report");
  expect(name).toMatch(/-report-\d{4}-\d\d-\d\d\.html$/);
  expect(bytes.toString()).not.toContain("Atza|");

  const report = await context.newPage();
  const problems: string[] = [];
  report.on("console", (message) => problems.push(message.text()));
  report.on("pageerror", (error) => problems.push(String(error)));
  report.on("request", (request) => {
    if (request.url() !== "http://report.test/") problems.push(request.url());
  });
  await report.route("http://report.test/", (route) => route.fulfill({ path, contentType: "text/html" }));
  await report.goto("http://report.test/");
  await expect(report.getByRole("heading", { level: 1, name: WINNER })).toBeVisible();
  for (const heading of ["Verdict", "Hypothesis", "Decision rule", "trusted", "Results", "settled", "Caveats", "Data and hash"]) {
    await expect(report.getByRole("heading", { level: 2, name: heading })).toBeVisible();
  }
  await expect(report.getByRole("row", { name: /Customer Friction/ }).getByRole("img")).toBeVisible();
  await expect(report.locator("figure svg").first()).toBeVisible();
  const data = await report.locator("#data").evaluate((box) => box.textContent ?? "");
  const hash = createHash("sha256").update(data).digest("hex");
  await expect(report.getByText(hash)).toHaveCount(2);
  expect(JSON.parse(data).experiment.name).toBe(WINNER);
  await report.getByText("Data (JSON)").click();
  await expect(report.locator("#data")).toBeVisible();
  expect((await axeViolations(report)).filter((v) => !v.startsWith("scrollable"))).toEqual([]);
  const pdf = await report.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(problems).toEqual([]);
});

test("while snapshots are on their way the menu says so", async ({ page, stack }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/metricSnapshots/*", async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await open(page, stack);
  await openMenu(page);
  const entry = menu(page).getByRole("button", { name: /^Decision report/ });
  await expect(entry).toHaveAttribute("aria-disabled", "true");
  await expect(entry).toContainText(/read/);
  // Playwright waits for what is not aria-disabled; a person can press it all the same.
  await entry.click({ force: true });
  await expect(menu(page)).toBeVisible();
  release();
  await expect(entry).not.toHaveAttribute("aria-disabled", "true", { timeout: 20_000 });
});

test("a draft has nothing to export, and says so", async ({ page, stack, expectNoAxeViolations }) => {
  type List = { experiments: { name: string; state: string }[] };
  const { experiments } = await ask<List>(stack, `${base}?maxResults=50`);
  await open(page, stack, experiments.find((e) => e.state === "CREATED")!.name);
  await openMenu(page);
  await expect(menu(page).getByRole("button", { name: /^Results as CSV/ })).toContainText("there is no snapshot yet");
  await expect(page.getByRole("heading", { name: "Guardrail watch" })).toHaveCount(0);
  await expectNoAxeViolations("draft with the menu open");
});

test("guardrail watch reads only when asked, and states the dilution", async ({ page, stack, expectNoAxeViolations }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (/\/metrics\?/.test(request.url()) && request.url().startsWith(stack.sandbox)) asked.push(request.url());
  });
  await open(page, stack);
  const card = page.getByRole("region", { name: "Guardrail watch" });
  await expect(card).toContainText("at 40%, a change of 10% in T1 shows here as 2.0%");
  await expect(card).toContainText("It describes and proves nothing");
  expect(asked).toEqual([]);
  await card.getByRole("button", { name: "Compare with the weeks before" }).click();
  for (const name of ["Sessions", "Utterance success", "Unique customers"]) {
    await expect(card.getByRole("row", { name: new RegExp(`^${name}.*\\d`) })).toContainText("%", { timeout: 20_000 });
  }
  expect(new Set(asked.map((url) => new URL(url).searchParams.get("metric")))).toEqual(
    new Set(["totalSessions", "successfulUtterances", "totalUtterances", "uniqueCustomers"]),
  );
  await expectNoAxeViolations("watch");
});

test("an experiment leads to the usage metrics over its run", async ({ page, stack }) => {
  await open(page, stack);
  await page.getByRole("link", { name: "Usage metrics over its run" }).click();
  await expect(page).toHaveURL(/\/metrics\?.*from=\d{4}-\d\d-\d\d&to=/);
  await loaded(page);
  await expect(chart(page)).toBeVisible();
});

test("experiments are marked on the Metrics chart, and can be switched off", async ({ page, stack, expectNoAxeViolations }) => {
  const id = await idOf(stack, WINNER);
  await openMetrics(page);
  await loaded(page);
  const flag = page.locator(".chart__flag", { hasText: WINNER });
  await expect(flag).toHaveAttribute("aria-label", new RegExp(`${WINNER} started on \\d`), { timeout: 20_000 });
  await expect(flag).toHaveAttribute("href", new RegExp(`/experiments/${id}\\?`));
  await expect(page.locator(".chart__band")).not.toHaveCount(0);
  await expectNoAxeViolations("metrics with flags");
  await page.getByRole("checkbox", { name: "Experiments" }).uncheck();
  await expect(page.locator(".chart__flag")).toHaveCount(0);
  await expect(page).toHaveURL(/experiments=off/);
  await page.getByRole("checkbox", { name: "Experiments" }).check();
  await flag.click();
  await expect(page.getByRole("heading", { level: 1, name: WINNER })).toBeVisible();
});
