// What a sign-in calls × every fault of an answer. Refusals of Amazon's own page are in sign-in.spec.ts.

import type { Page } from "@playwright/test";
import { all, walk, type Sees } from "./faults-page";
import { FAULTS } from "./faults-rows";
import { test } from "./metrics-page";
import { answer, signInButton } from "./session";

test.use({ variant: "faults" });
test.describe.configure({ timeout: 240_000 });

const metrics = (page: Page) => page.getByRole("heading", { level: 1, name: "Metrics" });
const tokenField = (page: Page) => page.getByLabel("Access token");

/** The start page, with nobody signed in. */
async function begin(page: Page, field = signInButton): Promise<void> {
  if (await field(page).isVisible()) return;
  await page.evaluate(() => sessionStorage.clear());
  await page.goto("/");
}

const paste = async (page: Page) => {
  await begin(page, tokenField);
  if (!(await tokenField(page).isVisible())) await page.getByText("Paste a token", { exact: true }).click();
  await tokenField(page).fill("Atza|sandbox");
  await page.getByRole("button", { name: "Use this token" }).click();
};

test("whose a token is", async ({ page, stack }) => {
  await page.goto("/");
  await walk(page, stack, {
    name: "GET /auth/o2/tokeninfo",
    rule: { method: "GET", pathContains: "/auth/o2/tokeninfo" },
    provoke: paste,
    good: metrics,
    // A token that could not be asked about is still there to be used; one that was refused is not.
    typed: (page) => [tokenField(page), "Atza|sandbox"],
    wayOn: (page) => page.getByRole("button", { name: "Use this token" }),
    sees: { "401-no-access": { says: /Amazon does not accept this token/, clears: true } },
  });
});

const NAMELESS: Sees = {
  ...all(FAULTS, { fine: "The sign-in holds; only the name of the person is not shown." }),
  offline: { never: "The token is asked about before, and that fails first." },
};

test("the name of the person", async ({ page, stack }) => {
  await page.goto("/");
  await walk(page, stack, {
    name: "GET /user/profile",
    rule: { method: "GET", pathContains: "/user/profile" },
    provoke: async (page) => {
      await page.evaluate(() => sessionStorage.clear());
      await page.goto("/");
      await paste(page);
    },
    good: metrics,
    sees: NAMELESS,
  });
});

test.describe("with a proof key", () => {
  test.use({ variant: "faults-pkce" });

  test("a code for a token", async ({ page, stack }) => {
    await page.goto("/");
    await walk(page, stack, {
      name: "POST /auth/o2/token",
      rule: { method: "POST", pathContains: "/auth/o2/token" },
      provoke: async (page) => {
        await begin(page);
        await answer(page, "Allow");
      },
      write: /\/auth\/o2\/token$/,
      good: metrics,
      wayOn: signInButton,
      sees: { offline: { never: "Without a network nobody comes back from Amazon's page." } },
    });
  });
});
