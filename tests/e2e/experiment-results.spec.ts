// The result of an experiment on its page: verdict, trust, what counts as good, the table, snapshots, trends, report.

import type { Page } from "@playwright/test";
import { expect, type Stack } from "./fixture";
import { address, advance, ask, bring, idOf, makeDraft, open } from "./experiment-page";
import { banner, test } from "./metrics-page";
import { turn } from "./session";

const WINNER = "Shorter welcome message";
const UNEVEN = "Skip the intro for regulars";

const verdict = (page: Page) => page.getByRole("region").filter({ has: page.locator("#verdict") });
const results = (page: Page) => page.getByRole("region", { name: "Results", exact: true });
const table = (page: Page) => page.getByRole("region", { name: "Results table" });
const metric = (page: Page, name: string) =>
  table(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name: new RegExp(name) }) });
const snapshots = (page: Page) => page.getByRole("group", { name: "Snapshot" });
const compare = (page: Page) => page.getByLabel("Compare with");
const anyway = (page: Page) => page.getByRole("button", { name: "Show anyway" });

async function show(page: Page, stack: Stack, name: string, query = ""): Promise<string> {
  const id = await idOf(stack, name);
  await open(page, address(id) + query);
  return id;
}

const VERDICTS: [string, string, RegExp][] = [
  [WINNER, "T1 is likely better", /Customer Friction fell by \d+\.\d%, and no guardrail got worse/],
  ["Deals upsell after trip status", "T1 may be doing harm", /Customer Friction rose by \d+\.\d%, more than its margin allows/],
  ["Two sights at a time", "No clear difference", /may have changed either way/],
  ["Warmer goodbye", "Too early to tell", /The data covers .* day/],
  ["Faster travel-time answer", "T1 is likely better", /NEXT_DAY_RETENTION rose by/],
  ["Longer help message", "T1 is likely worse|The results need your judgement", /./],
];

for (const [name, words, claim] of VERDICTS) {
  test(`“${name}” is read as: ${words}`, async ({ page, stack }) => {
    await show(page, stack, name);
    await expect(verdict(page)).toContainText(new RegExp(words));
    await expect(page.locator("#verdict")).toHaveText(claim);
    await expect(verdict(page)).toContainText("Suggested next step");
    const checks = page.getByRole("list", { name: "Can this result be trusted?" }).getByRole("listitem");
    await expect(checks).toHaveCount(4);
    await expect(checks.first()).toContainText("Data is RELIABLE");
    await expect(checks.nth(1)).toContainText(/C [\d,]+, T1 [\d,]+\. Sample ratio p/);
    await verdict(page).getByText("Why", { exact: true }).click();
    await expect(verdict(page)).toContainText(/Rule \d: /);
    await expect(table(page).getByRole("img").first()).toHaveAccessibleName(/: difference [+−]?\d+\.\d%, /);
  });
}

test("an uneven split withholds the result until it is asked for", async ({ page, stack }) => {
  await show(page, stack, UNEVEN);
  await expect(page.locator("#verdict")).toHaveText("These results cannot be trusted yet");
  await expect(banner(page, "The split is not even, so this result should not be used")).toContainText(/C has [\d,]+ users/);
  await expect(table(page)).toBeHidden();
  await expect(page.getByRole("heading", { name: "How the difference settled" })).toBeHidden();
  await anyway(page).focus();
  await page.keyboard.press("Enter");
  await expect(metric(page, "Customer Friction")).toBeVisible();
  await expect(page.getByRole("heading", { name: "How the difference settled" })).toBeVisible();
  await page.getByRole("button", { name: "Hide again" }).click();
  await expect(table(page)).toBeHidden();
});

test("an UNRELIABLE snapshot says Amazon's reason as it came, and leads to the one before", async ({ page, stack }) => {
  const id = await show(page, stack, "Weather before sights");
  await expect(banner(page, "Amazon marks this snapshot UNRELIABLE")).toContainText("Reason given: “");
  const { metricSnapshots } = await (await ask(stack, "GET", `/${id}/metricSnapshots?maxResults=50`)).json();
  const last = metricSnapshots.at(-1).metricSnapshotId;
  const { statusReason } = await (await ask(stack, "GET", `/${id}/metricSnapshots/${last}`)).json();
  const items: string[] = statusReason.startsWith('["') ? JSON.parse(statusReason) : [statusReason];
  for (const item of items) await expect(banner(page, "Amazon marks this snapshot UNRELIABLE")).toContainText(`“${item}”`);
  await page.getByRole("button", { name: "Show previous snapshot" }).click();
  await expect(page).toHaveURL(/&snapshot=/);
});

