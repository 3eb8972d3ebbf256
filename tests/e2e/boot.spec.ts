import { expect, test, withoutApplication } from "./fixture";

const REPLY = "skillscope.oauth.reply";

test("the application starts, and the loading state goes", async ({ page }) => {
  const wasm: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith(".wasm")) wasm.push(request.url());
  });
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("data-boot", "started");
  await expect(page.locator("#loading")).toHaveCount(0);
  await expect(page.locator("#app")).not.toBeEmpty();
  for (const panel of ["crash", "load-failure", "too-old", "storage-blocked"]) {
    await expect(page.locator(`#${panel}`)).toBeHidden();
  }
  expect(new Set(wasm).size).toBe(1);
  const fetched = await page.evaluate(
    () => performance.getEntriesByType("resource").filter((entry) => entry.name.endsWith(".wasm")).length,
  );
  expect(fetched, "the preloaded file is the one that is used").toBe(1);
});

test("a reply in the fragment leaves the address and the history before the application starts", async ({ page }) => {
  await withoutApplication(page);
  await page.goto("/robots.txt");
  await page.goto("/callback#access_token=Atza%7Csecret&token_type=bearer&state=s1");
  expect(new URL(page.url()).href).toMatch(/\/callback$/);
  const reply = await page.evaluate((key) => sessionStorage.getItem(key), REPLY);
  expect(JSON.parse(reply!)).toEqual({ fragment: "access_token=Atza%7Csecret&token_type=bearer&state=s1", query: "" });
  await page.goBack();
  await page.goForward();
  expect(page.url()).not.toContain("secret");
});

test("an error in the fragment is taken at any path, and the page's own query stays", async ({ page }) => {
  await withoutApplication(page);
  await page.goto("/?v=1#error=access_denied&state=s1");
  expect(page.url()).toMatch(/\/\?v=1$/);
  const reply = await page.evaluate((key) => sessionStorage.getItem(key), REPLY);
  expect(JSON.parse(reply!).fragment).toBe("error=access_denied&state=s1");
});

test("a code in the query is taken at the callback only", async ({ page }) => {
  await withoutApplication(page);
  await page.goto("/callback?code=c1&state=s1");
  expect(page.url()).toMatch(/\/callback$/);
  const reply = await page.evaluate((key) => sessionStorage.getItem(key), REPLY);
  expect(JSON.parse(reply!)).toEqual({ fragment: "", query: "code=c1&state=s1" });

  await page.evaluate(() => sessionStorage.clear());
  await page.goto("/elsewhere?code=c1&state=s1#main");
  expect(page.url()).toMatch(/\/elsewhere\?code=c1&state=s1#main$/);
  expect(await page.evaluate((key) => sessionStorage.getItem(key), REPLY)).toBeNull();
});

test.describe("the theme", () => {
  for (const [theme, background] of [
    ["light", "rgb(246, 247, 249)"],
    ["dark", "rgb(14, 17, 22)"],
  ]) {
    test(`${theme}, when chosen, is there before the application`, async ({ page }) => {
      await withoutApplication(page);
      await page.emulateMedia({ colorScheme: theme === "light" ? "dark" : "light" });
      await page.addInitScript((value) => localStorage.setItem("skillscope.theme", value), theme);
      await page.goto("/");
      await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(background);
    });
  }

  test("follows the system unless one is chosen", async ({ page }) => {
    await withoutApplication(page);
    await page.addInitScript(() => localStorage.setItem("skillscope.theme", "purple"));
    await page.emulateMedia({ colorScheme: "dark" });
    await page.goto("/");
    expect(await page.locator("html").getAttribute("data-theme")).toBeNull();
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe("rgb(14, 17, 22)");
  });
});

test.describe("where the application cannot run", () => {
  test.use({ clean: false });

  test("a loader that does not arrive is said, and can be loaded again", async ({ page, expectNoAxeViolations }) => {
    await withoutApplication(page);
    await page.goto("/");
    const panel = page.getByRole("alert", { name: "Skillscope did not load" });
    await expect(panel).toBeVisible();
    await expect(page.getByText("Loading Skillscope")).toBeHidden();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoAxeViolations(colorScheme);
    }
    await page.unroute("**/start-*.js");
    await panel.getByRole("button", { name: "Load again" }).click();
    await expect(page.locator("html")).toHaveAttribute("data-boot", "started");
    await expect(panel).toBeHidden();
  });

  test("a WebAssembly file that does not arrive is said", async ({ page }) => {
    await page.route("**/*.wasm", (route) => route.abort());
    await page.goto("/");
    await expect(page.getByRole("alert", { name: "Skillscope did not load" })).toBeVisible();
  });

  test("a module that was changed on the way does not run", async ({ page }) => {
    await page.route("**/skillscope-*.js", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${await response.text()}\nwindow.tampered = true;` });
    });
    await page.goto("/");
    await expect(page.getByRole("alert", { name: "Skillscope did not load" })).toBeVisible();
    expect(await page.evaluate(() => "tampered" in window)).toBe(false);
  });

  test("an old browser is told so, and the application stays away", async ({ page }) => {
    await page.addInitScript(() => {
      CSS.supports = () => false;
    });
    await page.goto("/", { waitUntil: "networkidle" });
    await expect(page.getByRole("alert", { name: "This browser is too old for Skillscope" })).toBeVisible();
    await expect(page.locator("#app")).toBeEmpty();
  });

  test("blocked storage is told, and a reply still leaves the address", async ({ page }) => {
    await withoutApplication(page);
    await page.addInitScript(() => {
      Object.defineProperty(window, "sessionStorage", {
        get() {
          throw new DOMException("blocked", "SecurityError");
        },
      });
    });
    await page.goto("/callback#access_token=secret&state=s1");
    await expect(page.getByRole("alert", { name: "This browser blocks storage for this page" })).toBeVisible();
    expect(page.url()).toMatch(/\/callback$/);
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says what it needs", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Skillscope needs JavaScript" })).toBeVisible();
    await expect(page.getByText("Loading Skillscope")).toBeHidden();
  });
});
