// Every write of experiments × every fault of an answer: sent once, what was typed is still there, and whether it was done
// is said. What a lost answer leads to in the end is in experiment-form.spec.ts and experiment-lifecycle.spec.ts.

import type { Page } from "@playwright/test";
import { expect } from "./fixture";
import { address, dialog, heading, makeDraft, open as openExperiment, stateTag } from "./experiment-page";
import { createButton, field as form, fill, openForm, saveButton } from "./experiment-form-page";
import { SLOW, WITHOUT_BODY, walk } from "./faults-page";
import { CITY_TRIPS, test } from "./metrics-page";

test.use({ variant: "faults" });
test.describe.configure({ timeout: 240_000 });

const closeButton = (page: Page) => page.getByRole("button", { name: "Close", exact: true });

const close = async (page: Page) => {
  const button = closeButton(page).first();
  if (await button.isVisible()) await button.click();
};

/** Answers the question before a change, and waits until it is made or not. */
const confirm = async (page: Page, name: string) => {
  await dialog(page).getByRole("button", { name }).click();
  await expect(dialog(page)).toBeHidden(SLOW);
};

test("create an experiment", async ({ page, stack }) => {
  await openForm(page);
  await fill(page, "Walked through");
  await walk(page, stack, {
    name: "POST …/experiments",
    rule: { method: "POST", pathContains: "/experiments" },
    provoke: (page) => createButton(page).click(),
    write: /\/experiments$/,
    good: (page) => heading(page).filter({ hasText: "Walked through" }),
    typed: (page) => [form.name(page), "Walked through"],
    wayOn: createButton,
    sees: {
      ...WITHOUT_BODY,
      // A success that says not where: by its name it is not there.
      empty: { says: /The experiment was not created/ },
    },
  });
});

test("change an experiment", async ({ page, stack }) => {
  const id = await makeDraft(stack, "To be changed");
  await openForm(page, `/experiments/${id}/edit?v=1&skill=${CITY_TRIPS}`);
  await form.hypothesis(page).fill("Two sentences do.");
  await walk(page, stack, {
    name: "POST …/experiments/{experimentId}/properties",
    rule: { method: "POST", pathContains: "/properties" },
    provoke: (page) => saveButton(page).click(),
    write: /\/properties$/,
    good: (page) => page.getByText("Two sentences do.").and(page.locator(":not(textarea)")),
    typed: (page) => [form.hypothesis(page), "Two sentences do."],
    wayOn: saveButton,
    sees: WITHOUT_BODY,
  });
});

test("exposure", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Exposed");
  await openExperiment(page, address(id));
  await expect(stateTag(page)).toHaveText("CREATED");
  await walk(page, stack, {
    name: "POST …/exposurePercentage",
    rule: { method: "POST", pathContains: `${id}/exposurePercentage` },
    provoke: async (page) => {
      await close(page);
      await page.getByLabel("New exposure in percent").fill("50");
      await page.getByRole("button", { name: "Set to 50%" }).click();
      await confirm(page, "Set to 50%");
    },
    write: /exposurePercentage$/,
    good: (page) => page.getByText("Now 50%"),
    typed: (page) => [page.getByLabel("New exposure in percent"), "50"],
    wayOn: closeButton,
    sees: WITHOUT_BODY,
  });
});

test("the own treatment", async ({ page, stack }) => {
  const id = await makeDraft(stack, "Pinned");
  await openExperiment(page, address(id));
  await expect(page.getByText("Your account is not pinned")).toBeVisible(SLOW);
  await walk(page, stack, {
    name: "PUT …/treatmentOverrides/~current",
    rule: { method: "PUT", pathContains: `${id}/treatmentOverrides` },
    provoke: async (page) => {
      await close(page);
      await page.getByRole("button", { name: "T1, the new behaviour" }).click();
    },
    write: /treatmentOverrides\/~current$/,
    good: (page) => page.getByText("Your account hears T1, the new behaviour, in this test."),
    wayOn: closeButton,
    sees: WITHOUT_BODY,
  });
});

test("the state of an experiment", async ({ page, stack }) => {
  const id = await makeDraft(stack, "To be enabled");
  await openExperiment(page, address(id));
  await expect(stateTag(page)).toHaveText("CREATED");
  await walk(page, stack, {
    name: "POST …/state",
    rule: { method: "POST", pathContains: `${id}/state` },
    provoke: async (page) => {
      await close(page);
      await page.getByRole("button", { name: "Enable…" }).click();
      await confirm(page, "Enable experiment");
    },
    write: /\/state$/,
    good: (page) => stateTag(page).filter({ hasText: /ENABL/ }),
    wayOn: closeButton,
    sees: WITHOUT_BODY,
  });
});

test("delete an experiment", async ({ page, stack }) => {
  const id = await makeDraft(stack, "To be deleted");
  await openExperiment(page, address(id));
  await expect(stateTag(page)).toHaveText("CREATED");
  await walk(page, stack, {
    name: "DELETE …/experiments/{experimentId}",
    rule: { method: "DELETE", pathContains: id },
    provoke: async (page) => {
      await close(page);
      await page.getByRole("button", { name: "Delete draft…" }).click();
      await page.getByRole("checkbox", { name: "I understand this cannot be undone" }).check();
      await confirm(page, "Delete draft");
    },
    write: new RegExp(`${id}$`),
    good: (page) => heading(page).filter({ hasText: "Experiments" }),
    wayOn: closeButton,
    sees: WITHOUT_BODY,
  });
});