test("a snapshot without T1 is no result", async ({ page, stack }) => {
  await turn(stack, { faults: [{ fault: "missing-arm", pathContains: "/metricSnapshots/" }] });
  await show(page, stack, WINNER);
  await expect(banner(page, "T1 is missing, so there is no result")).toBeVisible();
  await anyway(page).click();
  await expect(metric(page, "Customer Friction")).toContainText("No values of T1");
  await expect(metric(page, "Customer Friction")).toContainText("–");
});

test("a metric of which nobody said what is good stays unclear until somebody does", async ({ page, stack }) => {
  const settings = {
    name: "Laughter test",
    description: "A joke makes people laugh.",
    type: "ENDPOINT_BASED",
    plannedDuration: "P2W",
    exposurePercentage: 60,
    metricConfigurations: [
      { name: "Laughter", metricTypes: ["KEY"], expectedChange: "INCREASE" },
      { name: "Yawns", metricTypes: ["GUARDRAIL"], expectedChange: "DECREASE" },
    ],
  };
  const made = await ask(stack, "POST", "", { experiment: settings });
  const id = made.headers.get("location")!.split("/").pop()!;
  await bring(stack, id, "RUNNING");
  await advance(stack, { advanceDays: 15 });
  await open(page, address(id));
  await expect(metric(page, "Laughter")).toContainText("Say which way is good");
  await expect(page.getByText(/Not answered yet: Laughter, Yawns/)).toBeVisible();
  const laughter = page.getByRole("radiogroup", { name: "Which way is good for Laughter" });
  await expect(laughter.getByRole("radio", { name: "More is good" })).toBeChecked();
  await page.getByRole("button", { name: "Confirm Laughter" }).click();
  await expect(page.getByText(/Not answered yet: Yawns/)).toBeVisible();
  await expect(metric(page, "Laughter")).not.toContainText("Say which way is good");
  await page.getByRole("button", { name: "Confirm Yawns" }).click();
  await expect(page.getByText(/Not answered yet/)).toBeHidden();
  // It is kept for the skill.
  await page.reload();
  await expect(metric(page, "Yawns")).toBeVisible();
  await expect(page.getByText(/Not answered yet/)).toBeHidden();
  await page.getByText("Change which way is good").click();
  await page.getByRole("radiogroup", { name: "Which way is good for Laughter" }).getByText("Less is good").click();
  await expect(metric(page, "Laughter")).not.toContainText("Better");
  const margin = page.getByLabel("How much worse still counts as no harm, Yawns");
  await margin.fill("abc");
  await margin.blur();
  await expect(page.getByRole("alert").filter({ hasText: "Give a number of percent" })).toBeVisible();
  await margin.fill("25");
  await margin.blur();
  await expect(metric(page, "Yawns")).toContainText("margin of 25.0%");
});

test("a metric that is known by definition says so, and can be changed all the same", async ({ page, stack }) => {
  await show(page, stack, WINNER);
  await expect(verdict(page)).toContainText("T1 is likely better");
  await page.getByText("Change which way is good").click();
  await expect(page.getByText("Known by definition: How often customers hit errors")).toBeVisible();
  const friction = page.getByRole("radiogroup", { name: "Which way is good for Customer Friction" });
  await friction.getByText("More is good").click();
  await expect(metric(page, "Customer Friction")).toContainText("Worse");
  await expect(verdict(page)).not.toContainText("T1 is likely better");
});

for (const [of, level, words] of [
  ["percent", 90, "of the difference in percent"],
  ["fraction", 95, "as a fraction"],
  ["absolute", 99, "of the difference of the means"],
  ["armMean", 95, "of each group’s own mean"],
]) {
  test(`intervals that are ${of} at ${level}% are told from the figures, and read the same`, async ({ page, stack }) => {
    await turn(stack, { snapshotInterval: of, snapshotLevel: level });
    await show(page, stack, WINNER);
    await expect(verdict(page)).toContainText("T1 is likely better");
    await expect(results(page)).toContainText(new RegExp(`${words}, at ${level}%`));
    await expect(metric(page, "Customer Friction")).toContainText("Better");
    await page.getByText("What the intervals are").click();
    await expect(results(page)).toContainText(/Customer Friction: \d\.\d\d standard errors to each side/);
  });
}

test("figures that are missing are dashes", async ({ page, stack }) => {
  await turn(stack, { faults: [{ fault: "null-values", pathContains: "/metricSnapshots/" }] });
  await show(page, stack, WINNER);
  await expect(page.getByRole("list", { name: "Can this result be trusted?" })).toBeVisible();
  // All snapshots have to be there before it is known whether the result is withheld.
  await expect(page.locator("#verdict")).toBeVisible();
  await expect(anyway(page).or(table(page)).first()).toBeVisible();
  if (await anyway(page).isVisible()) await anyway(page).click();
  await expect(metric(page, "Customer Friction")).toContainText("–");
});

