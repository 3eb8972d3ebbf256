// What simulator and profiler call × every fault of an answer. How a turn is sent again, given up and taken up is in
// simulator.spec.ts.

import type { Page } from "@playwright/test";
import { expect, type Stack } from "./fixture";
import { dialog } from "./experiment-page";
import { SLOW, WITHOUT_BODY, walk, type Sees } from "./faults-page";
import { CITY_TRIPS, test } from "./metrics-page";
import { PROFILER, editor, open as openProfiler, profile, result, rows, utterance } from "./profiler-page";
import { field, open as openSimulator, thread } from "./simulator-page";
import { turn } from "./session";

test.use({ variant: "faults" });
test.describe.configure({ timeout: 240_000 });

test.beforeEach(async ({ stack }) => {
  await turn(stack, { simulationMs: 0 });
});

const DEVELOPMENT = `/simulator?v=1&skill=${CITY_TRIPS}&stage=development`;

/** The skill is not enabled for the account: where the answer to that question is refused, or was never given. */
async function disable(stack: Stack): Promise<void> {
  const address = `${stack.sandbox}/v1/skills/${CITY_TRIPS}/stages/development/enablement`;
  const answer = await fetch(address, { method: "DELETE", headers: { authorization: "Bearer Atza|sandbox" } });
  expect(answer.status).toBe(204);
}

test("whether a skill is enabled", async ({ page, stack }) => {
  await openSimulator(page);
  await expect(field(page)).toBeVisible(SLOW);
  await walk(page, stack, {
    name: "GET …/enablement",
    rule: { method: "GET", pathContains: "/enablement" },
    good: field,
    sees: { ...WITHOUT_BODY, "404": { shows: /is not enabled for your account/ } },
  });
});

test("enable a skill for the own account", async ({ page, stack }) => {
  await disable(stack);
  await openSimulator(page, DEVELOPMENT);
  const enable = page.getByRole("main").getByRole("button", { name: "Enable for my account" });
  await expect(enable).toBeVisible(SLOW);
  await walk(page, stack, {
    name: "PUT …/enablement",
    rule: { method: "PUT", pathContains: "/enablement" },
    provoke: async (page) => {
      await enable.first().click();
      await dialog(page).getByRole("button", { name: "Enable for my account" }).click();
      await expect(dialog(page)).toBeHidden(SLOW);
    },
    write: /\/enablement$/,
    good: field,
    sees: WITHOUT_BODY,
  });
});

const say = async (page: Page) => {
  await field(page).fill("open city trips");
  await field(page).press("Enter");
};
const lastTurn = (page: Page) => thread(page).locator(".turn:not(.turn--me)").last();
const RESENT: Sees = Object.fromEntries(
  ["409", "429", "429-retry-after=1"].map((fault) => [fault, { fine: "It did not run, and is sent again by itself after a wait.", times: 1 }]),
);

test("say something to a skill", async ({ page, stack }) => {
  await openSimulator(page);
  await expect(field(page)).toBeVisible(SLOW);
  await walk(page, stack, {
    name: "POST …/simulations",
    rule: { method: "POST", pathContains: "/simulations" },
    provoke: say,
    write: /\/simulations$/,
    good: (page) => lastTurn(page).filter({ hasText: "LaunchRequest" }),
    place: (page) => lastTurn(page).or(page.locator("#simulator-say-problem")),
    wayOn: (page) => lastTurn(page).getByRole("button", { name: "Send again" }).or(page.getByRole("button", { name: "Send", exact: true })),
    sees: RESENT,
  });
});

test("the end of a simulation", async ({ page, stack }) => {
  await openSimulator(page);
  await expect(field(page)).toBeVisible(SLOW);
  await walk(page, stack, {
    name: "GET …/simulations/{simulationId}",
    rule: { method: "GET", pathContains: "/simulations/" },
    provoke: async (page) => {
      const ask = lastTurn(page).getByRole("button", { name: "Ask again" });
      if (await ask.isVisible()) await ask.click();
      else await say(page);
    },
    good: (page) => lastTurn(page).filter({ hasText: "LaunchRequest" }),
    place: lastTurn,
    wayOn: (page) => lastTurn(page).getByRole("button", { name: /Send again|Ask again/ }),
    sees: {
      "404": { says: /Amazon has forgotten the result/, id: true },
      // A status that no document has may pass as well: it is asked for twenty times.
      "unknown-enums": { says: /There is still no answer/ },
    },
  });
});

test("profile an utterance", async ({ page, stack }) => {
  await openProfiler(page);
  await walk(page, stack, {
    name: "POST …/profileNlu",
    rule: { method: "POST", pathContains: "/profileNlu" },
    provoke: (page) => profile(page, "help"),
    good: (page) => result(page).filter({ hasText: "AMAZON.HelpIntent" }),
    typed: (page) => [utterance(page), "help"],
    sees: { "null-fields": { shows: /No intent matched/ } },
  });
});

test("the interaction model, against which lists are checked", async ({ page, stack }) => {
  await openProfiler(page);
  await rows(page).fill("utterance,expectedIntent\nhelp,AMAZON.HelpIntnt");
  await walk(page, stack, {
    name: "GET …/interactionModel/locales/{locale}",
    rule: { method: "GET", pathContains: "/interactionModel/" },
    good: (page) => editor(page).getByText("Did you mean"),
    typed: (page) => [rows(page), "utterance,expectedIntent\nhelp,AMAZON.HelpIntnt"],
  });
});
