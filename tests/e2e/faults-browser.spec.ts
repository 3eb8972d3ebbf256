// What the browser itself may do to the page: a wrong clock, no database or a full one, no storage of the tab, two tabs.
// No panic and no error of a script is watched by the fixture. Blocked storage at the start is in boot.spec.ts and
// sign-in.spec.ts; two tabs that change an experiment or run a suite are in experiment-lifecycle.spec.ts and
// profiler-suite.spec.ts.

import type { Page } from "@playwright/test";
import { expect } from "./fixture";
import { LIST, row } from "./experiment-page";
import { fill, kept } from "./experiment-form-page";
import { SLOW, keep } from "./faults-page";
import { CITY_TRIPS, MORNING_MINUTE, card, loaded, metricsLog, open, signIn, test } from "./metrics-page";
import { PROFILER, make, profile, result } from "./profiler-page";
import { ADDRESS, field, say, thread } from "./simulator-page";

test.describe.configure({ timeout: 90_000 });

const ONE_WEEK = "from=2026-06-01&to=2026-06-07&compare=off";

/** Goes to each page and does there what it is for. */
async function walkThePages(page: Page): Promise<void> {
  await open(page, ONE_WEEK, MORNING_MINUTE);
  await loaded(page);
  const go = async (address: string) => {
    await page.evaluate((to) => {
      history.pushState(null, "", to);
      dispatchEvent(new PopStateEvent("popstate"));
    }, address);
  };
  await go(LIST);
  await expect(row(page, "Shorter welcome message")).toBeVisible(SLOW);
  await go(ADDRESS);
  await expect(field(page)).toBeVisible(SLOW);
  await say(page, "open city trips");
  await expect(thread(page)).toContainText("LaunchRequest", SLOW);
  await go(PROFILER);
  await profile(page, "help");
  await expect(result(page)).toContainText("AMAZON.HelpIntent", SLOW);
  await make(page);
}

const HOURS = 3_600_000;

for (const [name, hours] of [["three days ahead", 72], ["three days behind", -72], ["ten minutes ahead", 1 / 6]] as const) {
  test(`a clock that is ${name} opens the last days and signs nobody out`, async ({ page }) => {
    await page.clock.install({ time: Date.now() + hours * HOURS });
    await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}&range=7d`);
    await signIn(page, "Atza|sandbox");
    await expect(card(page, "Sessions")).toContainText(/\d/, SLOW);
    await expect(page.getByText(/59 min|60 min|1 h/).first()).toBeVisible();
    await expect(page.getByText("Your sign-in ran out (401)")).toBeHidden();
    keep(`Browser: clock ${name}`, [{ fault: "any endpoint", sees: "all is well: the life of a token is counted from when it came" }]);
  });
}

const BLOCKED = {
  "cannot be reached": () => {
    Object.defineProperty(window, "indexedDB", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  },
  "does not open": () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("denied", "InvalidStateError");
    };
  },
  "is full": () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  },
};

for (const [name, block] of Object.entries(BLOCKED)) {
  test(`a database that ${name} stops no page`, async ({ page }) => {
    await page.addInitScript(block);
    await walkThePages(page);
    keep(`Browser: the database ${name}`, [{ fault: "any endpoint", sees: "all is well; figures are read anew with each visit" }]);
  });
}

test("a storage of the tab that is full keeps the page at work, and what is typed stays until it is sent", async ({ page }) => {
  await page.addInitScript(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key: string, value: string) {
      if (this === sessionStorage && key !== "skillscope.probe") throw new DOMException("full", "QuotaExceededError");
      set.call(this, key, value);
    };
  });
  await walkThePages(page);
  await page.evaluate((to) => {
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, `/experiments/new?v=1&skill=${CITY_TRIPS}`);
  await fill(page, "Kept nowhere");
  await expect(kept(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kept nowhere", SLOW);
  keep("Browser: the storage of the tab is full", [{ fault: "any endpoint", sees: "all is well until a reload, which asks to sign in again" }]);
});

test("a storage of the browser that is full stops no page", async ({ page }) => {
  await page.addInitScript(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key: string, value: string) {
      if (this === localStorage) throw new DOMException("full", "QuotaExceededError");
      set.call(this, key, value);
    };
  });
  await walkThePages(page);
  keep("Browser: the lasting storage is full", [{ fault: "any endpoint", sees: "all is well; preferences last until the tab is closed" }]);
});

test("two tabs read at once, and deleting in one what is kept does not disturb the other", async ({ page, context, stack }) => {
  await open(page, ONE_WEEK, MORNING_MINUTE);
  await loaded(page);
  const other = await context.newPage();
  await open(other, ONE_WEEK, MORNING_MINUTE);
  await loaded(other);
  expect((await metricsLog(stack)).length, "the second tab finds what the first kept").toBe(6);
  await page.goto("/settings");
  await page.getByRole("checkbox", { name: /Also delete the figures/ }).check();
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in with Amazon" })).toBeVisible(SLOW);
  await other.getByRole("group", { name: "Filters" }).getByRole("combobox", { name: "Stage" }).selectOption("development");
  await expect(other.getByRole("heading", { level: 1, name: "Metrics" })).toBeVisible();
  await expect(other).toHaveURL(/stage=development/);
  await expect(other.getByText("Your sign-in ran out (401)")).toBeHidden();
  keep("Browser: two tabs", [{ fault: "any endpoint", sees: "all is well: each tab has a sign-in of its own, and they share what was read" }]);
});
