// An experiment from draft to end on its page: what each state allows, what follows from a change, how it can fail.

import type { Page } from "@playwright/test";
import { expect, passing } from "./fixture";
import { address, advance, ask, bring, dialog, heading, makeDraft, open, stateTag, writes } from "./experiment-page";
import { test } from "./metrics-page";
import { turn } from "./session";

const action = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const confirm = (page: Page, name: string) => dialog(page).getByRole("button", { name });

test("draft, enabled, running, raised, stopped: by keyboard alone", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Keyboard only");
  await open(page, address(id));
  await expect(stateTag(page)).toHaveText("CREATED");

  await action(page, "Enable…").focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toContainText("No customer hears T1 yet");
  await expect(confirm(page, "Leave it as it is")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(confirm(page, "Enable experiment")).toBeFocused();
  await Promise.all([passing(page, "Amazon is enabling it"), page.keyboard.press("Enter")]);
  await expect(stateTag(page)).toHaveText("ENABLED", { timeout: 15_000 });
  await expect(dialog(page)).toBeHidden();

  await action(page, "Start…").focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toContainText("10 hear C and 10 hear T1");
  await expect(confirm(page, "Leave it as it is")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(confirm(page, "Start experiment")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(stateTag(page)).toHaveText("RUNNING", { timeout: 15_000 });
  await expect(page.getByText(/Day 1 of 28/)).toBeVisible();
  await expect(dialog(page)).toBeHidden();

  await page.getByLabel("New exposure in percent").fill("60");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(action(page, "Raise to 60%")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toContainText("From 20% to 60%");
  await expect(confirm(page, "Leave it as it is")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(confirm(page, "Raise to 60%")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Exposure is 60% now")).toBeVisible();
  await expect(page.getByText("Exposure set from 20% to 60%")).toBeVisible();
  await expect(dialog(page)).toBeHidden();

  await action(page, "Stop experiment…").focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toContainText("cannot be started again");
  await page.getByRole("radio", { name: /It showed what it was to show/ }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("checkbox", { name: "I understand this cannot be undone" }).focus();
  await page.keyboard.press("Space");
  await confirm(page, "Stop experiment").focus();
  await page.keyboard.press("Enter");
  await expect(stateTag(page)).toHaveText("STOPPED", { timeout: 15_000 });
  await expect(page.getByText("it showed what it was to show (EXPERIMENT_SUCCESS)").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Copy to a new draft" })).toBeVisible();
  const { experiment } = await (await ask(stack, "GET", `/${id}`)).json();
  expect(experiment).toMatchObject({ state: "STOPPED", exposurePercentage: 60, history: { stoppedReason: "EXPERIMENT_SUCCESS" } });
});

test("the irreversible needs its box ticked, and a double click stops once", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Twice");
  await bring(stack, id, "RUNNING");
  await open(page, address(id));
  await action(page, "Stop experiment…").click();
  await confirm(page, "Stop experiment").click({ force: true });
  await expect(dialog(page)).toBeVisible();
  expect(await writes(stack, `${id}/state`)).toBe(1);
  await page.getByRole("checkbox", { name: "I understand this cannot be undone" }).check();
  await turn(stack, { latencyMs: 200 });
  await confirm(page, "Stop experiment").dblclick();
  await expect(stateTag(page)).toHaveText(/STOPP/, { timeout: 15_000 });
  expect(await writes(stack, `${id}/state`)).toBe(2);
});

test("a draft is deleted, its name is free again, and the list says so", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Gone soon");
  await open(page, address(id));
  await action(page, "Delete draft…").click();
  await page.getByRole("checkbox", { name: "I understand this cannot be undone" }).check();
  await confirm(page, "Delete draft").click();
  await expect(heading(page)).toHaveText("Experiments");
  await expect(page.getByText("The draft was deleted")).toBeVisible();
  await expect(page.getByRole("link", { name: "Gone soon", exact: true })).toBeHidden();
  await makeDraft(stack, "Gone soon");
});

test("what a state does not allow stays in sight and says why", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Closed doors");
  await bring(stack, id, "ENABLED");
  await open(page, address(id));
  for (const [name, why] of [
    ["Edit", "only while it is a draft"],
    ["Delete draft…", "only while it is a draft"],
    ["Enable…", "enabled already"],
  ]) {
    await expect(action(page, name)).toHaveAttribute("aria-disabled", "true");
    await expect(action(page, name)).toHaveAccessibleDescription(new RegExp(why));
    await action(page, name).click({ force: true });
    await expect(dialog(page)).toBeHidden();
  }
  await expect(page.getByRole("button", { name: /^Set to/ })).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("Amazon takes your own treatment only before a test is enabled")).toBeVisible();
});

test("the own treatment is set while it is a draft, and stays when it is enabled", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Hear it yourself");
  await open(page, address(id));
  await expect(page.getByText("Your account is not pinned")).toBeVisible();
  await page.getByRole("button", { name: "T1, the new behaviour" }).click();
  await expect(page.getByText("Your account hears T1, the new behaviour, in this test.")).toBeVisible();
  await expect(page.getByText("treatmentOverrideCount: 1")).toBeVisible();
  await bring(stack, id, "ENABLED");
  await page.reload();
  await expect(page.getByText("Your account hears T1, the new behaviour, in this test.")).toBeVisible();
  await expect(page.getByRole("button", { name: "C, today's skill" })).toBeHidden();
});

test("exposure only rises while it runs, between the bounds", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Only up", 40);
  await bring(stack, id, "RUNNING");
  await open(page, address(id));
  const exposure = page.getByLabel("New exposure in percent");
  for (const [typed, why] of [
    ["40", "Exposure can only rise while running: 41 to 100."],
    ["30", "Exposure can only rise while running: 41 to 100."],
    ["101", "Give a whole number from 41 to 100."],
    ["many", "Give a whole number from 41 to 100."],
  ]) {
    await exposure.fill(typed);
    await expect(exposure).toHaveAccessibleDescription(why);
    await page.getByRole("button", { name: /^Raise to/ }).click({ force: true });
    await expect(dialog(page)).toBeHidden();
  }
  expect(await writes(stack, `${id}/exposurePercentage`)).toBe(0);
});

test("a state that another tab changed is read before anything is sent", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Two hands");
  await open(page, address(id));
  await action(page, "Enable…").click();
  await bring(stack, id, "RUNNING");
  await confirm(page, "Enable experiment").click();
  await expect(page.getByRole("heading", { name: "The experiment changed meanwhile" })).toBeVisible();
  await expect(page.getByText("It is RUNNING now")).toBeVisible();
  await expect(stateTag(page)).toHaveText("RUNNING");
  expect(await writes(stack, `${id}/state`)).toBe(1);
});

