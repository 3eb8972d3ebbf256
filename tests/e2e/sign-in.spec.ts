// Signing in over real HTTP against the sandbox's consent page, and every way in which that can go wrong.

import type { Page } from "@playwright/test";
import { expect, test } from "./fixture";
import {
  CLIENT_ID,
  PENDING,
  SESSION,
  answer,
  foreignToken,
  lastingKeys,
  lastingPlaces,
  pressAndReload,
  signIn,
  signInButton,
  token,
  turn,
} from "./session";

test.afterEach(async ({ stack }) => {
  await turn(stack, { refuseImplicit: false, tokenLifeS: 3600, faults: [] });
});

for (const variant of ["default", "pkce"]) {
  test.describe(`signing in, ${variant === "pkce" ? "code with PKCE" : "implicit"}`, () => {
    test.use({ variant });

    test("leads through the consent page to Metrics, and a reload keeps it", async ({ page }) => {
      await signIn(page);
      const before = await token(page);
      await page.reload();
      await expect(page).toHaveURL(/\/metrics\?/);
      expect(await token(page)).toBe(before);
    });

    test("asks tokeninfo once for a token from the fragment and never for one that a code bought", async ({ page }) => {
      const asked: string[] = [];
      page.on("request", (request) => {
        if (request.url().includes("/auth/o2/tokeninfo") && request.method() === "GET") asked.push(request.url());
      });
      await signIn(page);
      await token(page);
      expect(asked.length).toBe(variant === "pkce" ? 0 : 1);
    });

    test("leaves the token in the tab's storage and nowhere else", async ({ page }) => {
      const console: string[] = [];
      page.on("console", (message) => console.push(message.text()));
      await signIn(page);
      const secret = await token(page);
      await page.goto("/settings");
      await expect(page.getByRole("region", { name: "Text of the problem report" })).toContainText(/calls, newest first/);
      const devtools = await page.context().newCDPSession(page);
      const history = await devtools.send("Page.getNavigationHistory");
      const places = [await lastingPlaces(page), JSON.stringify(history.entries), console.join("\n")];
      for (const place of places) {
        for (const form of [secret, encodeURIComponent(secret), secret.replace("Atza|", "")]) {
          expect(place).not.toContain(form);
        }
      }
    });

    test("returns to the place that was asked for", async ({ page }) => {
      await page.goto("/metrics?v=1&range=12w&period=PT1H");
      await answer(page, "Allow");
      await expect(page).toHaveURL(/\/metrics\?v=1&(skill=[^&]+&)?range=12w&period=PT1H/);
    });

    test("says so when consent is denied", async ({ page }) => {
      await page.goto("/");
      await answer(page, "Deny");
      await expect(page.getByRole("status").filter({ hasText: "You left Amazon sign-in before finishing" })).toBeVisible();
      expect(await page.evaluate((key) => sessionStorage.getItem(key), SESSION)).toBeNull();
      expect(await page.evaluate((key) => sessionStorage.getItem(key), PENDING)).toBeNull();
    });

    test("still leads to the place that was asked for after consent was denied once", async ({ page }) => {
      await page.goto("/lex?v=1&range=12w");
      await answer(page, "Deny");
      await expect(page.getByRole("status").filter({ hasText: "You left Amazon sign-in before finishing" })).toBeVisible();
      await answer(page, "Allow");
      await expect(page).toHaveURL(/\/lex\?v=1&(skill=[^&]+&)?range=12w/);
    });

    test("refuses a reply with another state", async ({ page }) => {
      await page.goto("/");
      await signInButton(page).click();
      await expect(page.getByRole("button", { name: "Allow" })).toBeVisible();
      await page.goto(
        variant === "pkce"
          ? "/callback?code=abc&state=forged"
          : "/callback#access_token=Atza%7Cforged&token_type=bearer&expires_in=3600&state=forged",
      );
      await expect(page.getByRole("alert")).toContainText("This sign-in could not be verified");
      await expect(page).toHaveURL(/\/$/);
      expect(await page.evaluate((key) => sessionStorage.getItem(key), SESSION)).toBeNull();
    });

    test("refuses the same reply a second time", async ({ page }) => {
      let reply = "";
      page.on("response", (response) => {
        reply = response.headers()["location"] ?? reply;
      });
      await signIn(page);
      expect(reply).toContain("/callback");
      await page.evaluate((key) => sessionStorage.removeItem(key), SESSION);
      await page.goto(reply);
      await expect(page.getByRole("alert")).toContainText("This sign-in could not be verified");
      expect(await page.evaluate((key) => sessionStorage.getItem(key), SESSION)).toBeNull();
    });
  });
}

