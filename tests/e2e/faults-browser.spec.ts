// What the browser itself may do to the page × every page: a wrong clock, no database or a full one, no storage of the tab
// or a full one, two tabs. No panic and no error of a script is watched by the fixture. Blocked storage at the start is in
// boot.spec.ts and sign-in.spec.ts; two tabs that change an experiment or run a suite are in experiment-lifecycle.spec.ts
// and profiler-suite.spec.ts.

import type { Page } from "@playwright/test";
import { expect } from "./fixture";
import { LIST, row } from "./experiment-page";
import { NEW, field as form, fill } from "./experiment-form-page";
import { SLOW } from "./faults-page";
import { PAGES, pageRow, type BrowserFault, type PageName } from "./faults-rows";
import { keep, publish } from "./faults-table";
import { RANGE, results } from "./lex-page";
import { CITY_TRIPS, MORNING_MINUTE, card, loaded, signIn, test } from "./metrics-page";
import { PROFILER, make, profile, result, suite } from "./profiler-page";
import { ADDRESS, field, said, say, thread } from "./simulator-page";
import { turn } from "./session";

test.describe.configure({ timeout: 120_000 });

test.beforeEach(async ({ stack }) => {
  await turn(stack, { simulationMs: 0 });
});

const WEEK = `/metrics?v=1&skill=${MORNING_MINUTE}&from=2026-06-01&to=2026-06-07&compare=off`;
const LEX = `/lex?v=1&skill=${CITY_TRIPS}&${RANGE}`;

/** Goes to an address without loading the page again: nothing of the tab outlasts that where its storage is blocked. */
const go = (page: Page, address: string) =>
  page.evaluate((to) => {
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, address);

const level1 = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

/** Does on each page what it is for. */
const WORK: Record<PageName, (page: Page) => Promise<void>> = {
  Metrics: async (page) => {
    await go(page, WEEK);
    await expect(level1(page, "Metrics")).toBeVisible(SLOW);
    await loaded(page);
    await expect(card(page, "Sessions")).toContainText(/\d/, SLOW);
  },
  Experiments: async (page) => {
    await go(page, LIST);
    await expect(row(page, "Shorter welcome message")).toBeVisible(SLOW);
  },
  "Form of an experiment": async (page) => {
    await go(page, NEW);
    await fill(page, "Kept in the form");
    await expect(form.name(page)).toHaveValue("Kept in the form");
  },
  Simulator: async (page) => {
    await go(page, ADDRESS);
    await expect(field(page)).toBeVisible(SLOW);
    await say(page, "open city trips");
    await expect(thread(page)).toContainText("LaunchRequest", SLOW);
  },
  Profiler: async (page) => {
    await go(page, PROFILER);
    await profile(page, "help");
    await expect(result(page)).toContainText("AMAZON.HelpIntent", SLOW);
    await make(page);
  },
  Lex: async (page) => {
    await go(page, LEX);
    await expect(results(page)).toBeVisible(SLOW);
  },
  Settings: async (page) => {
    await go(page, "/settings");
    await expect(level1(page, "Settings")).toBeVisible(SLOW);
    await page.getByLabel("Login with Amazon client ID").fill("amzn1.application-oa2-client.typed");
    await expect(page.getByLabel("Login with Amazon client ID")).toHaveValue("amzn1.application-oa2-client.typed");
  },
};

/** Signs in at the start page and walks through all pages. `instead`: what a page does that is not its usual work. */
async function walk(page: Page, fault: BrowserFault, why: string, instead: Partial<Record<PageName, (page: Page) => Promise<string>>> = {}): Promise<void> {
  await page.goto("/");
  await signIn(page, "Atza|sandbox");
  await expect(level1(page, "Metrics")).toBeVisible(SLOW);
  for (const name of PAGES) {
    const seen = instead[name] ? await instead[name](page) : await WORK[name](page).then(() => `all is well: ${why}`);
    await expect(page.getByText("Your sign-in ran out (401)"), `${name}: nobody is signed out`).toBeHidden();
    keep(pageRow(name), fault, seen);
  }
  publish();
}

/** The words of a text that has to be on the page. */
async function told(page: Page, words: RegExp): Promise<string> {
  const text = page.getByText(words).first();
  await expect(text).toBeVisible(SLOW);
  return (await text.innerText()).replace(/\s+/g, " ");
}

const HOURS = 3_600_000;

for (const [fault, hours] of [["the clock is three days ahead", 72], ["the clock is three days behind", -72]] as const) {
  test(`all pages while ${fault}`, async ({ page }) => {
    await page.clock.install({ time: Date.now() + hours * HOURS });
    await walk(page, fault, "the life of a token is counted from when it came.", {
      Metrics: async (page) => {
        await go(page, `/metrics?v=1&skill=${CITY_TRIPS}&range=7d`);
        await expect(card(page, "Sessions")).toContainText(/\d/, SLOW);
        await expect(page.getByText(/59 min|60 min|1 h/).first()).toBeVisible();
        return "all is well: the last days are those of this clock, and the life of a token is counted from when it came.";
      },
      Lex: async (page) => {
        await go(page, LEX);
        const wrong = page.locator(".banner").filter({ hasText: "The clock of this machine is wrong" });
        await expect(wrong).toBeVisible(SLOW);
        const words = (await wrong.locator("h2, p").allInnerTexts()).slice(0, 2).join(" · ");
        await wrong.getByRole("button", { name: "Go on with the right time" }).click();
        await expect(results(page)).toBeVisible(SLOW);
        return `${words} · Go on with the right time`;
      },
    });
  });
}

const BLOCKED: [BrowserFault, () => void][] = [
  [
    "IndexedDB cannot be reached",
    () => {
      Object.defineProperty(window, "indexedDB", {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    },
  ],
  [
    "IndexedDB does not open",
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("denied", "InvalidStateError");
      };
    },
  ],
  [
    "IndexedDB is full",
    () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    },
  ],
];

