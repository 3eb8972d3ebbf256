// The whole way: from the form to a decision, by keyboard alone, and from the form to the bin. And every refusal of every
// operation that the page of an experiment uses.

import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { expect } from "./fixture";
import { address, advance, ask, bring, dialog, heading, makeDraft, open, stateTag, writes } from "./experiment-page";
import { CITY_TRIPS, test } from "./metrics-page";
import { turn } from "./session";

const action = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const text = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const SLOW = { timeout: 20_000 };

/** Puts the focus on something that Tab reaches, and presses a key there. */
async function press(page: Page, locator: ReturnType<Page["locator"]>, key = "Enter"): Promise<void> {
  // While a dialog still closes, nothing behind it takes the focus.
  await expect(async () => {
    await locator.focus();
    await expect(locator).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press(key);
}

async function fillForm(page: Page, name: string): Promise<void> {
  await text(page, "Name").focus();
  await page.keyboard.type(name);
  await expect(text(page, "Name")).toHaveValue(name);
  await page.getByLabel("Hypothesis").focus();
  await page.keyboard.type("One sentence instead of three lowers friction.");
  await press(page, action(page, "Add Customer Friction"));
  await press(page, action(page, "Add Skill Next Day Retention"));
}

test("create, enable, start, raise, read, stop, report: by keyboard alone", async ({ page, stack }) => {
  test.slow();
  await open(page, `/experiments/new?v=1&skill=${CITY_TRIPS}`);
  await fillForm(page, "From start to end");
  await press(page, action(page, "Create draft"));
  await expect(heading(page)).toHaveText("From start to end", SLOW);
  await expect(stateTag(page)).toHaveText("CREATED");

  await press(page, action(page, "Enable…"));
  await press(page, dialog(page).getByRole("button", { name: "Enable experiment" }));
  await expect(stateTag(page)).toHaveText("ENABLED", SLOW);
  await press(page, action(page, "Start…"));
  await press(page, dialog(page).getByRole("button", { name: "Start experiment" }));
  await expect(stateTag(page)).toHaveText("RUNNING", SLOW);
  await expect(page.getByText("Amazon has published no snapshot yet").first()).toBeVisible(SLOW);

  await advance(stack, { advanceDays: 8 });
  await page.reload();
  await expect(page.getByText("Suggested next step")).toBeVisible(SLOW);
  const exposure = page.getByLabel("New exposure in percent");
  await exposure.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("80");
  await press(page, action(page, "Raise to 80%"));
  await press(page, dialog(page).getByRole("button", { name: "Raise to 80%" }));
  await expect(page.getByText("Now 80%")).toBeVisible(SLOW);

  await advance(stack, { advanceDays: 22 });
  await page.reload();
  // The page goes by this machine's clock, the sandbox is ahead of it: what counts is how far the data reaches.
  await expect(page.getByText("Suggested next step")).toBeVisible(SLOW);
  const verdict = page.locator(".verdict__eyebrow");
  await expect(verdict).toHaveText(/T1 is likely better|The results need your judgement/);
  const said = (await verdict.textContent())!.trim();

  await press(page, action(page, "Stop experiment…"));
  await press(page, page.getByRole("radio", { name: /It showed what it was to show/ }), "Space");
  await press(page, page.getByRole("checkbox", { name: "I understand this cannot be undone" }), "Space");
  await press(page, dialog(page).getByRole("button", { name: "Stop experiment" }));
  await expect(stateTag(page)).toHaveText("STOPPED", SLOW);

  await press(page, page.locator("summary").filter({ hasText: "Export" }));
  const report = page.getByRole("button", { name: /^Decision report/ });
  await expect(report).not.toHaveAttribute("aria-disabled", "true", SLOW);
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, report)]);
  const html = await readFile(await download.path(), "utf8");
  expect(html).toContain("From start to end");
  expect(html).toContain(said);
  expect(html).toContain("EXPERIMENT_SUCCESS");
  expect(html).not.toContain("Atza|");
});

test("create, edit, delete: by keyboard alone", async ({ page, stack }) => {
  await open(page, `/experiments/new?v=1&skill=${CITY_TRIPS}`);
  await fillForm(page, "Here and gone");
  await press(page, action(page, "Create draft"));
  await expect(heading(page)).toHaveText("Here and gone", SLOW);
  const id = new URL(page.url()).pathname.split("/").pop()!;
  await press(page, action(page, "Edit"));
  const hypothesis = page.getByLabel("Hypothesis");
  await expect(hypothesis).toHaveValue(/One sentence/, SLOW);
  await hypothesis.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("Two sentences do.");
  await press(page, action(page, "Save changes"));
  await expect(page.getByText("Two sentences do.").first()).toBeVisible(SLOW);
  await press(page, action(page, "Delete draft…"));
  await press(page, page.getByRole("checkbox", { name: "I understand this cannot be undone" }), "Space");
  await press(page, dialog(page).getByRole("button", { name: "Delete draft" }));
  await expect(heading(page)).toHaveText("Experiments", SLOW);
  const after = await ask(stack, "GET", `/${id}`);
  expect(after.status === 404 || (await after.json()).experiment.state === "DELETED").toBe(true);
});