test("a retired implicit grant is explained, with the way on", async ({ page, stack }) => {
  await turn(stack, { refuseImplicit: true });
  await page.goto("/");
  await signInButton(page).click();
  const banner = page.getByRole("alert");
  await expect(banner).toContainText("Amazon no longer gives tokens this way");
  await expect(banner).toContainText("auth.flow to pkce");
  await expect(banner).toContainText("unsupported_response_type");
});

test("after a retired implicit grant the flow can be changed in this browser", async ({ page, stack }) => {
  await turn(stack, { refuseImplicit: true });
  await page.goto("/");
  await page.getByText("Connection settings", { exact: true }).click();
  await page.getByText("Code with PKCE", { exact: true }).click();
  await pressAndReload(page, "Save settings");
  await answer(page, "Allow");
  await expect(page).toHaveURL(/\/metrics\?/);
});

test("a client ID that Amazon does not know ends on Amazon's page, and the typed one is kept", async ({ page }) => {
  await page.goto("/settings");
  await page.getByLabel("Login with Amazon client ID").fill("amzn1.application-oa2-client.unknown");
  await pressAndReload(page, "Save settings");
  await page.goto("/");
  await signInButton(page).click();
  await expect(page.getByRole("heading", { name: "this sign-in cannot go on" })).toBeVisible();
  await page.goBack();
  await page.getByText("Connection settings", { exact: true }).click();
  await expect(page.getByLabel("Login with Amazon client ID")).toHaveValue("amzn1.application-oa2-client.unknown");
});

test.describe("a pasted token", () => {
  async function paste(page: Page, text: string): Promise<void> {
    await page.getByText("Paste a token", { exact: true }).click();
    await page.getByLabel("Access token").fill(text);
    await page.getByRole("button", { name: "Use this token" }).click();
  }

  test("signs in, and what was typed does not stay in the field", async ({ page }) => {
    const text = await foreignToken(page);
    await paste(page, ` Bearer ${text} `);
    await expect(page).toHaveURL(/\/metrics\?/);
    expect(await token(page)).toBe(text);
  });

  test("is refused in words when it cannot be a token", async ({ page }) => {
    await page.goto("/");
    await paste(page, "two words");
    const field = page.getByLabel("Access token");
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(/one line without blanks/);
    await field.fill("x");
    await expect(field).not.toHaveAttribute("aria-invalid");
  });

  test("is refused when Amazon does not know it", async ({ page }) => {
    await page.goto("/");
    await paste(page, "Atza|nobody");
    await expect(page.getByRole("alert")).toContainText("Amazon does not accept this token");
    expect(await page.evaluate((key) => sessionStorage.getItem(key), SESSION)).toBeNull();
  });

  test("is refused when it was made for another client", async ({ page }) => {
    await page.route("**/auth/o2/tokeninfo?*", (route) =>
      route.fulfill({
        headers: { "access-control-allow-origin": "*" },
        json: { aud: "amzn1.application-oa2-client.other", user_id: "amzn1.account.X", exp: 3000 },
      }),
    );
    await page.goto("/");
    await paste(page, "Atza|someone-elses");
    await expect(page.getByRole("alert")).toContainText("This token was made for another client");
    expect(await page.evaluate((key) => sessionStorage.getItem(key), SESSION)).toBeNull();
  });
});

test.describe("the end of a sign-in", () => {
  test("is announced two minutes before, and then said while the page stays", async ({ page }) => {
    await page.clock.install();
    await signIn(page);
    await expect(page).toHaveURL(/skill=/);
    const address = page.url();
    await page.clock.fastForward("58:30");
    const dialog = page.getByRole("dialog", { name: "Your sign-in ends in 2 minutes" });
    await expect(dialog).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Later" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("heading", { level: 1 }), "where the focus was").toBeFocused();
    // The dialog looks after the focus a frame after the browser told that it closed, which empties it; frames come with
    // the clock.
    await expect(page.locator("dialog#renewal > *")).toHaveCount(0);
    await page.clock.runFor(200);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.clock.fastForward("00:20");
    await expect(dialog, "it asks once").toBeHidden();
    await page.clock.fastForward("02:00");
    await expect(page.getByText("Your sign-in ran out (401)")).toBeVisible();
    await page.clock.runFor(200);
    await expect(page.getByRole("button", { name: "Sign in again" })).toBeFocused();
    expect(page.url()).toBe(address);
    const session = await page.evaluate((key) => sessionStorage.getItem(key), SESSION);
    expect(session).not.toContain("Atza|");
  });

  test("can be renewed, and the person returns to the same place", async ({ page }) => {
    await page.clock.install();
    await signIn(page);
    await expect(page).toHaveURL(/skill=/);
    const address = page.url();
    await page.clock.fastForward("58:30");
    await page.getByRole("button", { name: "Renew sign-in" }).click();
    await page.getByRole("button", { name: "Allow" }).click();
    await expect(page).toHaveURL(address);
    await expect(page.getByText("59 min")).toBeVisible();
  });
});

