// Queries to Amazon Lex: builder, results, address, saved queries, files, and the Alexa sessions beside.

import { readFile } from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import { expect, type Stack } from "./fixture";
import { builder, chart, figure, loaded, log, open, PATH, RANGE, results, run, table } from "./lex-page";
import { CITY_TRIPS, test } from "./metrics-page";
import { turn } from "./session";

/** The bodies that the page sends. */
function bodies(page: Page): Record<string, unknown>[] {
  const sent: Record<string, unknown>[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().includes(PATH)) sent.push(request.postDataJSON());
  });
  return sent;
}

const select = (page: Page, name: string) => builder(page).getByRole("combobox", { name, exact: true });

test("sessions by day and end state are drawn, counted and listed alike", async ({ page }) => {
  const sent = bodies(page);
  await open(page);
  await loaded(page);
  await expect(page.locator(".lex-sentence")).toContainText("Number of conversations by day, split by end state");
  await expect(chart(page)).toBeVisible();
  const rows = sent.find((body) => body.binBy)!;
  expect(rows).toMatchObject({
    startDateTime: Date.UTC(2026, 5, 1) / 1_000,
    endDateTime: Date.UTC(2026, 5, 15) / 1_000,
    metrics: [{ name: "Count", statistic: "Sum" }],
    binBy: [{ name: "ConversationStartTime", interval: "OneDay", order: "Ascending" }],
    groupBy: [{ name: "ConversationEndState" }],
    maxResults: 1000,
  });
  await expect(results(page)).toContainText("42 rows, one page");
  await page.getByRole("button", { name: "Show all 42" }).click();
  await expect(table(page).locator("tbody tr")).toHaveCount(42);
  const counts = await table(page).locator("tbody tr td:last-child").allTextContents();
  const sum = counts.reduce((total, text) => total + Number(text.replace(/,/g, "")), 0);
  await expect(figure(page, "Conversations").locator(".kpi__value")).toHaveText(sum.toLocaleString("en-GB"));
  await expect(figure(page, "Success rate")).toContainText("Sum of Success over sum of Count");
  await expect(figure(page, "Average duration").locator(".kpi__value")).toHaveText(/^[\d.]+ s$/);
});

test("the chart is read with arrow keys, and the legend takes a group away", async ({ page }) => {
  await open(page);
  await loaded(page);
  await chart(page).focus();
  await page.keyboard.press("Home");
  await expect(page.locator(".tip")).toContainText("Mon 1 Jun 2026");
  await expect(page.locator(".tip")).toContainText("Failure");
  await page.getByRole("group", { name: "Series" }).getByRole("button", { name: "Failure" }).click();
  await expect(page.getByRole("button", { name: "Failure" })).toBeFocused();
  await chart(page).focus();
  await page.keyboard.press("Home");
  await expect(page.locator(".tip")).not.toContainText("Failure");
  for (const kind of ["Bars", "Lines", "100%"]) {
    await page.getByRole("radiogroup", { name: "Chart type" }).getByText(kind, { exact: true }).click();
    await expect(page.getByRole("radio", { name: kind })).toBeChecked();
  }
  await expect(page).toHaveURL(/chart=share/);
});

test("a query is built in words, and everything of it is in the address", async ({ page }) => {
  await open(page);
  await loaded(page);
  await select(page, "Metric 1").selectOption("Duration");
  await select(page, "Statistic 1").selectOption("Avg");
  await builder(page).getByRole("button", { name: "Add filter" }).click();
  await builder(page).getByLabel("Filter value 1", { exact: true }).fill("en_US");
  await builder(page).getByRole("button", { name: "another value for filter 1" }).click();
  await builder(page).getByLabel("Filter value 1, or 2").fill("en_GB");
  await expect(builder(page).locator(".qb__words")).toHaveText(
    "Average conversation duration by day, split by end state, where locale is en_US or en_GB",
  );
  await builder(page).getByText("Request JSON").click();
  await expect(page.getByRole("region", { name: "Request JSON" })).toContainText('"operator": "EQ"');
  await run(page);
  await loaded(page);
  await expect(page).toHaveURL(/metrics=Duration\.Avg&filter=LocaleId\.EQ\.en_US%7Een_GB/);
  await expect(page.getByText("do not add up, so they are drawn as lines")).toBeVisible();
  await expect(table(page).locator("tbody tr").first().locator("td").last()).toHaveText(/ s$/);
  const [address, words] = [page.url(), await page.locator(".lex-sentence").innerText()];
  await page.goto("/settings");
  await page.goto(address);
  await loaded(page);
  await expect.poll(() => page.locator(".lex-sentence").innerText()).toBe(words);
  await expect(select(page, "Metric 1")).toHaveValue("Duration");
  await page.goBack();
  await expect(page).toHaveURL(/settings/);
});

