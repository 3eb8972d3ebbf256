// What a person meets when reading goes wrong: words, the request id where there is one, a way on, and nothing lost.

import { expect } from "./fixture";
import {
  CITY_TRIPS,
  DAY_PLANNER,
  MORNING_MINUTE,
  TWO_WEEKS,
  archived,
  banner,
  card,
  filters,
  loaded,
  metricsLog,
  open,
  signIn,
  progress,
  table,
  test,
  windowOf,
} from "./metrics-page";
import { SESSION, turn } from "./session";

const REQUEST_ID = /Request ID\s+[\w-]{8,}/;
const QUERY = `${TWO_WEEKS}&compare=off`;

test("two weeks of a year that fail for good are named, and only they are asked for again", async ({ page, stack }) => {
  test.slow();
  const lost = ["2026-01-08", "2026-03-12"];
  await turn(stack, { faults: lost.map((day) => ({ fault: "500", queryContains: `startTime=${day}` })) });
  await open(page, "from=2025-06-05&to=2026-06-03&compare=off");
  const missing = banner(page, "2 of 52 weekly windows are missing");
  await expect(missing).toBeVisible({ timeout: 30_000 });
  await expect(missing).toContainText("Not read: 8 Jan – 14 Jan, 12 Mar – 18 Mar.");
  await expect(missing).toContainText("Something failed at Amazon (500)");
  await expect(missing).toContainText("We tried 4 times");
  await expect(missing).toContainText(REQUEST_ID);
  for (const name of ["Sessions", "Utterances"]) {
    await expect(card(page, name), "a part is not said to be the whole").toContainText("50 of 52 weeks read");
  }
  await expect(page.getByText(/^[\d,]+ sessions in the 50 of 52 weeks read so far\.$/)).toBeVisible();
  await turn(stack, { faults: [] });
  const before = (await metricsLog(stack)).at(-1)!.number;
  await missing.getByRole("button", { name: "Retry these two" }).click();
  await expect(missing).toBeHidden();
  await loaded(page);
  const again = (await metricsLog(stack)).filter((entry) => entry.number > before);
  expect(again.length).toBe(20);
  for (const entry of again) expect(lost).toContain(entry.query.startTime.slice(0, 10));
});

for (const [fault, heading, advice] of [
  ["403", "This account may not do that (403)", "Ask an administrator"],
  ["404", "This skill was not found (404)", "the skill may have been removed"],
  ["429", "Amazon asked us to slow down (429)", "We tried 4 times"],
  ["500", "Something failed at Amazon (500)", "We tried 4 times"],
  ["503", "Amazon is unavailable (503)", "Your filters are kept"],
] as const) {
  test(`${fault} for good is said in words with its request id, and can be tried again`, async ({ page, stack }) => {
    test.slow();
    await turn(stack, { faults: [{ fault, pathContains: "/metrics" }] });
    // A skill with few metrics: each 429 slows the page down, as it should.
    await open(page, QUERY, MORNING_MINUTE);
    const card = banner(page, heading);
    // Each 429 slows the page down, so the last try comes late.
    await expect(card).toContainText(advice, { timeout: 20_000 });
    await expect(card).toContainText(REQUEST_ID);
    await turn(stack, { faults: [] });
    await card.getByRole("button", { name: "Try again" }).click();
    await loaded(page);
    await expect(card).toBeHidden();
    await expect(page).toHaveURL(/from=2026-06-01&to=2026-06-14&compare=off/);
  });
}

test("while Amazon refuses, the progress says that requests are tried again, and it can be cancelled", async ({ page, stack }) => {
  await turn(stack, { faults: [{ fault: "429", pathContains: "/metrics" }] });
  await open(page, QUERY);
  await expect(progress(page)).toContainText(/requests did not get through and are tried again/);
  await progress(page).getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("heading", { name: "Loading was cancelled" })).toBeVisible();
  await turn(stack, { faults: [] });
  await page.getByRole("button", { name: "Load again" }).click();
  await loaded(page);
});

test("a service that never answers is named while it is tried, and is given up with the first request", async ({ page, stack }) => {
  test.slow();
  await turn(stack, { faults: [{ fault: "hang", pathContains: "/metrics" }] });
  await open(page, QUERY);
  await expect(progress(page)).toContainText("1 request did not get through and is tried again: Amazon did not answer in time", {
    timeout: 20_000,
  });
  await expect(banner(page, "Amazon did not answer in time")).toContainText("We tried 4 times", { timeout: 40_000 });
  expect(await metricsLog(stack)).toHaveLength(4);
  await turn(stack, { faults: [] });
  await banner(page, "Amazon did not answer in time").getByRole("button", { name: "Try again" }).click();
  await loaded(page);
});