test("tabs tell each other", async ({ page, stack, context }) => {
  const id = await makeDraft(stack, "Two tabs");
  await open(page, address(id));
  const other = await context.newPage();
  await open(other, address(id));
  await expect(stateTag(other)).toHaveText("CREATED");
  await page.getByLabel("New exposure in percent").fill("55");
  await page.getByRole("button", { name: "Set to 55%" }).click();
  await confirm(page, "Set to 55%").click();
  await expect(page.getByText("Exposure is 55% now")).toBeVisible();
  await expect(other.getByText("Now 55%")).toBeVisible();
  await expect(other.getByText("Exposure set from 20% to 55%")).toBeVisible();
});

for (const [fault, words] of [
  ["400", /Check the request \(400\)/],
  ["403", /This account may not do that \(403\)/],
  ["404", /This was not found \(404\)/],
  ["409", /The experiment changed meanwhile \(409\)/],
  ["429", /Amazon asked us to slow down \(429\)/],
] as const) {
  test(`a change refused with ${fault} is said in words, once sent, nothing changed`, async ({ page, stack }) => {
    const id = await makeDraft(stack, "Refused");
    await bring(stack, id, "RUNNING");
    await open(page, address(id));
    await turn(stack, { faults: [{ fault, pathContains: `${id}/exposurePercentage` }] });
    await page.getByLabel("New exposure in percent").fill("50");
    await page.getByRole("button", { name: "Raise to 50%" }).click();
    await confirm(page, "Raise to 50%").click();
    const banner = page.getByRole("alert").or(page.getByRole("status")).filter({ hasText: words });
    await expect(banner.first()).toBeVisible();
    await expect(banner.first()).toContainText("Request ID");
    await expect(banner.first()).toContainText("Nothing was changed");
    await expect(page.getByText("Now 20%")).toBeVisible();
    expect(await writes(stack, `${id}/exposurePercentage`)).toBe(1);
  });
}

for (const fault of ["500", "503"]) {
  test(`a change whose answer is lost (${fault}) is not sent twice, and the page shows what Amazon reports`, async ({
    page,
    stack,
  }) => {
    const id = await makeDraft(stack, "Lost");
    await bring(stack, id, "RUNNING");
    await open(page, address(id));
    await turn(stack, { faults: [{ fault, pathContains: `${id}/exposurePercentage`, times: 1 }] });
    await page.getByLabel("New exposure in percent").fill("50");
    await page.getByRole("button", { name: "Raise to 50%" }).click();
    await confirm(page, "Raise to 50%").click();
    await expect(page.getByText(/We do not know whether Amazon did this/)).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText("Now 20%")).toBeVisible();
    expect(await writes(stack, `${id}/exposurePercentage`)).toBe(1);
  });
}