test("an order stands in one place only", async ({ page }) => {
  await open(page);
  await loaded(page);
  await select(page, "Order by metric 1").selectOption("Descending");
  await expect(page.getByText("Ordering by time is off while a metric gives the order")).toBeVisible();
  await expect(page.getByRole("radiogroup", { name: "Order of time bins" }).getByLabel("None")).toBeChecked();
  await page.getByRole("radiogroup", { name: "Order of time bins" }).getByText("Newest first").click();
  await expect(select(page, "Order by metric 1")).toHaveValue("");
});

test("the table is in the order that was asked for", async ({ page }) => {
  await open(page);
  await loaded(page);
  const first = (column: number) => table(page).locator("tbody tr").first().locator("th, td").nth(column);
  const sorted = (name: RegExp) => table(page).getByRole("columnheader", { name });
  await expect(sorted(/ConversationStartTime/)).toHaveAttribute("aria-sort", "ascending");
  await expect(first(0)).toHaveText("1 Jun 2026");
  await page.getByRole("radiogroup", { name: "Order of time bins" }).getByText("Newest first").click();
  await run(page);
  await expect(first(0)).toHaveText("14 Jun 2026");
  await expect(sorted(/ConversationStartTime/)).toHaveAttribute("aria-sort", "descending");
  await select(page, "Order by metric 1").selectOption("Ascending");
  await run(page);
  await expect(sorted(/Count/)).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(() => table(page).locator("tbody tr").count()).toBeGreaterThan(3);
  const counts = (await table(page).locator("tbody tr td:last-child").allTextContents()).map((text) => Number(text.replace(/,/g, "")));
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
});

test("a filter suggests what the rows have", async ({ page }) => {
  await open(page, `${RANGE}&group=LocaleId`);
  await loaded(page);
  const shown = async () => new Set(await table(page).locator("tbody tr td:nth-child(2)").allTextContents());
  await expect.poll(async () => (await shown()).size).toBeGreaterThan(1);
  const locales = await shown();
  await builder(page).getByRole("button", { name: "Add filter" }).click();
  const list = await builder(page).getByLabel("Filter value 1", { exact: true }).getAttribute("list");
  const offered = () => page.locator(`#${list} option`).evaluateAll((all) => all.map((o) => (o as HTMLOptionElement).value));
  await expect.poll(offered).toEqual(expect.arrayContaining([...locales]));
});

test("the builder stops at Amazon's limits and says what is missing", async ({ page, stack }) => {
  test.slow();
  await open(page);
  await loaded(page);
  const add = builder(page).getByRole("button", { name: "Add metric" });
  for (let i = 1; i < 7; i += 1) await add.click();
  await expect(builder(page).getByText("7 of 7")).toBeVisible();
  await expect(add).toHaveAttribute("aria-disabled", "true");
  await add.click({ force: true });
  await expect(select(page, "Metric 7")).toBeVisible();
  await expect(select(page, "Metric 8")).toHaveCount(0);
  const filter = builder(page).getByRole("button", { name: "Add filter" });
  for (let i = 0; i < 10; i += 1) await filter.click();
  await expect(builder(page).getByText("10 of 10")).toBeVisible();
  await expect(filter).toHaveAttribute("aria-disabled", "true");
  await filter.click({ force: true });
  await expect(select(page, "Filter field 10")).toBeVisible();
  await expect(select(page, "Filter field 11")).toHaveCount(0);
  // The figures are asked for beside the rows, and may come after them.
  await expect(figure(page, "Conversations").locator(".kpi__value")).toHaveText(/\d/);
  const before = (await log(stack, PATH)).length;
  await run(page);
  await expect(builder(page).getByText("Enter a value.").first()).toBeVisible();
  await builder(page).getByLabel("Bot ID").fill("short");
  await run(page);
  await expect(builder(page).getByLabel("Bot ID")).toBeFocused();
  await expect(builder(page).getByText("A bot ID has ten letters and digits.")).toBeVisible();
  expect((await log(stack, PATH)).length, "nothing was sent").toBe(before);
});

test("intents, stages and utterances go through the same builder", async ({ page, stack }) => {
  await open(page);
  await loaded(page);
  for (const [name, path, column] of [
    ["Intents", "intentmetrics", "IntentName"],
    ["Intent stages", "intentstagemetrics", "IntentStageName"],
    ["Utterances", "utterancemetrics", "UtteranceText"],
  ]) {
    await builder(page).getByLabel("About").selectOption(name);
    await run(page);
    await expect(page.getByRole("columnheader", { name: column })).toBeVisible();
    await loaded(page);
    expect((await log(stack, PATH + path)).length).toBeGreaterThan(0);
  }
  await expect(page.getByRole("columnheader", { name: "LastUsedIntent" })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Bars of/ })).toBeVisible();
});

