// Every write of the service × every fault of an answer: sent once, what was typed is still there, and whether it was
// done is said. What a lost answer leads to in the end is in experiment-form.spec.ts and experiment-lifecycle.spec.ts.

import type { Page } from "@playwright/test";
import { expect } from "./fixture";
import { address, dialog, heading, makeDraft, open as openExperiment, stateTag } from "./experiment-page";
import { createButton, field as form, fill, openForm, saveButton } from "./experiment-form-page";
import { SLOW, bodyless, walk, type Fault, type Seen } from "./faults-page";
import { CITY_TRIPS, test } from "./metrics-page";
import { field, open as openSimulator, thread } from "./simulator-page";
import { answer, signInButton } from "./session";

test.use({ variant: "faults" });
test.describe.configure({ timeout: 240_000 });

/** After a write of which nobody knows whether it was done, the page says so. */
const UNSURE: Partial<Record<Fault, Seen>> = bodyless;

const close = async (page: Page) => {
  const button = page.getByRole("button", { name: "Close", exact: true }).first();
  if (await button.isVisible()) await button.click();
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
    sees: UNSURE,
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
    sees: UNSURE,
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
      await dialog(page).getByRole("button", { name: "Set to 50%" }).click();
    },
    write: /exposurePercentage$/,
    good: (page) => page.getByText("Now 50%"),
    wayOn: (page) => page.getByRole("button", { name: "Close", exact: true }),
    sees: UNSURE,
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
      await dialog(page).getByRole("button", { name: "Enable experiment" }).click();
    },
    write: /\/state$/,
    good: (page) => stateTag(page).filter({ hasText: "ENABLED" }),
    wayOn: (page) => page.getByRole("button", { name: "Close", exact: true }),
    sees: UNSURE,
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
    good: (page) => page.getByText(/pinned to T1|gets T1/),
    wayOn: (page) => page.getByRole("button", { name: "Close", exact: true }),
    sees: UNSURE,
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
      await dialog(page).getByRole("button", { name: "Delete draft" }).click();
    },
    write: new RegExp(`${id}$`),
    good: (page) => heading(page).filter({ hasText: "Experiments" }),
    wayOn: (page) => page.getByRole("button", { name: "Close", exact: true }),
    sees: UNSURE,
  });
});

test("enable a skill for the own account", async ({ page, stack }) => {
  // Another account of the sandbox has not enabled it.
  await openSimulator(page, `/simulator?v=1&skill=${CITY_TRIPS}&stage=development`);
  const enable = page.getByRole("button", { name: "Enable for my account" });
  await expect(enable).toBeVisible(SLOW);
  await walk(page, stack, {
    name: "PUT …/enablement",
    rule: { method: "PUT", pathContains: "/enablement" },
    provoke: async (page) => {
      await enable.first().click();
      await dialog(page).getByRole("button", { name: "Enable for my account" }).click();
    },
    write: /\/enablement$/,
    good: (page) => field(page),
    wayOn: () => enable,
    sees: UNSURE,
  });
});

test("say something to a skill", async ({ page, stack }) => {
  await openSimulator(page);
  await expect(field(page)).toBeVisible(SLOW);
  await walk(page, stack, {
    name: "POST …/simulations",
    rule: { method: "POST", pathContains: "/simulations" },
    provoke: async (page) => {
      await field(page).fill("open city trips");
      await field(page).press("Enter");
    },
    write: /\/simulations$/,
    sees: {
      "409": { never: "It did not run, and is sent again by itself: simulator.spec.ts." },
      "429": { never: "It did not run, and is sent again by itself: simulator.spec.ts." },
      "429-retry-after=1": { never: "It did not run, and is sent again by itself: simulator.spec.ts." },
    },
    place: (page) => thread(page),
    good: (page) => thread(page).getByText("LaunchRequest").last(),
    wayOn: (page) => thread(page).getByRole("button", { name: /Send again|Ask again/ }),
  });
});

test("the end of a simulation", async ({ page, stack }) => {
  await openSimulator(page);
  await expect(field(page)).toBeVisible(SLOW);
  await walk(page, stack, {
    name: "GET …/simulations/{simulationId}",
    rule: { method: "GET", pathContains: "/simulations/" },
    provoke: async (page) => {
      await field(page).fill("open city trips");
      await field(page).press("Enter");
    },
    place: (page) => thread(page),
    good: (page) => thread(page).getByText("LaunchRequest").last(),
    wayOn: (page) => thread(page).getByRole("button", { name: /Send again|Ask again/ }),
  });
});

test.describe("with a proof key", () => {
  test.use({ variant: "pkce" });

  test("a code for a token", async ({ page, stack }) => {
    await page.goto("/");
    await walk(page, stack, {
      name: "POST /auth/o2/token",
      rule: { method: "POST", pathContains: "/auth/o2/token" },
      provoke: (page) => answer(page, "Allow"),
      write: /\/auth\/o2\/token$/,
      good: (page) => page.getByRole("heading", { level: 1, name: "Metrics" }),
      wayOn: signInButton,
      sees: { hang: { never: "This variant waits half a minute for an answer; a time-out is that of any write." }, offline: { never: "Without a network nobody comes back from Amazon's page." } },
    });
  });
});
