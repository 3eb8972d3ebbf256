// C beside T1: asked while CREATED, pinned, enabled, asked again; what differs, and what proves the arm.

import type { Page } from "@playwright/test";
import { expect, type Stack } from "./fixture";
import { address as experimentAddress, advance, ask, bring, dialog, idOf, makeDraft, open as openExperiment, writes } from "./experiment-page";
import { test } from "./metrics-page";
import { turn } from "./session";
import { SCRIPTS, SIMULATOR, button, compareAddress, open, saved, simulations, writeScript } from "./simulator-script-page";

test.slow();

const SEEDED = "Confirm both cities in one prompt";
const result = (page: Page) => page.getByRole("region", { name: "Read what changed" });
const step = (page: Page, name: string) =>
  page.getByRole("region", { name: "Steps" }).getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });

async function askControl(page: Page, utterances: string): Promise<void> {
  await page.getByLabel("Single utterances").fill(utterances);
  await button(page, "Ask as C").click();
  await expect(step(page, "Ask while everyone hears C")).toContainText("Done", { timeout: 30_000 });
}

async function pin(page: Page): Promise<void> {
  await button(page, "Pin to T1…").click();
  await dialog(page).getByRole("button", { name: "Pin to T1" }).click();
  await expect(step(page, "Pin your account to T1")).toContainText("Done", { timeout: 15_000 });
}

async function enable(page: Page, stack: Stack): Promise<void> {
  await button(page, "Enable…").click();
  await dialog(page).getByRole("button", { name: "Enable the test" }).click();
  await expect(dialog(page)).toBeHidden();
  await advance(stack, { advanceSeconds: 10 });
  await expect(step(page, "Enable the test")).toContainText("Done", { timeout: 20_000 });
}

async function askTreatment(page: Page): Promise<void> {
  await button(page, "Ask as T1").click();
  await expect(step(page, "Ask again, as T1")).toContainText("Done", { timeout: 30_000 });
}

test("the planted difference of a seeded experiment is shown, and the arm is proved", async ({ page, stack }) => {
  const id = await idOf(stack, SEEDED);
  await turn(stack, { simulationMs: 20 });
  await openExperiment(page, experimentAddress(id));
  await page.getByRole("link", { name: "Compare C and T1" }).click();
  await expect(page).toHaveURL(new RegExp(`mode=compare&experiment=${id}`));
  await expect(page.getByLabel("Experiment to compare")).toHaveValue(id);

  await expect(page.getByText("Your account stays pinned to T1 until the test is stopped.")).toBeVisible();
  await expect(page.getByText("An enabled test cannot be changed or deleted any more.")).toBeVisible();
  await expect(page.getByText("customers enter a test only once it is RUNNING")).toBeVisible();
  await askControl(page, "open city trips\n\nstop");
  expect(await simulations(stack)).toBe(2);
  await pin(page);
  await enable(page, stack);
  await expect(page.getByLabel("Experiment to compare").locator("option", { hasText: SEEDED })).toHaveText(`${SEEDED} (ENABLED)`);
  await askTreatment(page);

  await expect(result(page)).toContainText("Arm proved: T1");
  await expect(result(page)).toContainText("Every request to the skill names this experiment with T1");
  await expect(result(page)).toContainText("C was asked while the test was CREATED");
  await expect(result(page)).toContainText("Your account stays pinned to T1 until the test is stopped.");
  const welcome = page.getByRole("region", { name: "“open city trips”" });
  await expect(welcome).toContainText("Welcome to City Trips. Where are you travelling?");
  await expect(welcome.locator("del").first()).toBeVisible();
  await expect(welcome).toContainText("ms longer than C");
  // Alexa answers that by herself: there is no request that could prove anything.
  const stop = page.getByRole("region", { name: "“stop”" });
  await expect(stop.getByText("Skill not called")).toHaveCount(2);
  await expect(stop).not.toContainText("Could not prove the arm");
  expect(await writes(stack, "/treatmentOverrides/~current")).toBe(1);
  expect(await writes(stack, `${id}/state`)).toBe(1);

  await result(page).locator("summary").click();
  const json = await saved(page, () => button(page, "Answers and differences (JSON)").click());
  expect(JSON.parse(json)).toMatchObject({
    format: "skillscope-preflight",
    experimentId: id,
    treatmentProof: { kind: "proven", arm: "T1" },
    control: { experimentState: "CREATED" },
    treatment: { experimentState: "ENABLED", pinnedTo: "T1" },
  });
  await result(page).locator("summary").click();
  const csv = await saved(page, () => button(page, "A row for each turn (CSV)").click());
  expect(csv.split("\r\n")[1]).toMatch(/^open city trips,1,open city trips,true,SUCCESSFUL,SUCCESSFUL,/);
  for (const text of [json, csv]) expect(text).not.toMatch(/Atza\||apiAccessToken|eyJ/);

  // All of it is there after a reload.
  await page.reload();
  await expect(result(page)).toContainText("Arm proved: T1");
  await expect(step(page, "Ask again, as T1")).toContainText("Done");
});