test("a row has all figures that Amazon gives", async ({ page, stack }) => {
  const id = await show(page, stack, WINNER);
  const { metricSnapshots } = await (await ask(stack, "GET", `/${id}/metricSnapshots?maxResults=50`)).json();
  const last = metricSnapshots.at(-1).metricSnapshotId;
  const { metrics } = await (await ask(stack, "GET", `/${id}/metricSnapshots/${last}`)).json();
  const of = (arm: string) =>
    metrics.find((m: { name: string; treatmentId: string }) => m.name === "Customer Friction" && m.treatmentId === arm).values;
  const friction = metric(page, "Customer Friction");
  await expect(friction).toContainText("Key");
  await expect(friction).toContainText("hoped to decrease");
  await expect(friction).toContainText(of("C").mean.toFixed(4));
  await expect(friction).toContainText(of("T1").mean.toFixed(4));
  await expect(friction).toContainText(`${of("C").userCount.toLocaleString("en-US")} users`);
  await expect(friction).toContainText(`−${Math.abs(of("T1").percentDiff).toFixed(1)}%`);
  await expect(friction).toContainText("Holm");
  await expect(friction).toContainText("any look");
  await expect(metric(page, "Skill Next Day Retention")).toContainText("Guardrail");
});

test("snapshots are chosen by button, list and arrow keys, and stand in the address", async ({ page, stack }) => {
  await show(page, stack, WINNER);
  const pressed = snapshots(page).getByRole("button", { pressed: true });
  await expect(pressed).toContainText("To yesterday");
  await expect(verdict(page), "everything has arrived").toContainText("T1 is likely better");
  await snapshots(page).getByRole("button", { name: /Weeks 1–2/ }).click();
  await expect(page).toHaveURL(/&snapshot=/);
  await expect(pressed).toContainText("Weeks 1–2");
  await expect(pressed).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(pressed).toContainText("Week 1");
  await expect(pressed).toBeFocused();
  await page.keyboard.press("End");
  await expect(pressed).toContainText("To yesterday");
  await expect(page).not.toHaveURL(/snapshot=/);
  await page.getByLabel("All snapshots").selectOption({ index: 10 });
  await expect(pressed).toContainText(/Day \d+/);
  const chosen = await pressed.innerText();
  await page.reload();
  await expect(pressed).toHaveText(chosen.replace(/\s+/g, " "), { useInnerText: true });
  await page.goBack();
  await expect(pressed).not.toContainText(/Day \d+/);
});

test("another snapshot stands beside it, with the change between the two", async ({ page, stack }) => {
  await show(page, stack, WINNER);
  await expect(metric(page, "Customer Friction")).not.toContainText("since then");
  const weeks = await compare(page).locator("option").filter({ hasText: "Weeks 1–2" }).getAttribute("value");
  await compare(page).selectOption(weeks!);
  await expect(page).toHaveURL(/&compare=/);
  await expect(table(page).getByRole("columnheader", { name: "Then: Weeks 1–2" })).toBeVisible();
  await expect(metric(page, "Customer Friction")).toContainText(/since then [+−]?\d+\.\d pt/);
  await page.reload();
  await expect(metric(page, "Customer Friction")).toContainText(/since then [+−]?\d+\.\d pt/);
  await compare(page).selectOption("");
  await expect(page).not.toHaveURL(/compare=/);
});

test("a link to a snapshot that is not there says so and shows the latest", async ({ page, stack }) => {
  await show(page, stack, WINNER, "&snapshot=nowhere");
  await expect(banner(page, /names a snapshot that the experiment does not have/)).toBeVisible();
  await expect(snapshots(page).getByRole("button", { pressed: true })).toContainText("To yesterday");
});

test("the trends have the numbers in a table too", async ({ page, stack }) => {
  await show(page, stack, WINNER);
  const chart = page.getByRole("img", { name: /^Customer Friction, percent difference over 26 snapshots/ });
  await expect(chart).toBeVisible();
  await expect(verdict(page)).toContainText("T1 is likely better");
  await chart.focus();
  await page.keyboard.press("End");
  await expect(page.locator(".tip").first()).toContainText("Users C");
  await page.getByRole("radiogroup", { name: "Show trends as" }).getByText("Table").click();
  const trends = page.getByRole("region", { name: "Trends table" });
  await expect(trends.getByRole("row")).toHaveCount(13);
  await page.getByRole("button", { name: /Show all \d+ rows/ }).click();
  await expect(trends.getByRole("row")).toHaveCount(53);
  await expect(trends.getByRole("row").nth(1)).toContainText(/Customer Friction|Skill Next Day Retention/);
});

