// The list of experiments: what it shows, how it is filtered, and what it says when there is nothing to show.

import { expect } from "./fixture";
import { LIST, heading, makeDraft, open, row } from "./experiment-page";
import { CITY_TRIPS, DAY_PLANNER, test } from "./metrics-page";
import { turn } from "./session";

test("a link leads to the page and into the address, and back again", async ({ page }) => {
  await open(page, `/metrics?v=1&skill=${CITY_TRIPS}`);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Experiments" }).click();
  await expect(heading(page)).toHaveText("Experiments");
  await expect(page).toHaveURL(/\/experiments\?v=1&skill=/);
  await expect(heading(page)).toBeFocused();
  await page.getByRole("link", { name: "Shorter welcome message", exact: true }).click();
  await expect(page).toHaveURL(/\/experiments\/[^?]+\?v=1&skill=/);
  await expect(page).toHaveTitle(/Shorter welcome message/);
  await page.goBack();
  await expect(heading(page)).toHaveText("Experiments");
  await page.goBack();
  await expect(heading(page)).toHaveText("Metrics");
});

test("each row has state, exposure, progress and a verdict", async ({ page }) => {
  await open(page);
  const winner = row(page, "Shorter welcome message");
  for (const words of ["RUNNING", "40%", "20 C · 20 T1", /Day 2[67]/, "of 28 · P4W", "Customer Friction"]) {
    await expect(winner).toContainText(words, { timeout: 20_000 });
  }
  await expect(row(page, "Confirm both cities in one prompt")).toContainText("Draft");
  await expect(row(page, "Trip reminders prompt")).toContainText("Could not deploy");
  await expect(row(page, "Warmer goodbye")).toContainText("Too early to tell");
  await expect(page.getByText(/Details of all \d+ have been read/)).toBeVisible();
  const waiting = page.getByRole("region", { name: "Needs you" });
  await expect(waiting.getByRole("listitem"), "the gravest at first").toHaveCount(3);
  await waiting.getByRole("button", { name: /^Show \d+ more/ }).click();
  await expect(waiting).toContainText("Trip reminders prompt could not be deployed");
  await expect(waiting).toContainText("Two sights at a time reached its planned end");
});

test("a row that is told more keeps the focus that is in it", async ({ page, stack }) => {
  await turn(stack, { latencyMs: 150 });
  await open(page);
  const draft = row(page, "Confirm both cities in one prompt");
  const link = draft.getByRole("link", { name: "Confirm both cities in one prompt", exact: true });
  await link.focus();
  await expect(page.getByText(/Details of all \d+ have been read\.$/)).toBeVisible({ timeout: 60_000 });
  await expect(draft).toContainText(/\d+%/);
  await expect(link).toBeFocused();
});

test("states, search, order and deleted ones are in the address", async ({ page }) => {
  await open(page);
  await expect(row(page, "Shorter welcome message")).toBeVisible();
  await page.getByRole("button", { name: /^Stopped/ }).click();
  await expect(page).toHaveURL(/state=STOPPED/);
  await expect(row(page, "Faster travel-time answer")).toBeVisible();
  await expect(row(page, "Shorter welcome message")).toBeHidden();
  await page.getByRole("searchbox", { name: "Search experiments" }).fill("no such thing");
  await expect(page.getByRole("heading", { name: "No experiment fits these filters" })).toBeVisible();
  await expect(page.getByText("Looked for: state STOPPED, “no such thing”")).toBeVisible();
  await expect(page).toHaveURL(/q=no\+such\+thing/);
  await page.reload();
  await expect(page.getByRole("heading", { name: "No experiment fits these filters" })).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(row(page, "Shorter welcome message")).toBeVisible();
  await page.getByRole("combobox", { name: "Sort" }).selectOption("Name");
  const first = page.getByRole("region", { name: "Experiments" }).getByRole("row").nth(1);
  await expect(first).toContainText("Ask departing city first");
  await page.getByRole("switch", { name: "Show deleted" }).check();
  await expect(page).toHaveURL(/deleted=show/);
  await expect(page.locator(".state--DELETED")).toHaveCount(1);
});

test("more experiments than a page of the API holds are all there", async ({ page, stack }) => {
  for (let n = 0; n < 45; n++) await makeDraft(stack, `Draft ${String(n).padStart(2, "0")}`);
  await open(page, `${LIST}&state=CREATED&sort=name`);
  await expect(page.getByRole("region", { name: "Experiments" }).getByRole("row")).toHaveCount(47);
  await expect(row(page, "Draft 44")).toBeVisible();
});

for (const [state, words] of [
  ["forbidden", "This account cannot see experiments here (403)"],
  ["missing", "Amazon has no experiments for this skill (404)"],
]) {
  test(`an API that is ${state} is explained, with a way on`, async ({ page, stack, expectNoAxeViolations }) => {
    await turn(stack, { experiments: state });
    await open(page);
    await expect(page.getByRole("heading", { name: words })).toBeVisible();
    await expect(page.getByText("Amazon has withdrawn").or(page.getByText("It has withdrawn A/B testing"))).toBeVisible();
    await expect(page.getByText(/Request ID/)).toBeVisible();
    await expectNoAxeViolations(state);
    await turn(stack, { experiments: "available" });
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(row(page, "Shorter welcome message")).toBeVisible();
  });
}

test("a skill without any says what an experiment is", async ({ page }) => {
  await open(page, `/experiments?v=1&skill=${DAY_PLANNER}`);
  await expect(page.getByRole("heading", { name: "No experiments yet" })).toBeVisible();
  await expect(page.getByRole("link", { name: "New experiment" }).first()).toHaveAttribute("href", /\/experiments\/new\?/);
});

for (const fault of ["500", "truncate", "html", "reset", "401-no-access", "429"]) {
  test(`the fault ${fault} is said in words, and a retry reads the list`, async ({ page, stack }) => {
    await turn(stack, { faults: [{ fault, pathContains: "/experiments" }] });
    await open(page);
    const retry = page.getByRole("button", { name: "Try again" });
    await expect(retry).toBeVisible({ timeout: 15_000 });
    await turn(stack, { faults: [] });
    await retry.click();
    await expect(row(page, "Shorter welcome message")).toBeVisible();
  });
}

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on the list, ${colorScheme}, ${width} wide`, async ({ page, expectNoAxeViolations }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await open(page);
      await expect(page.getByText(/Details of all \d+ have been read/)).toBeVisible();
      await expect(row(page, "Two sights at a time")).toContainText(/T1|difference|judgement/);
      await expectNoAxeViolations("list");
      // A tall window: a row that is half under the bar at the top would count as a small target.
      await page.setViewportSize({ width, height: 6000 });
      await page.getByLabel("Actions for Shorter welcome message").click();
      await expectNoAxeViolations("actions");
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth, "no sideways scrolling").toBeLessThanOrEqual(width);
    });
  }
}