test("conversation and scripts say that the own account is pinned, with a way to the experiment", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Hears T1");
  expect((await ask(stack, "PUT", `/${id}/treatmentOverrides/~current`, { treatmentId: "T1" })).status).toBe(204);
  await bring(stack, id, "ENABLED");
  await open(page, stack, SIMULATOR);
  const notice = page.getByRole("status").filter({ hasText: "Your account hears T1 in “Hears T1”" });
  await expect(notice).toContainText("until the test is stopped", { timeout: 15_000 });
  await page.getByRole("radiogroup", { name: "Mode" }).getByText("Scripts").click();
  await expect(button(page, "New script")).toBeVisible();
  await expect(notice).toBeVisible({ timeout: 15_000 });
  await page.getByRole("radiogroup", { name: "Mode" }).getByText("Conversation").click();
  await expect(notice).toBeVisible({ timeout: 15_000 });
  // The development version knows no groups.
  await page.getByRole("radiogroup", { name: "Stage" }).getByText("development").click();
  await expect(notice).toHaveCount(0);
  await page.getByRole("radiogroup", { name: "Stage" }).getByText("live").click();
  await notice.getByRole("link", { name: "Go to the experiment" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Hears T1" })).toBeVisible({ timeout: 15_000 });
});

test("a link that names the experiment says the pin also where the list of experiments is closed", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Named");
  expect((await ask(stack, "PUT", `/${id}/treatmentOverrides/~current`, { treatmentId: "T1" })).status).toBe(204);
  await bring(stack, id, "RUNNING");
  await turn(stack, { faults: [{ fault: "403", pathContains: "/experiments", queryContains: "maxResults" }] });
  await open(page, stack, `${SIMULATOR}&experiment=${id}`);
  await expect(page.getByRole("status").filter({ hasText: /Your account hears T1/ })).toBeVisible({ timeout: 15_000 });
});

test("the list of experiments follows a state that passes", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Follows");
  expect((await ask(stack, "POST", `/${id}/state`, { targetState: "ENABLED" })).status).toBe(202);
  await open(page, stack, `${SIMULATOR}&mode=compare`);
  const choice = page.getByLabel("Experiment to compare").locator("option", { hasText: "Follows" });
  await expect(choice).toBeAttached({ timeout: 15_000 });
  await advance(stack, { advanceSeconds: 10 });
  await expect(choice).toHaveText("Follows (ENABLED)", { timeout: 15_000 });
});

test("two tabs do not ask one comparison at once, and both show its answers", async ({ page, context, stack }) => {
  const id = await makeDraft(stack, "Two tabs");
  await open(page, stack, compareAddress(id));
  const other = await context.newPage();
  await open(other, stack, compareAddress(id));
  await expect(button(other, "Ask as C")).toBeVisible({ timeout: 15_000 });
  await other.getByLabel("Single utterances").fill("stop");
  await page.getByLabel("Single utterances").fill("open city trips\nnever ends");
  await button(page, "Ask as C").click();
  await expect(step(page, "Ask while everyone hears C")).toContainText("Conversation 2 of 2", { timeout: 30_000 });
  await button(other, "Ask as C").click();
  await expect(other.getByRole("heading", { name: "Another tab is asking" })).toBeVisible({ timeout: 15_000 });
  await button(page, "Stop asking").click();
  await expect(other.getByRole("heading", { name: "Another tab is asking" })).toHaveCount(0, { timeout: 15_000 });
  await expect(other.getByRole("region", { name: "“open city trips”" })).toBeVisible();
});