test("a long wait says what Amazon asked for and when it goes on, on a short range too", async ({ page, stack }) => {
  await turn(stack, { faults: [{ fault: "429-retry-after=600", pathContains: "/metrics" }] });
  await open(page, "range=7d&compare=off");
  await expect(progress(page)).toContainText(
    /1 request did not get through and is tried again at \d\d:\d\d:\d\d: Amazon asked us to slow down \(429\)/,
    { timeout: 20_000 },
  );
});

for (const fault of ["429", "429-retry-after=1", "500", "503"]) {
  test(`${fault} that passes is tried again by itself and leaves nothing out`, async ({ page, stack }) => {
    await turn(stack, { faults: [{ fault, pathContains: "/metrics", times: 3 }] });
    await open(page, QUERY);
    await loaded(page);
    const log = await metricsLog(stack);
    expect(log.filter((entry) => entry.fault === fault).length).toBe(3);
    expect(new Set(log.filter((entry) => entry.status === 200).map(windowOf)).size).toBe(20);
    await expect(page.getByRole("heading", { name: /missing/ })).toHaveCount(0);
  });
}

for (const [fault, heading] of [
  ["truncate", "Amazon's answer could not be read"],
  ["html", "Amazon's answer could not be read"],
  ["empty", "Amazon's answer could not be read"],
  ["hang", "Amazon did not answer in time"],
  ["reset", "The browser could not reach Amazon"],
] as const) {
  test(`an answer with the fault ${fault} is said in words, and the rest is read`, async ({ page, stack }) => {
    await turn(stack, { faults: [{ fault, queryContains: "startTime=2026-06-08" }] });
    await open(page, QUERY);
    const missing = banner(page, "1 of 2 weekly windows is missing");
    await expect(missing).toContainText(new RegExp(`${heading}|could not reach Amazon`), { timeout: 25_000 });
    if (fault !== "truncate") await expect(missing).toContainText(heading);
    await expect.poll(async () => (await table(page)).length).toBe(8);
    await turn(stack, { faults: [] });
    await missing.getByRole("button", { name: "Retry this one" }).click();
    await loaded(page);
    await expect(missing).toBeHidden();
  });
}

test("a 400 shows what Amazon said about the request", async ({ page, stack }) => {
  await open(page, `${QUERY}&type=smartHome`);
  const card = banner(page, "Check the request (400)");
  await expect(card).toContainText("Amazon says: skillType must be custom, the type of this skill.");
  await expect(card).toContainText(REQUEST_ID);
  await filters(page).getByRole("combobox", { name: "Type" }).selectOption("custom");
  await loaded(page);
  expect((await metricsLog(stack)).some((entry) => entry.status === 400)).toBe(true);
});

test("a type that the skill does not have leads back to its own", async ({ page }) => {
  await open(page, `${QUERY}&type=smartHome`);
  await expect(banner(page, "Check the request (400)")).toBeVisible();
  await expect(page.getByRole("button", { name: "Export" }), "there is nothing to export").toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "Show as custom" }).click();
  await loaded(page);
  await expect(page).not.toHaveURL(/type=/);
});

test("an unknown metric in an answer is told and its values are kept", async ({ page, stack }) => {
  await turn(stack, { faults: [{ fault: "unknown-metric", queryContains: "metric=totalSessions" }] });
  await open(page, QUERY);
  await loaded(page);
  const note = banner(page, "Amazon named another metric than was asked for");
  await expect(note).toContainText("retention");
  await expect(card(page, "Sessions")).toContainText(/\d/);
});

test("null values are gaps and not zeros", async ({ page, stack }) => {
  await turn(stack, { faults: [{ fault: "null-values", queryContains: "metric=totalSessions" }] });
  await open(page, `${QUERY}&show=table`);
  await loaded(page);
  const column = async () => (await table(page)).slice(1).map((row) => row[1]);
  await expect.poll(async () => (await column()).filter((text) => text === "—").length).toBeGreaterThan(3);
  expect(await column()).not.toContain("0");
});

