// API activity: every call with its answer, to copy and to send again; no token in it, and nothing of it kept.

import type { Page } from "@playwright/test";
import { expect } from "./fixture";
import { CITY_TRIPS, HEARTH_LIGHTS, TWO_WEEKS, loaded, metricsLog, open, test } from "./metrics-page";
import { SESSION, answer, lastingPlaces, token, turn } from "./session";

const panel = (page: Page) => page.getByRole("dialog", { name: "API activity" });
const calls = (page: Page) => panel(page).getByRole("list", { name: "Calls, newest first" });
const call = (page: Page, name: string | RegExp) => calls(page).getByRole("button", { name });
const chosen = (page: Page) => calls(page).locator("li").filter({ has: page.locator("[aria-expanded=true]") });

test("a call is shown with operation, status, request ID and time, and its command names the token", async ({ page, context, stack }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, `${TWO_WEEKS}&compare=off`);
  await loaded(page);
  await page.keyboard.press("i");
  await expect(panel(page).getByRole("button", { name: "Close API activity" })).toBeFocused();
  const shown = call(page, /GET 200 metrics\?.*metric=totalSessions/).first();
  await shown.focus();
  await page.keyboard.press("Enter");
  await expect(shown).toHaveAttribute("aria-expanded", "true");
  const detail = chosen(page);
  await expect(detail).toContainText("getSkillMetrics");
  await expect(detail).toContainText("200, answered");
  await expect(detail).toContainText(/\d ms, first try/);
  await expect(detail).toContainText(`/v1/skills/${CITY_TRIPS}/metrics?`);
  const ids = (await metricsLog(stack)).map((entry) => entry.requestId);
  const id = await detail.locator("dd code").innerText();
  expect(ids, "the sandbox's own id").toContain(id);
  await detail.getByRole("button", { name: "Copy as curl" }).press("Enter");
  await expect(page.getByText("Copied", { exact: true })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('-H "Authorization: Bearer $LWA_TOKEN"');
  expect(copied).toContain(`${stack.sandbox}/v1/skills/${CITY_TRIPS}/metrics?`);
  expect(copied).not.toContain("Atza");
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();
});

test("a read is sent again once, and its answer is the newest call", async ({ page, stack }) => {
  // A skill without experiments: nothing else is asked in the background, and may come newest.
  await open(page, `${TWO_WEEKS}&compare=off`, HEARTH_LIGHTS);
  await loaded(page);
  const before = (await metricsLog(stack)).length;
  await page.keyboard.press("i");
  await call(page, /metric=totalEnablements/).first().press("Enter");
  await chosen(page).getByRole("button", { name: "Send again" }).press("Enter");
  await expect(chosen(page).getByRole("status")).toHaveText(/^Answered/, { timeout: 15_000 });
  expect((await metricsLog(stack)).length).toBe(before + 1);
  await expect(calls(page).getByRole("button").first()).toHaveAccessibleName(/metric=totalEnablements/);
  await turn(stack, { faults: [{ fault: "403", pathContains: "/metrics" }] });
  await chosen(page).getByRole("button", { name: "Send again" }).press("Enter");
  await expect(chosen(page).getByRole("status")).toContainText("(403)", { timeout: 15_000 });
});

test("a failure leads to its call, failed calls can be told from the others, and writes are not sent again", async ({ page, stack }) => {
  await turn(stack, { faults: [{ fault: "500", pathContains: "/experiments" }] });
  await page.goto(`/experiments?v=1&skill=${CITY_TRIPS}`);
  await page.getByText("Paste a token", { exact: true }).click();
  await page.getByLabel("Access token").fill("Atza|sandbox");
  await page.getByRole("button", { name: "Use this token" }).click();
  const view = page.getByRole("button", { name: "View request" }).first();
  await expect(view).toBeVisible({ timeout: 15_000 });
  await view.press("Enter");
  await expect(chosen(page).getByRole("button", { expanded: true })).toBeFocused();
  await expect(chosen(page)).toContainText("500, failed at Amazon");
  await panel(page).getByText(/^Failed/).click();
  for (const shown of await calls(page).getByRole("listitem").getByRole("button", { expanded: false }).all()) {
    await expect(shown).not.toHaveAccessibleName(/^\w+ 200/);
  }
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();
  await expect(view).toBeFocused();
});

test("no token is in it, nothing of it is kept, and signing out empties it", async ({ page }) => {
  await page.goto(`/metrics?v=1&${TWO_WEEKS}&compare=off`);
  await answer(page, "Allow");
  await loaded(page);
  const secret = await token(page);
  await page.keyboard.press("i");
  await expect.poll(() => calls(page).getByRole("listitem").count()).toBeGreaterThan(6);
  // By their ids: a call that comes meanwhile moves the others.
  const ids = await calls(page).locator("button.call").evaluateAll((all) => all.map((button) => button.id));
  let asked = false;
  for (const [n, id] of ids.entries()) {
    const shown = calls(page).locator(`#${id}`);
    const name = (await shown.innerText()).trim();
    if (/metrics\?/.test(name) && n > 3) continue;
    await shown.press("Enter");
    await expect(shown).toHaveAttribute("aria-expanded", "true");
    const text = await chosen(page).innerText();
    asked ||= text.includes("getTokenInfo");
    for (const form of [secret, encodeURIComponent(secret), secret.replace("Atza|", "")]) {
      expect(text.includes(form), name).toBe(false);
    }
    await shown.press("Enter");
  }
  expect(asked, "the call that carries a token was among them").toBe(true);
  // The page itself is among the places that are searched.
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();
  const kept = (await lastingPlaces(page)) + (await page.evaluate((key) => {
    const rest = { ...sessionStorage };
    delete rest[key];
    return JSON.stringify(rest);
  }, SESSION));
  expect(kept.includes("getTokenInfo"), "nothing of it is kept").toBe(false);
  await page.goto("/settings");
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in with Amazon" })).toBeVisible();
  await page.goto("/settings");
  // What stands while the page loads has a heading too, and listens to no keys.
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expect(async () => {
    if (!(await panel(page).isVisible())) await page.keyboard.press("i");
    await expect(panel(page)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(panel(page)).toContainText("No request was sent yet");
});

test("two hundred calls are kept, the latest", async ({ page }) => {
  await open(page, "from=2026-01-01&to=2026-06-14");
  await loaded(page);
  await expect(page.getByRole("button", { name: "API activity: 200+ requests" })).toBeVisible();
  await page.keyboard.press("i");
  await expect(calls(page).getByRole("listitem")).toHaveCount(200);
});

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing in API activity, ${colorScheme}, ${width} wide`, async ({ page, stack, expectNoAxeViolations }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await turn(stack, { faults: [{ fault: "404", queryContains: "metric=totalSessions" }] });
      await open(page, `${TWO_WEEKS}&compare=off`);
      await page.locator("summary.avatar").click();
      await page.getByRole("group", { name: "Account" }).getByRole("button", { name: "API activity" }).click();
      await expect(panel(page)).toBeVisible();
      await expect(call(page, /404/).first()).toBeVisible({ timeout: 15_000 });
      await expectNoAxeViolations("list");
      await call(page, /404/).first().click();
      await expect(chosen(page)).toBeVisible();
      await expectNoAxeViolations("a call");
      const inner = await panel(page).evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(inner, "nothing sticks out of the panel").toBeLessThanOrEqual(0);
    });
  }
}