test("where no request names the experiment it says that it could not prove the arm", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Unproven");
  await open(page, stack, compareAddress(id));
  await askControl(page, "open city trips");
  await pin(page);
  await enable(page, stack);
  await turn(stack, { experimentation: "omitted" });
  await askTreatment(page);
  await expect(result(page)).toContainText("Could not prove the arm");
  await expect(result(page)).toContainText("What differs may come from T1, or from something else.");
  await expect(page.getByText("Arm proved")).toHaveCount(0);
});

test("a reload between and in the middle of steps goes on where it was, and nothing is done twice", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Reloaded");
  await open(page, stack, compareAddress(id));
  await page.getByLabel("Single utterances").fill("open city trips\nask city trips to find a trip from seattle to portland");
  await page.reload();
  await expect(page.getByLabel("Single utterances")).toHaveValue(/portland$/);
  await turn(stack, { simulationMs: 3_000 });
  await button(page, "Ask as C").click();
  await expect(step(page, "Ask while everyone hears C")).toContainText("Conversation 2 of 2", { timeout: 30_000 });
  await page.reload();
  await turn(stack, { simulationMs: 20 });
  await button(page, "Go on asking C").click();
  await expect(step(page, "Ask while everyone hears C")).toContainText("Done", { timeout: 40_000 });
  expect(await simulations(stack), "the first conversation was not asked again").toBeLessThanOrEqual(3);
  await pin(page);
  await page.reload();
  await expect(step(page, "Pin your account to T1")).toContainText("Done");
  await button(page, "Enable…").click();
  await dialog(page).getByRole("button", { name: "Enable the test" }).click();
  await expect(dialog(page)).toBeHidden();
  await page.reload();
  await advance(stack, { advanceSeconds: 10 });
  await expect(step(page, "Enable the test")).toContainText("Done", { timeout: 20_000 });
  await askTreatment(page);
  await expect(result(page)).toContainText("Arm proved: T1");
  expect(await writes(stack, "/treatmentOverrides/~current")).toBe(1);
  expect(await writes(stack, `${id}/state`)).toBe(1);
});

test("a double click pins and enables once", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Twice over");
  await open(page, stack, compareAddress(id));
  await page.getByLabel("Single utterances").fill("open city trips");
  await button(page, "Ask as C").dblclick();
  await expect(step(page, "Ask while everyone hears C")).toContainText("Done", { timeout: 30_000 });
  expect(await simulations(stack)).toBe(1);
  await turn(stack, { latencyMs: 200 });
  await button(page, "Pin to T1…").click();
  await dialog(page).getByRole("button", { name: "Pin to T1" }).dblclick();
  await expect(step(page, "Pin your account to T1")).toContainText("Done", { timeout: 15_000 });
  await button(page, "Enable…").click();
  await dialog(page).getByRole("button", { name: "Enable the test" }).dblclick();
  await expect(dialog(page)).toBeHidden({ timeout: 15_000 });
  expect(await writes(stack, "/treatmentOverrides/~current")).toBe(1);
  expect(await writes(stack, `${id}/state`)).toBe(1);
});

test("a refused override is said and changes nothing, and a lost answer is looked up instead of sent again", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Refused");
  await open(page, stack, compareAddress(id));
  await askControl(page, "open city trips");
  await turn(stack, { faults: [{ fault: "403", method: "PUT", pathContains: "treatmentOverrides", times: 1 }] });
  await button(page, "Pin to T1…").click();
  await dialog(page).getByRole("button", { name: "Pin to T1" }).click();
  await expect(page.getByRole("heading", { name: "This account may not do that (403)" })).toBeVisible();
  await expect(step(page, "Pin your account to T1")).toContainText("Next");
  await turn(stack, { faults: [{ fault: "lost-answer", method: "PUT", pathContains: "treatmentOverrides", times: 1 }] });
  const before = await writes(stack, "/treatmentOverrides/~current");
  await pin(page);
  expect((await writes(stack, "/treatmentOverrides/~current")) - before).toBeLessThanOrEqual(2);
  await expect(page.getByRole("heading", { name: "This account may not do that (403)" })).toHaveCount(0);
});