test("an account without access to the skill is told so, and its sign-in is kept", async ({ page }) => {
  await open(page, QUERY, CITY_TRIPS, "Atza|sandbox-robin");
  const card = banner(page, "This account has no access to this skill (401)");
  await expect(card).toContainText(REQUEST_ID);
  await expect(page.getByText("Your sign-in ran out (401)")).toHaveCount(0);
  expect(await page.evaluate((key) => sessionStorage.getItem(key), SESSION)).toContain("Atza|sandbox-robin");
  await page.locator("summary").filter({ hasText: /1111111|Choose a skill/ }).click();
  await page.getByRole("group", { name: "Skills" }).getByRole("button", { name: /Morning Minute/ }).click();
  await loaded(page);
});

test("a sign-in that runs out in the middle of a year is renewed, and nothing is read twice", async ({ page, stack }) => {
  test.slow();
  await turn(stack, { faults: [{ fault: "401-expired", pathContains: "/metrics", skip: 150, times: 1 }] });
  await open(page, "from=2025-06-05&to=2026-06-03&compare=off");
  const over = banner(page, "Your sign-in ran out (401)");
  await expect(over).toBeVisible({ timeout: 20_000 });
  const address = page.url();
  await expect(card(page, "Sessions")).toBeVisible();
  const read = new Set((await metricsLog(stack)).filter((e) => e.status === 200).map(windowOf));
  expect(read.size).toBeGreaterThanOrEqual(100);
  // What was answered is on its way to the archive; leaving the page would cut that off.
  await expect.poll(() => archived(page)).toBeGreaterThanOrEqual(read.size);
  const before = (await metricsLog(stack)).at(-1)!.number;
  await over.getByRole("button", { name: "Sign in again" }).click();
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page).toHaveURL(address);
  await expect(over).toBeHidden();
  await expect(page.getByText(/^52 weekly windows · read/)).toBeVisible();
  await expect(progress(page)).toHaveCount(0, { timeout: 20_000 });
  const log = await metricsLog(stack);
  const twice = log.filter((entry) => entry.number > before && read.has(windowOf(entry)));
  expect(twice.map(windowOf)).toEqual([]);
  expect(new Set(log.filter((e) => e.status === 200).map(windowOf)).size).toBe(520);
});

test("a reload in the middle of a year reads only what had not arrived", async ({ page, stack }) => {
  test.slow();
  // So late that a part of it is still missing when it is looked at.
  await turn(stack, { latencyMs: 150 });
  await open(page, "from=2025-06-05&to=2026-06-03&compare=off");
  await expect(progress(page)).toContainText(/\b[1-4]\d\d of 520 requests/, { timeout: 30_000 });
  const shown = Number((await progress(page).innerText()).match(/(\d+) of 520/)![1]);
  await page.reload();
  await turn(stack, { latencyMs: 0 });
  await expect(page.getByText(/^52 weekly windows · read/)).toBeVisible();
  await expect(progress(page)).toHaveCount(0, { timeout: 20_000 });
  const log = (await metricsLog(stack)).filter((entry) => entry.status === 200);
  expect(new Set(log.map(windowOf)).size).toBe(520);
  // What was under way at that moment is asked for again; what was on screen is not.
  expect(log.length).toBeLessThanOrEqual(520 + 2 * 24);
  expect(shown).toBeGreaterThanOrEqual(100);
});

test("offline in the middle of a year keeps what arrived, and the rest is read by itself when back", async ({ page, context, stack }) => {
  test.slow();
  // So late that a part of it is still missing when the network goes.
  await turn(stack, { latencyMs: 150 });
  await open(page, "from=2025-06-05&to=2026-06-03&compare=off");
  await expect(progress(page)).toContainText(/\b[1-9]\d\d? of 520 requests/, { timeout: 20_000 });
  await context.setOffline(true);
  const missing = banner(page, /of 52 weekly windows are missing/);
  await expect(missing).toContainText("The browser could not reach Amazon");
  await expect(missing).toContainText("You may be offline");
  await turn(stack, { latencyMs: 0 });
  const before = (await metricsLog(stack)).at(-1)!.number;
  await context.setOffline(false);
  await expect(missing).toBeHidden({ timeout: 20_000 });
  await expect(page.getByText(/^52 weekly windows · read/)).toBeVisible({ timeout: 20_000 });
  await expect(progress(page)).toHaveCount(0, { timeout: 20_000 });
  const log = await metricsLog(stack);
  expect(new Set(log.filter((e) => e.status === 200).map(windowOf)).size).toBe(520);
  expect(log.filter((entry) => entry.number > before).length).toBeLessThan(520);
});