test.describe("a 401 of the service", () => {
  test("for a skill that the account may not read keeps the sign-in", async ({ page, stack }) => {
    await turn(stack, { faults: [{ fault: "401-no-access", pathContains: "/metrics" }] });
    await signIn(page);
    await expect(page.getByText("This account has no access to this skill (401)").first()).toBeVisible();
    await expect(page.getByText("Your sign-in ran out (401)")).toBeHidden();
    await token(page);
  });

  test("for a token that ran out says so, forgets the token and stays on the page", async ({ page, stack }) => {
    await signIn(page);
    await expect(page).toHaveURL(/skill=/);
    await turn(stack, { faults: [{ fault: "401-expired", pathContains: "/metrics", times: 1 }] });
    const address = page.url();
    await page.reload();
    await expect(page.getByText("Your sign-in ran out (401)")).toBeVisible();
    expect(page.url()).toBe(address);
    expect(await page.evaluate((key) => sessionStorage.getItem(key), SESSION)).not.toContain("Atza|");
  });
});

test.describe("an address that the policy does not allow", () => {
  test.use({ clean: false });

  test("is called that, and no network failure", async ({ page }) => {
    const json = { version: 1, clientId: CLIENT_ID };
    await page.route("**/config.json", (route) => route.fulfill({ json }));
    await page.goto("/");
    await page.getByText("Paste a token", { exact: true }).click();
    await page.getByLabel("Access token").fill("Atza|any");
    await page.getByRole("button", { name: "Use this token" }).click();
    await expect(page.getByRole("alert")).toContainText("This address is not allowed by this installation");
    await expect(page.getByRole("alert")).toContainText("https://api.amazon.com");
  });
});

test("signing in, entering the demo, leaving it and skipping to the content take the keyboard to the heading", async ({ page }) => {
  const heading = page.getByRole("heading", { level: 1 });
  await signIn(page);
  await expect(heading).toBeFocused();
  await page.goto("/settings");
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(signInButton(page)).toBeVisible();
  await expect(heading).toBeFocused();
  await page.getByRole("button", { name: "Explore with demo data" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Metrics" })).toBeFocused();
  await expect(page, "the list of skills arrived, so that the address is at rest").toHaveURL(/skill=/);
  const address = page.url();
  await page.getByRole("link", { name: "Skip to content" }).focus();
  await page.keyboard.press("Enter");
  await expect(heading).toBeFocused();
  expect(page.url()).toBe(address);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Copy link" })).toBeFocused();
});

test("signing out forgets the token and what the tab holds", async ({ page }) => {
  await signIn(page);
  await page.getByRole("group").filter({ has: page.locator("summary.avatar") }).locator("summary").click();
  await page.getByLabel("Account", { exact: true }).getByRole("button", { name: "Sign out" }).click();
  await expect(signInButton(page)).toBeVisible();
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("Atza|");
  await page.reload();
  await expect(signInButton(page)).toBeVisible();
});

test("two accounts and the demo see nothing of each other's stored data", async ({ page }) => {
  const skill = "amzn1.ask.skill.33333333-3333-4333-8333-333333333333";
  const address = `/metrics?v=1&skill=${skill}&type=flashBriefing&range=28d`;
  // Source and account stand before everything else in a key.
  const owners = async () => new Set((await lastingKeys(page)).map((key) => key.split("|").slice(0, 2).join("|")));
  let known = new Set<string>();
  for (const who of ["Alex Sandbox", "Robin Sandbox", "demo"]) {
    await page.goto(address);
    if (who === "demo") await page.getByRole("button", { name: "Explore with demo data" }).click();
    else await answer(page, "Allow", who);
    await expect.poll(async () => (await owners()).size, { message: who }).toBe(known.size + 1);
    const now = await owners();
    for (const owner of known) expect(now, "what the others left is still theirs").toContain(owner);
    known = now;
    await page.goto("/settings");
    await page.getByRole("main").getByRole("button", { name: /Sign out|Leave the demo/ }).click();
    await expect(signInButton(page)).toBeVisible();
  }
  expect(known.size).toBe(3);
});

test("whoever signs in after another account's sign-in ran out is told, and leaves nothing of either in the tab", async ({
  page,
}) => {
  await signIn(page, "Alex Sandbox");
  await page.evaluate((key) => {
    const session = JSON.parse(sessionStorage.getItem(key)!);
    const draft = `skillscope.data.${encodeURIComponent(session.source.api?.base ?? "")}|${encodeURIComponent(session.account)}|lex-draft`;
    sessionStorage.setItem(draft, "{}");
    sessionStorage.setItem(key, JSON.stringify({ ...session, expires: session.begun }));
  }, SESSION);
  await page.reload();
  await page.getByRole("button", { name: "Sign in again" }).first().click();
  await page.getByRole("radio", { name: /Robin Sandbox/ }).check();
  await page.getByRole("button", { name: "Allow" }).click();
  const notice = page.getByRole("status").filter({ hasText: "You signed in with another account" });
  await expect(notice).toBeVisible();
  await notice.getByRole("button", { name: "Understood" }).click();
  await expect(notice).toHaveCount(0);
  const tab = () => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("skillscope.data.")));
  expect((await tab()).filter((key) => key.endsWith("|lex-draft"))).toHaveLength(1);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(signInButton(page)).toBeVisible();
  expect(await tab()).toEqual([]);
});