for (const [fault, block] of BLOCKED) {
  test(`all pages while ${fault}`, async ({ page }) => {
    await page.addInitScript(block);
    await walk(page, fault, "what is read is read anew with each visit.", {
      Simulator: async (page) => {
        await WORK.Simulator(page);
        return told(page, /This browser keeps nothing here/);
      },
      Profiler: async (page) => {
        await WORK.Profiler(page);
        return told(page, /What you make lasts until this page is closed/);
      },
    });
  });
}

const NOT_KEPT = async (page: Page) => {
  await WORK["Form of an experiment"](page);
  return told(page, /This browser keeps no draft/);
};

test("all pages while sessionStorage is blocked", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "sessionStorage", {
      get() {
        throw new DOMException("blocked", "SecurityError");
      },
    });
  });
  const why = "a token that is pasted signs in until the page is loaded again, as the start page says.";
  await walk(page, "sessionStorage is blocked", why, { "Form of an experiment": NOT_KEPT });
});

test("all pages while sessionStorage is full", async ({ page }) => {
  await page.addInitScript(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key: string, value: string) {
      if (this === sessionStorage && key !== "skillscope.probe") throw new DOMException("full", "QuotaExceededError");
      set.call(this, key, value);
    };
  });
  const why = "until the page is loaded again, which asks to sign in again.";
  await walk(page, "sessionStorage is full", why, {
    "Form of an experiment": async (page) => {
      const words = await NOT_KEPT(page);
      // What cannot be kept can be sent.
      await page.getByRole("button", { name: "Create draft" }).click();
      await expect(level1(page, "Kept in the form")).toBeVisible(SLOW);
      return words;
    },
  });
});

test("all pages while localStorage is full", async ({ page }) => {
  await page.addInitScript(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key: string, value: string) {
      if (this === localStorage) throw new DOMException("full", "QuotaExceededError");
      set.call(this, key, value);
    };
  });
  await walk(page, "localStorage is full", "preferences last until the tab is closed.", {
    Settings: async (page) => {
      await WORK.Settings(page);
      await page.getByRole("button", { name: "Save settings" }).click();
      const words = await told(page, /could not be kept/);
      await expect(page.getByLabel("Login with Amazon client ID")).toHaveValue("amzn1.application-oa2-client.typed");
      return words;
    },
  });
});

test("all pages in two tabs at once", async ({ page, context }) => {
  test.slow();
  const fault = "two tabs at once";
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto("/");
    await signIn(tab, "Atza|sandbox");
    await expect(level1(tab, "Metrics")).toBeVisible(SLOW);
  }
  const why: Record<PageName, string> = {
    Metrics: "each tab has a sign-in of its own, and they share what was read.",
    Experiments: "both show the same list.",
    "Form of an experiment": "each tab keeps its own draft.",
    Simulator: "both show the turns of both.",
    Profiler: "a suite that one keeps is there in the other.",
    Lex: "each tab has keys of its own.",
    Settings: "what is typed in one stays there.",
  };
  for (const name of PAGES) {
    await WORK[name](page);
    if (name === "Simulator") {
      await go(other, ADDRESS);
      await expect(said(other)).toHaveCount(1, SLOW);
      await say(other, "help");
      await expect(said(page)).toHaveCount(2, SLOW);
    } else if (name === "Profiler") {
      await go(other, PROFILER);
      await expect(suite(other)).toContainText("Small", SLOW);
    } else {
      await WORK[name](other);
    }
    for (const tab of [page, other]) await expect(tab.getByText("Your sign-in ran out (401)")).toBeHidden();
    keep(pageRow(name), fault, `all is well: ${why[name]}`);
  }
  // What one deletes for good does not disturb the other.
  await page.getByRole("checkbox", { name: /Also delete the figures/ }).check();
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in with Amazon" })).toBeVisible(SLOW);
  await WORK.Metrics(other);
  publish();
});