test("how long still is a time with the people behind it", async ({ page, stack }) => {
  await show(page, stack, "Deals upsell after trip status");
  await expect(page.getByRole("region", { name: "How long still" })).toContainText(/more days|never|Enough people/);
  await expect(page.getByRole("region", { name: "How long still" })).toContainText("people in both groups");
});

test("before there is a snapshot the page says why", async ({ page, stack }) => {
  await show(page, stack, "Ask departing city first");
  await expect(page.getByRole("heading", { name: "No results yet" })).toBeVisible();
  const id = await makeDraft(stack, "Just started");
  await bring(stack, id, "RUNNING");
  await page.goto(address(id));
  await expect(page.getByRole("heading", { name: "No snapshot yet" })).toBeVisible();
  await expect(page.getByText("Amazon has published no snapshot yet.")).toBeVisible();
  await advance(stack, { advanceDays: 1 });
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(verdict(page)).toContainText("Too early to tell");
});

test("a list of snapshots that cannot be read is said, and read again", async ({ page, stack }) => {
  await turn(stack, { faults: [{ fault: "503", pathContains: "/metricSnapshots" }] });
  await show(page, stack, WINNER);
  await expect(banner(page, /The list of snapshots could not be read/)).toBeVisible({ timeout: 15_000 });
  await turn(stack, { faults: [] });
  await banner(page, /The list of snapshots could not be read/).getByRole("button", { name: "Try again" }).click();
  await expect(verdict(page)).toContainText("T1 is likely better");
});

test("a snapshot that cannot be read leaves the others, and is read again", async ({ page, stack }) => {
  const id = await idOf(stack, WINNER);
  const { metricSnapshots } = await (await ask(stack, "GET", `/${id}/metricSnapshots?maxResults=50`)).json();
  const old = metricSnapshots[3].metricSnapshotId;
  await turn(stack, { faults: [{ fault: "503", pathContains: `/metricSnapshots/${old}` }] });
  await open(page, address(id));
  await expect(banner(page, "One snapshot could not be read")).toBeVisible({ timeout: 15_000 });
  await expect(verdict(page)).toContainText("T1 is likely better");
  await turn(stack, { faults: [] });
  await banner(page, "One snapshot could not be read").getByRole("button", { name: "Try again" }).click();
  await expect(banner(page, "One snapshot could not be read")).toBeHidden();
});

test("the verdict waits for all snapshots that it rests on", async ({ page, stack }) => {
  await turn(stack, { faults: [{ fault: "delay=1000", pathContains: "/metricSnapshots/" }] });
  await show(page, stack, WINNER);
  await expect(page.getByText(/^Reading snapshots \d+ of 26$/)).toBeVisible();
  await expect(page.locator("#verdict")).toHaveCount(0);
  await turn(stack, { faults: [] });
  await expect(verdict(page)).toContainText("T1 is likely better", { timeout: 20_000 });
});

test("the page prints as a report", async ({ page, stack }) => {
  await show(page, stack, WINNER);
  await expect(verdict(page)).toContainText("T1 is likely better");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText("Skillscope experiment report")).toBeVisible();
  await expect(page.getByText(/Snapshot .* · printed .* · experiment /)).toBeVisible();
  await expect(page.locator("#verdict")).toBeVisible();
  await expect(table(page)).toBeVisible();
  await expect(page.getByRole("heading", { name: "How the difference settled" })).toBeVisible();
  for (const hidden of ["What counts as good", "Activity", "Raise exposure"]) {
    await expect(page.getByRole("heading", { name: hidden })).toBeHidden();
  }
  await expect(snapshots(page).getByRole("button")).toHaveCount(1);
});

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on a result, ${colorScheme}, ${width} wide`, async ({ page, stack, expectNoAxeViolations }) => {
      test.slow();
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await show(page, stack, WINNER);
      await expect(verdict(page)).toContainText("T1 is likely better");
      for (const text of ["Why", "Change which way is good, margins and changes worth finding", "What the intervals are"]) {
        await page.locator("summary").filter({ hasText: text }).click();
      }
      await compare(page).selectOption({ index: 5 });
      await expect(metric(page, "Customer Friction")).toContainText("since then");
      await expectNoAxeViolations("result");
      await page.getByRole("radiogroup", { name: "Show trends as" }).getByText("Table").click();
      await expectNoAxeViolations("trends as a table");
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth, "no sideways scrolling").toBeLessThanOrEqual(width);
      await page.goto(address(await idOf(stack, UNEVEN)));
      await anyway(page).click();
      await expectNoAxeViolations("withheld");
    });
  }
}
