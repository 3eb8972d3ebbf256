// Suites beside an experiment: pinned, offered before the start, after each raise and before the stop, and compared.

import type { Page } from "@playwright/test";
import { expect, type Stack } from "./fixture";
import { address, ask, bring, makeDraft } from "./experiment-page";
import { signIn, test } from "./metrics-page";
import { SMALL, finished, make, open, results, rows, run, score, suite } from "./profiler-page";
import { turn } from "./session";

const card = (page: Page) => page.getByRole("region", { name: "Utterance suites", exact: true });
const beside = (page: Page) => page.getByRole("region", { name: "Beside an experiment", exact: true });
const pinned = (page: Page) => page.getByRole("region", { name: "Runs for the experiment", exact: true });

/** Goes to the experiment's page by the link beside the suite, and waits for its card of suites. */
async function visit(page: Page): Promise<void> {
  await beside(page).getByRole("link", { name: "Shorter question" }).click();
  await expect(card(page)).toBeVisible({ timeout: 15_000 });
}

/** Runs the suite that the card of the experiment's page names, for the moment that is suggested. */
async function runFromCard(page: Page, moment: string): Promise<void> {
  await card(page).getByRole("link", { name: "Small", exact: true }).click();
  await expect(suite(page)).toContainText("Small, 8 utterances", { timeout: 15_000 });
  await expect(beside(page).getByRole("radio", { name: moment })).toBeChecked({ timeout: 15_000 });
  await run(page).click();
  await finished(page);
}

async function raise(stack: Stack, id: string, exposurePercentage: number): Promise<void> {
  expect((await ask(stack, "POST", `/${id}/exposurePercentage`, { exposurePercentage })).ok).toBe(true);
}

test("a suite is pinned, offered at each step of an experiment, and its runs are compared", async ({ page, stack }) => {
  test.setTimeout(180_000);
  const id = await makeDraft(stack, "Shorter question", 20);
  await open(page);
  await make(page);

  // Pinning, from the menu of the suite.
  await page.locator("summary[aria-label='More for suites']").click();
  await page.getByRole("button", { name: "Pin to an experiment", exact: true }).click();
  const asking = page.getByRole("dialog", { name: "Pin the suite to an experiment" });
  await asking.getByLabel("Experiment").selectOption({ label: "Shorter question" }, { timeout: 15_000 });
  await asking.getByRole("button", { name: "Pin", exact: true }).click();
  await expect(beside(page)).toContainText("Shorter question");

  // Before the start.
  await visit(page);
  await expect(card(page)).toContainText("Run it before the start.");
  await runFromCard(page, "before the start");
  await expect(pinned(page)).toContainText("before the start");
  await visit(page);
  await expect(card(page)).toContainText(/before the start, .*: 87\.5% right intent/);
  await expect(card(page)).not.toContainText("Run it before the start.");

  // While it runs, and once more after a raise.
  await bring(stack, id, "ENABLED");
  await bring(stack, id, "RUNNING");
  await card(page).getByRole("link", { name: "Small", exact: true }).click();
  await visit(page);
  await expect(card(page)).toContainText("Run it at the present exposure of 20%. Run it again before you stop.");
  await runFromCard(page, "after a raise");
  await raise(stack, id, 40);
  await visit(page);
  await expect(card(page)).toContainText("Run it at the present exposure of 40%.");
  await runFromCard(page, "after a raise");
  await expect(pinned(page)).toContainText("at 40% exposure");

  // Before the stop, with a list that now expects something else.
  await suite(page).getByRole("button", { name: "Edit list" }).click();
  await rows(page).fill(SMALL.replace("help,AMAZON.HelpIntent", "help,AMAZON.StopIntent"));
  await page.getByRole("button", { name: "Save list" }).click();
  await visit(page);
  await expect(card(page)).toContainText("Run it again before you stop.");
  await card(page).getByRole("link", { name: "Small", exact: true }).click();
  await beside(page).getByRole("radio", { name: "before the stop" }).check({ force: true, timeout: 15_000 });
  await run(page).click();
  await finished(page);
  await expect(score(page)).toContainText("6 of 8");
  await expect(results(page)).toContainText("help");
  await expect(pinned(page).getByRole("row")).toHaveCount(5);
  await expect(pinned(page).getByRole("row").last()).toContainText("0 fixed, 0 broken");
  await visit(page);
  await expect(card(page)).toContainText(/before the stop, .*: 75\.0% right intent; since the run before 0 fixed, 0 broken/);
  await expect(card(page).getByText(/^Run it/)).toHaveCount(0);
});

test("without a pinned suite the card says how to get one, and leads to the profiler", async ({ page, stack, expectNoAxeViolations }) => {
  const id = await makeDraft(stack, "Shorter question");
  await page.goto(address(id));
  await signIn(page, "Atza|sandbox");
  await expect(card(page)).toContainText("No suite is pinned to this experiment.", { timeout: 15_000 });
  await card(page).getByRole("link", { name: "Open the profiler" }).click();
  await expect(beside(page)).toContainText("No utterance suite is pinned to this experiment.", { timeout: 15_000 });
  // A suite that is made here is the experiment's at once.
  await make(page);
  await expect(beside(page)).toContainText("1 utterance suite is pinned to this experiment.");
  await expectNoAxeViolations("a suite beside an experiment");
});

test("experiments that cannot be read are an error in the dialog, with a way to try again", async ({ page, stack }) => {
  await makeDraft(stack, "Shorter question");
  await open(page);
  await make(page);
  await turn(stack, { faults: [{ pathContains: "/experiments", fault: "403" }] });
  await page.locator("summary[aria-label='More for suites']").click();
  await page.getByRole("button", { name: "Pin to an experiment", exact: true }).click();
  const asking = page.getByRole("dialog", { name: "Pin the suite to an experiment" });
  await expect(asking).toContainText("403", { timeout: 15_000 });
  await turn(stack, { faults: [] });
  await asking.getByRole("button", { name: "Try again" }).click();
  await expect(asking.getByLabel("Experiment")).toBeVisible({ timeout: 15_000 });
});