test("a test that runs already has no C side, and a colleague who enables it ends C's", async ({ page, stack }) => {
  const running = await makeDraft(stack, "Runs already");
  expect((await ask(stack, "PUT", `/${running}/treatmentOverrides/~current`, { treatmentId: "T1" })).status).toBe(204);
  await bring(stack, running, "RUNNING");
  await open(page, stack, compareAddress(running));
  await expect(step(page, "Ask while everyone hears C")).toContainText("there is no C side to ask for any more");
  await page.getByLabel("Single utterances").fill("open city trips");
  await askTreatment(page);
  await expect(result(page)).toContainText("There is no C side to compare it with");
  await expect(result(page)).toContainText("Arm proved: T1");

  const moved = await makeDraft(stack, "Moves meanwhile");
  await page.goto(compareAddress(moved));
  await page.getByLabel("Single utterances").fill("open city trips\nask city trips for help");
  await expect(button(page, "Ask as C")).toBeVisible();
  await bring(stack, moved, "ENABLED");
  await button(page, "Ask as C").click();
  await expect(page.getByText("The test is ENABLED now, so these answers need not be C any more.")).toBeVisible();
  await expect(step(page, "Pin your account to T1")).toContainText("Amazon pins it only while the test is CREATED");
});

test("nothing to ask, another stage, a missing experiment and a closed API are said", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Said");
  await open(page, stack, compareAddress(id));
  await button(page, "Ask as C").click();
  await expect(page.getByText("Choose a script or write an utterance first.")).toBeVisible();
  await expect(page.getByLabel("Single utterances")).toBeFocused();
  await page.getByLabel("Single utterances").fill("x".repeat(256));
  await button(page, "Ask as C").click();
  await expect(page.getByText("Line 1 is longer than 255 characters")).toBeVisible();
  await page.goto(compareAddress("no-such-experiment"));
  await expect(page.getByRole("heading", { name: /not found/ })).toBeVisible();
  await page.goto(`${compareAddress(id)}&stage=development`);
  await expect(page.getByRole("heading", { name: "Experiments run on the live version" })).toBeVisible();
  await button(page, "Use the live version").click();
  await expect(button(page, "Ask as C")).toBeVisible();
  await turn(stack, { faults: [{ fault: "403", pathContains: "/experiments" }] });
  await page.reload();
  await expect(page.getByRole("alert").or(page.getByRole("status")).filter({ hasText: "Try again" }).first()).toBeVisible();
});

test("a script that is pinned to the experiment is asked from the start, by keyboard", async ({ page, stack }) => {
  await makeDraft(stack, "With script");
  const id = await idOf(stack, "With script");
  await open(page, stack, SCRIPTS);
  await writeScript(page, "Two turns", [{ say: "open city trips" }, { say: "stop" }], "With script");
  await page.goto(compareAddress(id));
  await expect(page.getByRole("checkbox", { name: /Two turns/ })).toBeChecked();
  await button(page, "Ask as C").focus();
  await page.keyboard.press("Enter");
  await expect(step(page, "Ask while everyone hears C")).toContainText("Done", { timeout: 30_000 });
  await button(page, "Pin to T1…").focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("button", { name: "Leave it as it is" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(step(page, "Pin your account to T1")).toContainText("Done", { timeout: 15_000 });
  await expect(page.getByRole("region", { name: "“Two turns”" })).toContainText("“stop”");
});

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on the comparison, ${colorScheme}, ${width} wide`, async ({ page, stack, expectNoAxeViolations }) => {
      const id = await makeDraft(stack, "Axe");
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await open(page, stack, compareAddress(id));
      await expect(button(page, "Ask as C")).toBeVisible();
      await expectNoAxeViolations("at the start");
      await askControl(page, "open city trips");
      await button(page, "Pin to T1…").click();
      await expectNoAxeViolations("the question before pinning");
      await dialog(page).getByRole("button", { name: "Pin to T1" }).click();
      await expect(step(page, "Pin your account to T1")).toContainText("Done", { timeout: 15_000 });
      await enable(page, stack);
      await askTreatment(page);
      await expectNoAxeViolations("the result");
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth, "no sideways scrolling").toBeLessThanOrEqual(width);
    });
  }
}