test("every page is read, with progress, and the rest can be left off", async ({ page, stack }) => {
  test.slow();
  await turn(stack, { latencyMs: 900 });
  await open(page, "range=12w&bin=ConversationStartTime.OneHour.Ascending&group=LocaleId~ConversationEndState");
  const progress = page.getByRole("region", { name: "Loading progress" });
  await expect(progress).toContainText(/Reading page \d+… [\d,]+ rows so far/, { timeout: 30_000 });
  await progress.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("heading", { name: "The rest was left off" })).toBeVisible();
  await expect(results(page)).toContainText("so far");
  const caption = page.getByRole("region", { name: /^Number of conversations/ });
  await expect(caption).toContainText(/partial: [\d,]+ rows so far, .*the rest was not read/);
  await expect(page.getByRole("region", { name: "Key figures" })).toContainText(/cover more than the chart|left off with the rest/);
  const partial = await saved(page, /^CSV/);
  expect(partial.suggestedFilename()).toMatch(/-partial\.csv$/);
  const [head, row] = (await readFile(await partial.path(), "utf8")).split("\r\n");
  expect(head).toMatch(/,Partial$/);
  expect(row).toMatch(/rows after pages? .* were not read$/);
  const json = JSON.parse(await readFile(await (await saved(page, /^JSON with/)).path(), "utf8"));
  expect(json).toMatchObject({ complete: false, note: expect.stringContaining("were not read") });
  await turn(stack, { latencyMs: 0 });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(results(page)).toContainText(/[\d,]{5,} rows, \d+ pages/, { timeout: 60_000 });
  await expect(caption).not.toContainText("partial");
  expect((await saved(page, /^CSV/)).suggestedFilename()).not.toContain("partial");
});

test("a range without conversations says so", async ({ page }) => {
  await open(page, `${RANGE}&filter=SessionId.EQ.nobody`);
  await expect(page.getByRole("heading", { name: "Nothing was counted" })).toBeVisible();
  await expect(figure(page, "Conversations").locator(".kpi__value")).toHaveText("0");
  await expect(figure(page, "Success rate").locator(".kpi__value")).not.toHaveText("0");
});

test("what a link asks in vain is explained", async ({ page }) => {
  await open(page, `${RANGE}&filter=LocaleId.CO.en&metrics=Count.P99&bot=x`);
  await expect(page.getByRole("heading", { name: "Not everything in this link could be used" })).toBeVisible();
  await loaded(page);
});

test("what could not be used is still said once the page has put the skill into the address", async ({ page }) => {
  await open(page);
  await loaded(page);
  await page.goto("/lex?v=1&from=2026-06-01&group=Colour&bin=Never");
  await expect(page).toHaveURL(/skill=/);
  const problems = page.locator(".banner").filter({ hasText: "Not everything in this link could be used" });
  for (const words of ["“Colour”", "“Never”"]) await expect(problems).toContainText(words);
  await select(page, "Interval").selectOption("OneHour");
  await run(page);
  await expect(problems).toHaveCount(0);
});

test("a draft outlasts a reload", async ({ page }) => {
  await open(page);
  await loaded(page);
  await builder(page).getByRole("button", { name: "Locale", exact: true }).click();
  await builder(page).getByLabel("Bot ID").fill("HALFTYPED");
  await page.reload();
  await expect(builder(page).getByLabel("Bot ID")).toHaveValue("HALFTYPED");
  await expect(builder(page).getByRole("button", { name: "Locale", exact: true })).toHaveAttribute("aria-pressed", "true");
});

test("saved queries are found again, renamed and deleted", async ({ page }) => {
  await open(page, `${RANGE}&subject=intents`);
  await loaded(page);
  await page.getByLabel("Name").fill("Intents in June");
  await page.getByRole("button", { name: "Save the query that was run" }).click();
  await expect(page.getByRole("button", { name: "Intents in June", exact: true })).toBeVisible();
  await builder(page).getByLabel("About").selectOption("Sessions");
  await run(page);
  await expect(page.getByRole("columnheader", { name: "ConversationEndState" })).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "Intents in June", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "IntentName" })).toBeVisible();
  await expect(page).toHaveURL(/subject=intents/);
  await page.getByRole("button", { name: "Rename Intents in June" }).click();
  await page.getByLabel("New name").fill("June");
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  await expect(page.getByRole("button", { name: "Intents in June", exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: "Delete June" }).click();
  await expect(page.getByText("None yet. They are kept in this browser")).toBeVisible();
});