test("a wrong skill id is explained by its field, and one that does not exist is not found", async ({ page }) => {
  await open(page, QUERY);
  await loaded(page);
  const picker = page.locator("summary").filter({ hasText: "City Trips" });
  await picker.click();
  const field = page.getByRole("textbox", { name: "Skill ID" });
  await field.fill("my skill");
  await page.getByRole("button", { name: "Open this skill" }).click();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(/amzn1\.ask\.skill\./);
  await expect(field).toHaveValue("my skill");
  await field.fill("amzn1.ask.skill.99999999-9999-4999-8999-999999999999");
  await page.getByRole("button", { name: "Open this skill" }).click();
  await expect(banner(page, "This skill was not found (404)")).toContainText(REQUEST_ID);
});

test("a range that ends before it starts is said by its field, and what is shown stays", async ({ page, stack }) => {
  await open(page, QUERY);
  await loaded(page);
  const before = await table(page);
  const requests = (await metricsLog(stack)).length;
  await filters(page).locator("summary").filter({ hasText: "Custom range" }).click();
  await page.getByLabel(/^From\s*UTC$/).fill("2026-06-10");
  await page.getByLabel(/^To\s*UTC$/).fill("2026-06-01");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("The range ends before it starts. Choose a later end.")).toBeVisible();
  await expect(page.getByLabel(/^From\s*UTC$/)).toHaveValue("2026-06-10");
  expect(await table(page)).toEqual(before);
  expect((await metricsLog(stack)).length).toBe(requests);
  await page.getByLabel(/^From\s*UTC$/).fill("2026-06-01");
  await page.getByLabel(/^To\s*UTC$/).fill("2026-06-07");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/from=2026-06-01&to=2026-06-07/);
});

test("a range in the future has not begun, and asks for nothing", async ({ page, stack }) => {
  await open(page, "from=2090-01-01&to=2090-01-31");
  await expect(page.getByRole("heading", { name: "This range has not begun" })).toBeVisible();
  expect(await metricsLog(stack)).toEqual([]);
  await page.getByRole("button", { name: "Show the last 28 days" }).click();
  await loaded(page);
});

test("a skill that nobody has used yet has no traffic, which is not an error", async ({ page }) => {
  await open(page, QUERY, DAY_PLANNER);
  await expect(page.getByRole("heading", { name: "No traffic in this range" })).toBeVisible();
  await expect(page.getByText(/Day Planner \(live\), 1 Jun – 14 Jun/)).toBeVisible();
  await page.getByRole("button", { name: "Try the last 12 weeks" }).click();
  await expect(page).toHaveURL(/range=12w/);
});

test("an account without a vendor is told that it has no skills", async ({ page }) => {
  await page.goto("/metrics");
  await signIn(page, "Atza|sandbox-sam");
  await expect(page.getByRole("heading", { name: "This account has no skills" })).toBeVisible();
});

test("without exposed headers everything works but the request ids", async ({ page, stack }) => {
  await turn(stack, { cors: "expose-none", faults: [{ fault: "500", queryContains: "startTime=2026-06-08" }] });
  await open(page, QUERY);
  const missing = banner(page, "1 of 2 weekly windows is missing");
  await expect(missing).toContainText("Something failed at Amazon (500)");
  await expect(missing).not.toContainText("Request ID");
  await turn(stack, { faults: [] });
  await missing.getByRole("button", { name: "Retry this one" }).click();
  await loaded(page);
});

test("where no origin may call, the words name the network and CORS", async ({ page, stack }) => {
  await open(page, QUERY);
  await loaded(page);
  await turn(stack, { cors: "refuse" });
  await filters(page).getByRole("combobox", { name: "Locale" }).selectOption("de-DE");
  const card = banner(page, "The browser could not reach Amazon");
  await expect(card).toContainText("Amazon may not allow calls from this page (CORS)");
  await turn(stack, { cors: "expose" });
  await card.getByRole("button", { name: "Try again" }).click();
  await loaded(page);
});

test.describe("an address that the policy does not list", () => {
  test.use({ clean: false });

  test("is called not allowed by this installation, and never a network error", async ({ page }) => {
    await page.route("**/config.json", async (route) => {
      const config = await (await route.fetch()).json();
      config.endpoints.smapi = "http://127.0.0.1:9";
      await route.fulfill({ json: config });
    });
    await open(page, QUERY);
    const card = banner(page, "This address is not allowed by this installation").first();
    await expect(card).toContainText("http://127.0.0.1:9 is not among the addresses that this page may call");
    await expect(page.getByText("The browser could not reach Amazon")).toHaveCount(0);
  });
});