test("a change that was done although its answer was lost is recognised by what Amazon reports", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Done all the same");
  await bring(stack, id, "RUNNING");
  await open(page, address(id));
  await turn(stack, { faults: [{ fault: "lost-answer", pathContains: `${id}/exposurePercentage`, times: 1 }] });
  await page.getByLabel("New exposure in percent").fill("50");
  await page.getByRole("button", { name: "Raise to 50%" }).click();
  await confirm(page, "Raise to 50%").click();
  await expect(page.getByText("Exposure is 50% now")).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText("Now 50%")).toBeVisible();
  await expect(page.getByText("Exposure set from 20% to 50%")).toHaveCount(1);
});

test("a start whose answer was lost is no refusal: Amazon reports that it is on its way", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Started all the same");
  await open(page, address(id));
  // Without a number of times: the browser sends again what was lost, and that answer is lost too.
  await turn(stack, { faults: [{ fault: "lost-answer", method: "POST", pathContains: `${id}/state` }] });
  await action(page, "Start…").click();
  await Promise.all([passing(page, "Amazon is starting it"), confirm(page, "Start experiment").click()]);
  await expect(stateTag(page)).toHaveText("RUNNING", { timeout: 15_000 });
  await expect(page.getByText("Nothing was changed")).toHaveCount(0);
  await expect(page.getByText(/Amazon takes your own treatment only before a test is enabled/)).toBeVisible();
});

test("raising what may do harm is not offered, and warns", async ({ page }) => {
  await open(page);
  await page.getByRole("link", { name: "Deals upsell after trip status", exact: true }).click();
  await expect(page.getByText("T1 may be doing harm").first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByLabel("New exposure in percent")).toHaveValue("20");
  await page.getByLabel("New exposure in percent").fill("30");
  await page.getByRole("button", { name: "Raise to 30%" }).click();
  await expect(dialog(page)).toContainText("The results so far speak against it");
});

test("a name without a blank breaks rather than the page", async ({ page, stack }) => {
  const id = await makeDraft(stack, "W".repeat(200));
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, address(id));
  await expect(stateTag(page)).toHaveText("CREATED");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("a deployment that failed shows Amazon's own words", async ({ page, stack }) => {
  const id = await makeDraft(stack, "This will fail to deploy");
  await open(page, address(id));
  await action(page, "Enable…").click();
  await confirm(page, "Enable experiment").click();
  await advance(stack, { advanceSeconds: 10 });
  await expect(stateTag(page)).toHaveText("FAILED", { timeout: 15_000 });
  await expect(page.getByText("INELIGIBLITY")).toBeVisible();
  await expect(page.getByRole("link", { name: "Copy to a new draft" })).toBeVisible();
});

test("an experiment that is not there is said so, with a way on", async ({ page }) => {
  await open(page, address("no-such-experiment"));
  await expect(page.getByText("This experiment was not found (404)")).toBeVisible();
  await expect(heading(page)).toHaveText("Experiment not found");
  await expect(page).toHaveTitle("Experiment not found · Experiments · Skillscope");
  await expect(page.getByText("The link asks for the ID no-such-experiment.")).toBeVisible();
  await expect(page.getByText("Request ID")).toBeVisible();
  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Experiments" }).click();
  await expect(page).toHaveURL(/\/experiments\?/);
});

test.describe("a read-only installation", () => {
  test.use({ variant: "read-only" });
  test("offers no change and says why", async ({ page, stack }) => {
    const id = await makeDraft(stack, "Look, do not touch");
    await open(page, address(id));
    await expect(action(page, "Enable…")).toHaveAccessibleDescription(/read-only/);
    await expect(page.getByText(/This installation is read-only/).first()).toBeVisible();
  });
});

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on an experiment's controls, ${colorScheme}, ${width} wide`, async ({
      page,
      stack,
      expectNoAxeViolations,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      const id = await makeDraft(stack, "Look closely");
      await open(page, address(id));
      await expect(page.getByText("Your account is not pinned")).toBeVisible();
      await expectNoAxeViolations("draft");
      for (const name of ["Enable…", "Start…", "Delete draft…"]) {
        await action(page, name).click();
        await expectNoAxeViolations(name);
        await page.keyboard.press("Escape");
        await expect(action(page, name)).toBeFocused();
      }
      await bring(stack, id, "RUNNING");
      await page.reload();
      await action(page, "Stop experiment…").click();
      await expectNoAxeViolations("stop");
      await page.keyboard.press("Escape");
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth, "no sideways scrolling").toBeLessThanOrEqual(width);
    });
  }
}