async function saved(page: Page, name: RegExp): Promise<Download> {
  await page.locator("summary").filter({ hasText: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("group", { name: "Export options" }).getByRole("button", { name }).click(),
  ]);
  return download;
}

test("rows are saved in every form that Metrics has", async ({ page }) => {
  await open(page);
  await loaded(page);
  const csv = await saved(page, /^CSV/);
  expect(csv.suggestedFilename()).toBe("skillscope-lex-sessions-SANDBOXBOT-2026-06-01-to-2026-06-14.csv");
  const lines = (await readFile(await csv.path(), "utf8")).trim().split("\r\n");
  expect(lines[0]).toBe("ConversationStartTime,ConversationEndState,Count Sum");
  expect(lines).toHaveLength(43);
  const json = JSON.parse(await readFile(await (await saved(page, /^JSON with/)).path(), "utf8"));
  expect(json).toMatchObject({ complete: true, query: { botId: "SANDBOXBOT", operation: "listSessionMetrics" } });
  expect(json.results).toHaveLength(42);
  const jsonLines = (await readFile(await (await saved(page, /^JSON Lines/)).path(), "utf8")).trim().split("\n");
  expect(jsonLines).toHaveLength(42);
  expect(JSON.parse(jsonLines[0])).toMatchObject({ botId: "SANDBOXBOT", metric: "Count", statistic: "Sum", interval: "OneDay", complete: true });
  const tidy = await saved(page, /^Tidy CSV/);
  expect(tidy.suggestedFilename()).toBe("skillscope-lex-tidy-sessions-SANDBOXBOT-2026-06-01-to-2026-06-14.csv");
  const rows = (await readFile(await tidy.path(), "utf8")).trim().split("\r\n");
  expect(rows).toHaveLength(43);
  expect(rows[1]).toMatch(/^2026-06-01 00:00:00,OneDay,listSessionMetrics,SANDBOXBOT,.*,Count,Sum,\d+,true$/);
  const manifest = JSON.parse(await readFile(await (await saved(page, /^Redshift/)).path(), "utf8"));
  expect(manifest.entries[0].url).toContain(tidy.suggestedFilename());
  const png = await readFile(await (await saved(page, /^PNG/)).path());
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.readUInt32BE(16)).toBe(1920);
});

test("the Alexa sessions of the skill stand beside, on the same axis, with what each counts", async ({ page, stack }) => {
  await open(page);
  await loaded(page);
  await page.getByRole("button", { name: "Side by side" }).click();
  await expect(page).toHaveURL(/compare=on/);
  const half = (name: string) => page.getByRole("img", { name: new RegExp(`^Lines of ${name}`) });
  await expect(half("Lex conversations")).toBeVisible();
  await expect(half("Alexa sessions")).toBeVisible();
  await expect(page.getByText("These are not the same thing.")).toBeVisible();
  const total = await alexaSessions(stack);
  await expect(half("Alexa sessions")).toHaveAccessibleName(new RegExp(`${total.toLocaleString("en-GB")} in all`));
});

/** What the sandbox says of the skill's sessions in the range. */
async function alexaSessions(stack: Stack): Promise<number> {
  let total = 0;
  for (const [from, to] of [["01", "08"], ["08", "15"]]) {
    const query = new URLSearchParams({
      startTime: `2026-06-${from}T00:00:00Z`,
      endTime: `2026-06-${to}T00:00:00Z`,
      period: "P1D",
      metric: "totalSessions",
      stage: "live",
      skillType: "custom",
    });
    const answer = await fetch(`${stack.sandbox}/v1/skills/${CITY_TRIPS}/metrics?${query}`, {
      headers: { authorization: "Bearer Atza|sandbox" },
    });
    total += (await answer.json()).values.reduce((sum: number, value: number) => sum + value, 0);
  }
  return total;
}

test("G then L leads to the page", async ({ page }) => {
  await open(page);
  await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}`);
  await expect(page.getByRole("heading", { level: 1, name: "Metrics" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await expect(page.getByRole("heading", { level: 1, name: "Lex sessions" })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(CITY_TRIPS));
});

test("a query is built and run by keyboard alone", async ({ page }) => {
  await open(page);
  await loaded(page);
  await builder(page).getByLabel("About").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await expect(builder(page).getByLabel("Bot ID")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("columnheader", { name: "IntentName" })).toBeVisible();
});