test("the start page says that signing in needs the network, while there is none", async ({
  page,
  context,
  expectNoAxeViolations,
}) => {
  await page.goto("/");
  await expect(signInButton(page)).toBeVisible();
  const notice = page.getByRole("status").filter({ hasText: "This browser is offline" });
  await expect(notice).toHaveCount(0);
  await context.setOffline(true);
  await expect(notice).toContainText("can be seen without one only in a tab that is signed in");
  await expectNoAxeViolations();
  await context.setOffline(false);
  await expect(notice).toHaveCount(0);
});

test("signing out can delete the figures that this browser keeps of the account", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Explore with demo data" }).click();
  await expect.poll(async () => (await lastingKeys(page)).length).toBeGreaterThan(0);
  await page.goto("/settings");
  await page.getByLabel(/Also delete the figures/).check();
  await page.getByRole("main").getByRole("button", { name: "Leave the demo" }).click();
  await expect(signInButton(page)).toBeVisible();
  await expect.poll(() => lastingKeys(page)).toEqual([]);
});

test("the demo needs no sign-in and calls nobody", async ({ page, stack, baseURL }) => {
  const calls: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(baseURL!)) calls.push(request.url());
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Explore with demo data" }).click();
  await expect(page).toHaveURL(/\/metrics\?/);
  await expect(page.getByRole("complementary", { name: "Demo data" })).toBeVisible();
  expect(calls.filter((url) => !url.startsWith("data:") && !url.startsWith("blob:"))).toEqual([]);
  expect(stack.sandbox).toMatch(/^http:/);
});

test.describe("blocked storage", () => {
  test.use({ clean: false });

  test("is said, and the demo works without it", async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, "sessionStorage", {
        get() {
          throw new DOMException("blocked", "SecurityError");
        },
      });
    });
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "This browser blocks storage for this page" }).first()).toBeVisible();
    await signInButton(page).click();
    await expect(page.getByText(/could not be recognised/).first()).toBeVisible();
    await page.getByRole("button", { name: "Explore with demo data" }).click();
    await expect(page).toHaveURL(/\/metrics\?/);
  });
});

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on sign-in and settings, ${colorScheme}, ${width} wide`, async ({ page, expectNoAxeViolations }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.goto("/");
      await expect(signInButton(page)).toBeVisible();
      await expectNoAxeViolations("sign-in");
      await page.getByText("Connection settings", { exact: true }).click();
      await page.getByText("Paste a token", { exact: true }).click();
      await page.getByRole("button", { name: "Use this token" }).click();
      await expectNoAxeViolations("sign-in with everything open");
      await answer(page, "Deny");
      await expect(page.getByText("You left Amazon sign-in before finishing")).toBeVisible();
      await expectNoAxeViolations("sign-in with a banner");
      await page.goto("/settings");
      await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
      await page.getByLabel("Login with Amazon client ID").fill("");
      await page.getByRole("button", { name: "Save settings" }).click();
      await expectNoAxeViolations("settings with an error");
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth, "no sideways scrolling").toBeLessThanOrEqual(width);
    });
  }
}
