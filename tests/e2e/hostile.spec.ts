// Texts of the service that mean harm: markup that would run, an override of the writing direction, a formula. The
// sandbox's fault `hostile` puts them before every text that people write, in every answer. All of it is shown as text.

import type { Page } from "@playwright/test";
import { expect } from "./fixture";
import { LIST, PATH } from "./experiment-page";
import { SLOW } from "./faults-page";
import { CITY_TRIPS, TWO_WEEKS, signIn, test } from "./metrics-page";
import { PROFILER, profile, result } from "./profiler-page";
import { ADDRESS, field, inspector, save as saveTranscript, say, thread } from "./simulator-page";
import { turn } from "./session";
import { readFile } from "node:fs/promises";

const MARKUP = '<img src=x onerror="window.hostile=1">';

/** Nothing of it became an element, ran, or was asked for. */
async function isHarmless(page: Page, where: string): Promise<void> {
  const found = await page.evaluate(() => ({
    ran: "hostile" in window,
    elements: document.querySelectorAll("img[onerror], body script:not([src]), [onerror]").length,
    links: [...document.querySelectorAll("a[href]")].filter((a) => new URL((a as HTMLAnchorElement).href).port === "9").length,
    shown: document.body.innerText.includes("<img src=x onerror="),
  }));
  expect(found, where).toEqual({ ran: false, elements: 0, links: 0, shown: true });
}

test.beforeEach(async ({ stack }) => {
  await turn(stack, { faults: [{ fault: "hostile" }] });
});

test("names of skills, vendors and people are shown as text", async ({ page }) => {
  await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}&${TWO_WEEKS}&compare=off`);
  await signIn(page, "Atza|sandbox");
  await expect(page.getByText(MARKUP).first()).toBeVisible(SLOW);
  await isHarmless(page, "metrics");
  await page.locator("summary").filter({ hasText: MARKUP }).first().click();
  await expect(page.getByRole("group", { name: "Skills" })).toBeVisible();
  await isHarmless(page, "the menu of skills");
  await page.goto("/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  expect(await page.evaluate(() => "hostile" in window)).toBe(false);
});

test("experiments are shown as text, each in its own direction, and their files hold no formula", async ({ page, stack }) => {
  await page.goto(LIST);
  await signIn(page, "Atza|sandbox");
  const link = page.locator("a.row-link").filter({ hasText: "Shorter welcome message" });
  await expect(link).toBeVisible(SLOW);
  await isHarmless(page, "list");
  await expect(link, "an override ends with the name").toHaveCSS("unicode-bidi", /isolate|plaintext/);
  await page.locator("a.row-link").filter({ hasText: "Two sights at a time" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(MARKUP, SLOW);
  await expect(page.locator(".verdict__eyebrow")).toBeVisible(SLOW);
  await isHarmless(page, "experiment");
  const saved = async (name: string | RegExp) => {
    await page.locator("summary").filter({ hasText: "Export" }).click();
    const button = page.getByRole("group", { name: "Export options" }).getByRole("button", { name });
    await expect(button).not.toHaveAttribute("aria-disabled", "true", SLOW);
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    return readFile(await download.path(), "utf8");
  };
  const csv = await saved(/^Results as CSV/);
  expect(csv).toContain("HYPERLINK");
  expect(csv, "no cell begins with the formula").not.toMatch(/(^|[,;\n])"?=/m);
  const html = await saved(/^Decision report/);
  expect(html).toContain("&lt;img src=x");
  expect(html).not.toContain("<img");
  expect(html).not.toMatch(/<script(?! type="application\/json")/);
  const { entries } = (await (await fetch(`${stack.sandbox}/_sandbox/log`)).json()) as { entries: { path: string; fault?: string }[] };
  expect(entries.filter((e) => e.path.startsWith(PATH) && e.fault === "hostile").length).toBeGreaterThan(0);
});

test("what Alexa says and what a skill answers are shown as text", async ({ page }) => {
  await page.goto(ADDRESS);
  await signIn(page, "Atza|sandbox");
  await expect(field(page)).toBeVisible(SLOW);
  await say(page, "open city trips");
  await expect(thread(page)).toContainText(MARKUP, SLOW);
  await isHarmless(page, "conversation");
  for (const tab of await inspector(page).getByRole("tab").all()) {
    await tab.click();
    await isHarmless(page, `inspector, ${await tab.innerText()}`);
  }
  const csv = await saveTranscript(page, "All turns as CSV");
  expect(csv.text).not.toMatch(/(^|[,;\n])"?=/m);
});

test("what the profiler answers is shown as text", async ({ page }) => {
  await page.goto(PROFILER);
  await signIn(page, "Atza|sandbox");
  await profile(page, "book a trip from seattle to portland");
  await expect(result(page)).toContainText(MARKUP, SLOW);
  await isHarmless(page, "profile");
});

test("the words of a refusal are shown as text", async ({ page }) => {
  await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}&${TWO_WEEKS}&compare=off&type=smartHome`);
  await signIn(page, "Atza|sandbox");
  await expect(page.getByRole("alert").filter({ hasText: "Amazon says:" }).first()).toContainText(MARKUP, SLOW);
  await isHarmless(page, "refusal");
});