const WORDS: Record<string, RegExp> = {
  "400": /Check the request \(400\)/,
  "401-no-access": /\(401\)/,
  "403": /\(403\)/,
  "404": /\(404\)/,
  "409": /\(409\)/,
  "429": /Amazon asked us to slow down \(429\)/,
};

/** What is looked at when the page opens, and which refusals its document has. */
const LOOKS = [
  { operation: "get A/B test", path: (id: string) => `/experiments/${id}`, exact: true, faults: ["401-no-access", "403", "404", "429"] },
  { operation: "get treatment override", path: (id: string) => `${id}/treatmentOverrides`, faults: ["401-no-access", "403", "404", "429"] },
  { operation: "get metric snapshot", path: (id: string) => `${id}/metricSnapshots/`, faults: ["400", "401-no-access", "403", "404", "429"] },
  { operation: "list snapshots", path: (id: string) => `${id}/metricSnapshots`, faults: ["400", "401-no-access", "403", "404", "429"] },
];

for (const { operation, path, faults } of LOOKS) {
  test(`every refusal of ${operation} is said in words with its request id`, async ({ page, stack }) => {
    test.slow();
    const id = await makeDraft(stack, "Refused to look");
    await bring(stack, id, "RUNNING");
    await advance(stack, { advanceDays: 2 });
    await open(page, address(id));
    for (const fault of faults) {
      await turn(stack, { faults: [{ fault, method: "GET", pathContains: path(id) }] });
      await page.reload();
      const said = page.getByRole("alert").or(page.getByRole("status")).filter({ hasText: WORDS[fault] }).first();
      await expect(said, fault).toBeVisible(SLOW);
      await expect(said, fault).toContainText("Request ID");
      await turn(stack, { faults: [] });
    }
  });
}

test("every refusal of get A/B test state is said before anything is sent", async ({ page, stack }) => {
  test.slow();
  const id = await makeDraft(stack, "State not told");
  await open(page, address(id));
  for (const fault of ["401-no-access", "403", "404", "429"]) {
    await turn(stack, { faults: [{ fault, method: "GET", pathContains: `${id}/state` }] });
    await page.getByLabel("New exposure in percent").fill("50");
    await page.getByRole("button", { name: "Set to 50%" }).click();
    await dialog(page).getByRole("button", { name: "Set to 50%" }).click();
    const said = page.getByRole("alert").or(page.getByRole("status")).filter({ hasText: WORDS[fault] }).first();
    await expect(said, fault).toBeVisible(SLOW);
    await expect(said, fault).toContainText("Nothing was changed");
    expect(await writes(stack, `${id}/exposurePercentage`)).toBe(0);
    await turn(stack, { faults: [] });
    await page.getByRole("button", { name: "Close", exact: true }).first().click();
  }
});

/** What is asked for, by which button, and which refusals its document has. */
const CHANGES = [
  {
    operation: "set treatment override",
    path: "treatmentOverrides",
    make: async (page: Page) => page.getByRole("button", { name: "T1, the new behaviour" }).click(),
  },
  {
    operation: "update A/B test state",
    path: "/state",
    make: async (page: Page) => {
      await action(page, "Enable…").click();
      await dialog(page).getByRole("button", { name: "Enable experiment" }).click();
    },
  },
  {
    operation: "delete A/B test",
    path: "",
    method: "DELETE",
    make: async (page: Page) => {
      await action(page, "Delete draft…").click();
      await page.getByRole("checkbox", { name: "I understand this cannot be undone" }).check();
      await dialog(page).getByRole("button", { name: "Delete draft" }).click();
    },
  },
];

for (const { operation, path, method, make } of CHANGES) {
  test(`every refusal of ${operation} is said in words with its request id, and changes nothing`, async ({ page, stack }) => {
    test.slow();
    const id = await makeDraft(stack, "Refused to change");
    await open(page, address(id));
    await expect(page.getByText("Your account is not pinned")).toBeVisible(SLOW);
    for (const fault of ["400", "401-no-access", "403", "404", "409", "429"]) {
      const verb = method ?? (path === "treatmentOverrides" ? "PUT" : "POST");
      await turn(stack, { faults: [{ fault, method: verb, pathContains: id + (path.startsWith("/") || !path ? path : `/${path}`) }] });
      await make(page);
      const said = page.getByRole("alert").or(page.getByRole("status")).filter({ hasText: WORDS[fault] }).first();
      await expect(said, fault).toBeVisible(SLOW);
      await expect(said, fault).toContainText("Request ID");
      await expect(stateTag(page)).toHaveText("CREATED");
      await turn(stack, { faults: [] });
      await page.getByRole("button", { name: "Close", exact: true }).first().click();
    }
  });
}
