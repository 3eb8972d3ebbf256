// Suites of the profiler: lists from files and by hand, runs that pause and resume, results, comparison and exports.

import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect } from "./fixture";
import { banner, signIn, test } from "./metrics-page";
import {
  PROFILE,
  SMALL,
  asked,
  editor,
  finished,
  make,
  open,
  results,
  rows,
  run,
  running,
  score,
  suite,
} from "./profiler-page";
import { turn } from "./session";

/** A file that is chosen, of any content. */
async function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  await page.getByLabel("File with a list of utterances").setInputFiles({
    name,
    mimeType: "text/csv",
    buffer: Buffer.isBuffer(content) ? content : Buffer.from(content),
  });
}

/** Chooses a way out and reads the file that comes. */
async function saved(page: Page, label: string): Promise<{ name: string; text: string }> {
  await suite(page).locator("summary").filter({ hasText: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: label, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

test.describe("lists", () => {
  test("a file's columns are mapped by the person, and rows are checked against the model", async ({ page }) => {
    await open(page);
    await choose(page, "odd.csv", "\ufeffwhat they say;where to;City\nhello there;HelpIntnt;\nto rome;BookTripIntent;Rome\n");
    await expect(rows(page)).toHaveValue(/hello there/);
    const columns = page.getByRole("group", { name: "Columns" });
    await columns.getByLabel("The first row names the columns").check();
    await columns.getByLabel("what they say").selectOption("utterance");
    await columns.getByLabel("where to").selectOption("intent");
    await columns.getByRole("combobox", { name: "City" }).selectOption({ label: "Slot ArrivingCity" });
    await expect(page.getByText("2 utterances of odd.csv can be kept.")).toBeVisible();
    await expect(page.getByText(/Line 2: no intent called HelpIntnt\./)).toBeVisible();
    await page.getByRole("button", { name: "Keep suite" }).click();
    await expect(suite(page)).toContainText("odd.csv, 2 utterances");
    await suite(page).getByRole("button", { name: "Edit list" }).click();
    await expect(rows(page)).toHaveValue(/to rome,BookTripIntent,Rome/);
  });

  test("a suggestion is taken", async ({ page }) => {
    await open(page);
    await rows(page).fill("utterance,expectedIntent\nbook a trip friday,BookTripIntnt\n");
    await expect(page.getByText("Line 2: no intent called BookTripIntnt. Did you mean BookTripIntent?")).toBeVisible();
    await page.getByRole("button", { name: "Take all suggestions" }).click();
    await expect(rows(page)).toHaveValue(/BookTripIntent/);
    await expect(page.getByText(/no intent called/)).toBeHidden();
  });

  test("a million rows are refused with a limit, and so are other files", async ({ page }) => {
    await open(page);
    await choose(page, "million.csv", `utterance,expectedIntent\n${"a,b\n".repeat(1_000_000)}`);
    await expect(page.getByText(/million\.csv: The list has more than 5,000 rows/)).toBeVisible();
    await choose(page, "large.csv", Buffer.alloc(6_000_000, "a"));
    await expect(page.getByText(/large\.csv: The file has 6\.0 MB/)).toBeVisible();
    await choose(page, "book.xlsx", Buffer.from("PK\x03\x04rest"));
    await expect(page.getByText(/This is a workbook/)).toBeVisible();
    await expect(rows(page)).toHaveValue("");
  });

  test("a quote that is not closed is named by its line, and correcting it there brings the rows back", async ({ page }) => {
    await open(page);
    await choose(page, "quote.csv", 'utterance,expectedIntent\nhelp,AMAZON.HelpIntent\n"stop,AMAZON.StopIntent\nmy trips,MyTripsIntent\n');
    await expect(page.getByText(/The quote that opens on line 3 is not closed/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Keep suite" })).toHaveAttribute("aria-disabled", "true");
    await rows(page).fill((await rows(page).inputValue()).replace('"stop,', '"stop",'));
    await expect(page.getByText("3 utterances can be kept.")).toBeVisible();
  });

  test("after a refused file it is said whose rows are still on offer", async ({ page }) => {
    await open(page);
    await choose(page, "small.csv", SMALL);
    await expect(page.getByText("8 utterances of small.csv can be kept.")).toBeVisible();
    await choose(page, "large.csv", Buffer.alloc(6_000_000, "a"));
    const refusal = editor(page).getByRole("alert").filter({ hasText: "large.csv" });
    await expect(refusal).toContainText("Nothing of that file was taken. The rows below are still those of small.csv.");
    await choose(page, "rows.csv", `utterance,expectedIntent\n${"a,b\n".repeat(5_001)}`);
    await expect(refusal).toBeHidden();
    await expect(editor(page).getByRole("alert")).toContainText("rows.csv: The list has more than 5,000 rows");
    await expect(editor(page).getByRole("alert")).toContainText("still those of small.csv");
    // What is changed by hand is nobody's file any more.
    await rows(page).fill(`${SMALL}\nyes,AMAZON.YesIntent,`);
    await expect(page.getByText("9 utterances can be kept.")).toBeVisible();
    await expect(editor(page).getByRole("alert")).toHaveCount(0);
  });

  test("suggestions wait while a row would be lost by taking them", async ({ page }) => {
    await open(page);
    await rows(page).fill("utterance,expectedIntent\nbook a trip friday,BookTripIntnt\n,AMAZON.HelpIntent\n");
    await expect(page.getByText("Line 3: there is no utterance.")).toBeVisible();
    await expect(page.getByText("Correct the rows that cannot be kept")).toBeVisible();
    await expect(page.getByRole("button", { name: "Take all suggestions" })).toHaveCount(0);
  });

  test("a draft outlasts a reload", async ({ page }) => {
    await open(page);
    await editor(page).getByLabel("Name", { exact: true }).fill("Half done");
    await rows(page).fill("utterance,expectedIntent\nhel");
    await page.reload();
    await expect(rows(page)).toHaveValue("utterance,expectedIntent\nhel");
    await expect(editor(page).getByLabel("Name", { exact: true })).toHaveValue("Half done");
  });

  test("a suite is renamed, duplicated, deleted, and the library goes out and comes back", async ({ page }) => {
    await open(page);
    await make(page);
    const menu = async (label: string) => {
      await page.locator("summary[aria-label='More for suites']").click();
      await page.getByRole("button", { name: label, exact: true }).click();
    };
    await menu("Rename");
    await page.getByRole("dialog").getByLabel("Name").fill("Regression");
    await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
    await expect(suite(page)).toContainText("Regression, 8 utterances");
    await menu("Duplicate");
    await expect(suite(page)).toContainText("Regression (copy), 8 utterances");
    const waiting = page.waitForEvent("download");
    await menu("Export the library");
    const library = await readFile(await (await waiting).path());
    for (const name of ["Regression (copy), 8", "Regression, 8"]) {
      await expect(suite(page)).toContainText(name);
      await menu("Delete suite");
      await page.getByRole("dialog").getByRole("button", { name: "Delete suite" }).click();
      await expect(page.getByRole("dialog")).toBeHidden();
    }
    await expect(page.getByRole("heading", { name: "New suite" })).toBeVisible();
    await page.getByLabel("File with a library of suites").setInputFiles({
      name: "suites.json",
      mimeType: "application/json",
      buffer: library,
    });
    await expect(page.getByText("2 suites added.")).toBeVisible();
    await expect(suite(page)).toContainText("Regression");
  });
});

test.describe("runs", () => {
  test("a run is scored, and its results can be filtered", async ({ page, stack }) => {
    await open(page);
    await make(page);
    await run(page).click();
    await finished(page);
    expect(await asked(stack)).toBe(8);
    await expect(score(page)).toContainText("7 of 8");
    await expect(score(page)).toContainText("87.5%");
    await page.getByRole("radiogroup", { name: "Show", exact: true }).getByText("Wrong 1").click();
    await expect(results(page).getByRole("row")).toHaveCount(2);
    await expect(results(page)).toContainText("purple monkey dishwasher");
    await expect(page.getByRole("region", { name: "Suggested samples", exact: true })).toContainText("BookTripIntent");
  });

  test("a reload in the middle goes on by itself and ends as a whole run", async ({ page, stack }) => {
    await open(page);
    await make(page);
    await run(page).click();
    await finished(page);
    const whole = await results(page).innerText();
    await turn(stack, { latencyMs: 1_500 });
    await run(page).click();
    await expect(running(page)).toContainText(/[2-6] of 8/);
    await page.reload();
    await turn(stack, { latencyMs: 0 });
    await finished(page);
    await expect(score(page)).toContainText("7 of 8");
    await expect(score(page)).toContainText("0 fixed");
    await expect(score(page)).toContainText("0 broken");
    await expect.poll(() => results(page).innerText()).toBe(whole);
  });

  test("pause keeps what is done, resume asks for the rest, cancel ends it", async ({ page, stack }) => {
    await open(page);
    await make(page);
    await turn(stack, { latencyMs: 1_500 });
    await run(page).click();
    await expect(running(page)).toContainText(/[2-6] of 8/);
    await running(page).getByRole("button", { name: "Pause" }).click();
    await expect(banner(page, "Paused")).toBeVisible();
    await turn(stack, { latencyMs: 0 });
    await running(page).getByRole("button", { name: "Resume" }).click();
    await finished(page);
    await expect(score(page)).toContainText("7 of 8");
    await turn(stack, { latencyMs: 1_500 });
    await run(page).click();
    await expect(running(page)).toContainText(/[2-6] of 8/);
    await running(page).getByRole("button", { name: "Cancel" }).click();
    const asking = page.getByRole("dialog", { name: "Cancel this run" });
    await expect(asking).toContainText("of 8 utterances are done");
    await asking.getByRole("button", { name: "Cancel run" }).click();
    await expect(running(page)).toBeHidden();
    await expect(suite(page)).toContainText(/cancelled after \d of 8/);
  });

  test("cancelling asks first, and a double click cancels nothing", async ({ page, stack }) => {
    await open(page);
    await make(page);
    // So late that the run outlasts the question: the question goes with the run.
    await turn(stack, { latencyMs: 1_500 });
    await run(page).click();
    await expect(running(page)).toContainText(/[1-6] of 8/);
    await running(page).getByRole("button", { name: "Cancel" }).dblclick();
    const asking = page.getByRole("dialog", { name: "Cancel this run" });
    await expect(asking).toBeVisible();
    // Nor where the second click falls on the answer.
    await asking.getByRole("button", { name: "Cancel run" }).dispatchEvent("click", { detail: 2 });
    await expect(asking).toBeVisible();
    await asking.getByRole("button", { name: "Keep running" }).click();
    await expect(asking).toBeHidden();
    await turn(stack, { latencyMs: 0 });
    await finished(page);
    await expect(score(page)).toContainText("7 of 8");
    await expect(suite(page)).not.toContainText("cancelled");
  });

  test("results come while a run goes on, and say which run they are of", async ({ page, stack }) => {
    test.slow();
    await open(page);
    await make(page);
    // So late that what is shown in between can be looked at.
    const late = { faults: [{ fault: "delay=2000", pathContains: "profileNlu" }] };
    await turn(stack, late);
    await run(page).click();
    await expect(results(page).getByRole("row").nth(1)).toBeVisible({ timeout: 15_000 });
    await expect(page.getByRole("region", { name: "Results", exact: true })).toContainText("under way");
    await turn(stack, { faults: [] });
    await finished(page);
    await expect(page.getByRole("region", { name: "Results", exact: true })).not.toContainText("under way");
    await turn(stack, late);
    await run(page).click();
    // Before the first answer the older run is shown, and called so.
    await expect(suite(page)).toContainText("The present run’s results follow with its first answer.");
    await expect(suite(page)).toContainText(/Run of .*, under way/, { timeout: 15_000 });
    await turn(stack, { faults: [] });
    await finished(page);
    await expect(score(page)).toContainText("7 of 8");
  });

  test("a 429 makes it slower and is said; the score is that of a run without", async ({ page, stack }) => {
    await open(page);
    await make(page);
    // So late that what is said while it runs can be looked at.
    await turn(stack, { latencyMs: 600, faults: [{ ...PROFILE, fault: "429-retry-after=1", times: 1 }] });
    await run(page).click();
    await expect(running(page)).toContainText("Amazon asked us to slow down (429); now 1 at a time");
    await turn(stack, { latencyMs: 0 });
    await finished(page);
    await expect(score(page)).toContainText("7 of 8");
  });

  test("a refused utterance is its own problem, and the others go on", async ({ page, stack }) => {
    await open(page);
    await make(page);
    await turn(stack, { faults: [{ ...PROFILE, fault: "400", times: 1 }] });
    await run(page).click();
    await finished(page);
    await expect(suite(page)).toContainText("Not judged: 1 not accepted of 8 utterances.");
    await page.getByRole("radiogroup", { name: "Show", exact: true }).getByText(/^Wrong/).click();
    await expect(results(page)).toContainText("Amazon answered 400.");
    await expect(results(page)).toContainText("Request ID");
  });

  test("a network that is lost pauses in words, and the run goes on later", async ({ page, stack }) => {
    await open(page);
    await make(page);
    await turn(stack, { faults: [{ ...PROFILE, fault: "reset" }] });
    await run(page).click();
    await expect(banner(page, /Paused: the browser could not reach Amazon/)).toBeVisible({ timeout: 20_000 });
    await turn(stack, { faults: [] });
    await running(page).getByRole("button", { name: "Resume" }).click();
    await finished(page);
    await expect(score(page)).toContainText("7 of 8");
  });

  test("errors at Amazon pause it, and blame no utterance", async ({ page, stack }) => {
    await open(page);
    await make(page);
    await turn(stack, { faults: [{ ...PROFILE, fault: "503" }] });
    await run(page).click();
    await expect(banner(page, /Paused: Amazon is unavailable \(503\)/)).toBeVisible({ timeout: 20_000 });
    await turn(stack, { faults: [] });
    await running(page).getByRole("button", { name: "Resume" }).click();
    await finished(page);
    await expect(score(page)).toContainText("7 of 8");
  });

  test("an expired sign-in stops it, and it goes on after the next", async ({ page, stack }) => {
    await open(page);
    await make(page);
    await turn(stack, { latencyMs: 1_500 });
    await run(page).click();
    await expect(running(page)).toContainText(/[2-6] of 8/);
    await turn(stack, { latencyMs: 0, faults: [{ ...PROFILE, fault: "401-expired", times: 1 }] });
    await expect(banner(page, /did not accept your sign-in \(401\)/).first()).toBeVisible();
    await expect(running(page)).toContainText(/[2-7] of 8/);
    // As after signing in again: the same account, the same tab, a fresh token.
    await page.evaluate(() => sessionStorage.removeItem("skillscope.session"));
    await page.reload();
    // The sandbox forgets that the token ran out.
    await fetch(`${stack.sandbox}/_sandbox/reset`, { method: "POST", body: "" });
    await signIn(page, "Atza|sandbox");
    await finished(page);
    await expect(score(page)).toContainText("7 of 8");
  });

  test("two tabs do not run one suite at once", async ({ page, stack, context }) => {
    test.slow();
    await open(page);
    // So much, and so late, that the run goes on while the other tab opens.
    const list = [...Array(24).keys()].map((n) => `help me ${n},AMAZON.HelpIntent`);
    await make(page, `utterance,expectedIntent\n${list.join("\n")}`);
    await turn(stack, { faults: [{ fault: "delay=1500", pathContains: "profileNlu" }] });
    await run(page).click();
    await expect(running(page)).toContainText("of 24");
    const other = await context.newPage();
    await open(other, page.url());
    await running(other).getByRole("button", { name: "Resume" }).click();
    await expect(banner(other, "Another tab runs this suite")).toBeVisible();
    await turn(stack, { faults: [] });
    await finished(page);
    await finished(other);
    await expect(banner(other, "Another tab runs this suite")).toHaveCount(0);
    expect(await asked(stack)).toBe(24);
  });
});

test.describe("what comes of a run", () => {
  test("a later run is compared with the one before", async ({ page }) => {
    await open(page);
    await make(page);
    await run(page).click();
    await finished(page);
    await suite(page).getByRole("button", { name: "Edit list" }).click();
    await rows(page).fill(SMALL.replace("help,AMAZON.HelpIntent", "help,AMAZON.StopIntent"));
    await page.getByRole("button", { name: "Save list" }).click();
    await run(page).click();
    await finished(page);
    await expect(score(page)).toContainText("6 of 8");
    await expect(score(page)).toContainText("−12.5 pt");
    const compared = page.getByRole("region", { name: "Runs compared", exact: true });
    await expect(compared).toContainText("1 new in this run");
    await expect(compared).toContainText("1 only in the other run");
  });

  test("results, lists and annotation sets are saved and read back", async ({ page }) => {
    await open(page);
    await make(page, `${SMALL}\n"=1+1, you know",WeatherIntent,`);
    await run(page).click();
    await finished(page);
    const csv = await saved(page, "Results as CSV");
    expect(csv.name).toBe("Small-results.csv");
    expect(csv.text.split("\r\n")[0]).toContain("utterance");
    expect(csv.text).toContain("'=1+1");
    expect(csv.text).not.toContain("Atza|");
    const junit = await saved(page, "Results as JUnit XML");
    const suites = await page.evaluate((xml) => {
      const document = new DOMParser().parseFromString(xml, "application/xml");
      return [document.querySelectorAll("testcase").length, document.querySelectorAll("parsererror").length];
    }, junit.text);
    expect(suites).toEqual([9, 0]);
    const list = await saved(page, "List as CSV");
    const json = JSON.parse((await saved(page, "List as JSON")).text);
    expect(json.cases).toHaveLength(9);
    const annotations = JSON.parse((await saved(page, "Annotation set as JSON")).text);
    expect(annotations.data).toHaveLength(9);
    expect((await saved(page, "Annotation set as CSV")).text).toContain("slot[ArrivingCity]");
    // What went out comes back the same.
    await page.locator("summary[aria-label='More for suites']").click();
    await page.getByRole("button", { name: "New suite", exact: true }).click();
    await choose(page, "again.csv", list.text);
    await expect(page.getByText("9 utterances of again.csv can be kept.")).toBeVisible();
    await editor(page).getByLabel("Name", { exact: true }).fill("Again");
    await page.getByRole("button", { name: "Keep suite" }).click();
    await expect(suite(page)).toContainText("Again, 9 utterances");
    expect((await saved(page, "List as CSV")).text).toBe(list.text);
  });
});

for (const width of [1440, 1280, 390]) {
  test(`no column of the confusion matrix is cut off without a hint, ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page);
    // Fifteen intents.
    const list = ["GetHelp", "A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L", "M"].map((name) => `help me ${name},${name}Intent`);
    await make(page, `utterance,expectedIntent\nstop,AMAZON.StopIntent\nhelp,AMAZON.HelpIntent\n${list.join("\n")}`);
    await run(page).click();
    await finished(page);
    const area = page.getByRole("region", { name: "Confusion matrix", exact: true });
    await expect(area.getByRole("img")).toBeVisible();
    const isCut = () => area.evaluate((element) => element.scrollWidth > element.clientWidth + 1);
    await expect.poll(isCut).toBe(width === 390);
    const hint = page.getByText("scroll sideways to see the rest");
    if (width !== 390) return await expect(hint).toHaveCount(0);
    await expect(hint).toBeVisible();
    await expect(area).toHaveAttribute("tabindex", "0");
    await area.getByRole("img").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await expect.poll(() => area.evaluate((element) => element.scrollLeft)).toBeGreaterThan(50);
  });
}

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on suites, ${colorScheme}, ${width} wide`, async ({ page, stack, expectNoAxeViolations }) => {
      test.slow();
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await open(page);
      await rows(page).fill("utterance,expectedIntent\nbook a trip friday,BookTripIntnt\n,\n");
      await expect(page.getByText(/Did you mean/)).toBeVisible();
      await expectNoAxeViolations("a list with problems");
      await make(page);
      await turn(stack, { latencyMs: 1_500 });
      await run(page).click();
      await expect(running(page)).toContainText(/[2-6] of 8/);
      await expectNoAxeViolations("running");
      await turn(stack, { latencyMs: 0 });
      await finished(page);
      await expectNoAxeViolations("results");
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth, "no sideways scrolling").toBeLessThanOrEqual(width);
    });
  }
}
