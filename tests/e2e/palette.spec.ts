// The command palette and the single keys, by keyboard alone.

import type { Page } from "@playwright/test";
import { expect } from "./fixture";
import { CITY_TRIPS, HEARTH_LIGHTS, TWO_WEEKS, loaded, open, test } from "./metrics-page";
import { open as openExperiments, row } from "./experiment-page";

const palette = (page: Page) => page.getByRole("dialog", { name: "Search or jump to" });
const field = (page: Page) => palette(page).getByRole("combobox");
const option = (page: Page, name: string | RegExp) => palette(page).getByRole("option", { name });
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

/** Waits until it has closed and is emptied, which the browser tells a moment after it is hidden. It opens again only then. */
async function closed(page: Page): Promise<void> {
  await expect(palette(page)).toBeHidden();
  await expect(page.locator("dialog.palette > *")).toHaveCount(0);
}

/** Opens the palette and types; the first line is then the one that Enter takes. */
async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(text);
  await expect(field(page)).toHaveValue(text);
}

async function choose(page: Page, text: string, name: string | RegExp): Promise<void> {
  await type(page, text);
  await expect(option(page, name).first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await closed(page);
}

test("a page is gone to by its name, about the same skill, and its heading gets focus and title", async ({ page }) => {
  await open(page, TWO_WEEKS, HEARTH_LIGHTS);
  await choose(page, "exper", "Experiments");
  await expect(page).toHaveURL(new RegExp(`/experiments\\?.*skill=${HEARTH_LIGHTS}`));
  await expect(heading(page, "Experiments")).toBeFocused();
  await expect(page).toHaveTitle("Experiments · Skillscope");
  await choose(page, "settings", /^Settings/);
  await expect(heading(page, "Settings")).toBeFocused();
  await expect(page).toHaveTitle("Settings · Skillscope");
});

test("a skill and a stage turn the page, and stay on it", async ({ page }) => {
  await open(page, TWO_WEEKS);
  await choose(page, "hearth", /^Hearth Lights/);
  await expect(page).toHaveURL(new RegExp(`/metrics\\?.*skill=${HEARTH_LIGHTS}`));
  await choose(page, "development", "Development stage");
  await expect(page).toHaveURL(/stage=development/);
  await choose(page, "live st", "Live stage");
  await expect(page).not.toHaveURL(/stage=development/);
  await choose(page, CITY_TRIPS, /^City Trips/);
  await expect(page).toHaveURL(new RegExp(`skill=${CITY_TRIPS}`));
});

test("an experiment is gone to by its name, from a page that never listed it and from another one", async ({ page }) => {
  await open(page, TWO_WEEKS);
  await type(page, "shorter welcome");
  await expect(option(page, /^Shorter welcome message/)).toHaveAttribute("aria-selected", "true", { timeout: 15_000 });
  await page.keyboard.press("Enter");
  await expect(heading(page, "Shorter welcome message")).toBeFocused({ timeout: 15_000 });
  await expect(page).toHaveTitle(/Shorter welcome message/);
  await type(page, "shorter welcome");
  await expect(option(page, /^Shorter welcome message/), "the one in front").toHaveCount(0);
});

test("what a page offers is there while it is in front, and only then", async ({ page }) => {
  await open(page, TWO_WEEKS);
  await loaded(page);
  await type(page, "csv");
  await expect(option(page, /CSV/i).first()).toHaveAttribute("aria-selected", "true");
  const downloading = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await downloading).suggestedFilename()).toMatch(/^skillscope-metrics-2026-06-01-to-2026-06-14-P1D\.csv$/);
  await closed(page);
  await choose(page, "settings", /^Settings/);
  await type(page, "csv");
  await expect(palette(page)).toContainText("Nothing here has that name");
  await expect(field(page)).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeVisible();
});

test("stopping an experiment still asks first", async ({ page }) => {
  await openExperiments(page);
  await row(page, "Shorter welcome message").getByRole("link", { name: "Shorter welcome message" }).press("Enter");
  await expect(heading(page, "Shorter welcome message")).toBeVisible({ timeout: 15_000 });
  await type(page, "stop exp");
  await expect(option(page, /^Stop experiment/)).toHaveAttribute("aria-selected", "true", { timeout: 15_000 });
  await page.keyboard.press("Enter");
  const question = page.getByRole("dialog", { name: /^Stop “Shorter/ });
  await expect(question).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(palette(page), "a question is answered first").toBeHidden();
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
});

test("arrows go round, Escape gives the focus back, and Tab stays inside", async ({ page }) => {
  await open(page, TWO_WEEKS);
  const link = page.getByRole("button", { name: "Copy link" });
  await link.focus();
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  // Few enough that nothing read meanwhile joins them.
  await field(page).fill("theme");
  const options = palette(page).getByRole("option");
  const active = async () => page.locator(`#${await field(page).getAttribute("aria-activedescendant")}`);
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowUp");
  await expect(options.last()).toHaveAttribute("aria-selected", "true");
  await expect(await active()).toHaveAttribute("aria-selected", "true");
  await expect(options.last()).toBeInViewport();
  await page.keyboard.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  for (let n = 0; n < 6; n += 1) {
    await page.keyboard.press("Tab");
    const where = await page.evaluate(() => {
      const active = document.activeElement;
      return active === document.body || active?.closest("dialog")?.getAttribute("aria-label");
    });
    // Past the last control the browser's own bar has the focus.
    expect([true, "Search or jump to"]).toContain(where);
  }
  await field(page).focus();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await expect(link).toBeFocused();
});

test("the theme and the way out are there, and a skill's whole ID opens it", async ({ page }) => {
  await open(page, TWO_WEEKS);
  await choose(page, "dark", "Dark theme");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await choose(page, "theme of", "Theme of the system");
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
  const foreign = "amzn1.ask.skill.99999999-9999-4999-8999-999999999999";
  await type(page, foreign);
  await expect(option(page, /^Skill .*by its ID/)).toBeVisible();
  await page.keyboard.press("Escape");
  await closed(page);
  await choose(page, "sign out", "Sign out");
  await expect(page.getByRole("button", { name: "Sign in with Amazon" })).toBeVisible();
  await expect(page).toHaveTitle("Sign in · Skillscope");
});

test("single keys: the list of them, the calls, the page's own search, and none of them while typing", async ({ page }) => {
  await openExperiments(page);
  await expect(row(page, "Shorter welcome message")).toBeVisible({ timeout: 15_000 });
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await expect(keys).toContainText("Ctrl K");
  await page.keyboard.press("i");
  await expect(page.getByRole("dialog", { name: "API activity" }), "not above a dialog").toBeHidden();
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();
  await page.keyboard.press("i");
  await expect(page.getByRole("dialog", { name: "API activity" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "API activity" })).toBeHidden();
  await page.keyboard.press("/");
  const search = page.getByRole("searchbox");
  await expect(search).toBeFocused();
  await page.keyboard.type("?i/");
  await expect(search).toHaveValue("?i/");
  await expect(keys).toBeHidden();
  await page.keyboard.press("Control+k");
  await expect(field(page), "⌘K works while typing").toBeFocused();
});

test("without a sign-in the palette offers what there is", async ({ page }) => {
  await page.goto("/settings");
  await expect(heading(page, "Settings")).toBeVisible();
  // The page stands a moment before it listens to keys.
  await expect(async () => {
    if (!(await palette(page).isVisible())) await page.keyboard.press("Control+k");
    await expect(palette(page)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(option(page, "Sign in")).toBeVisible();
  await expect(option(page, /^Sign out/)).toHaveCount(0);
  await expect(option(page, /^Metrics/)).toHaveCount(0);
});

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing in palette and keys, ${colorScheme}, ${width} wide`, async ({ page, expectNoAxeViolations }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await open(page, TWO_WEEKS);
      await loaded(page);
      await page.getByRole("button", { name: /^Search or jump to/ }).click();
      await expect(field(page)).toBeFocused();
      await expectNoAxeViolations("palette");
      await page.keyboard.type("trip");
      await expect(palette(page).getByRole("status")).toHaveText(/result|Nothing/);
      await expectNoAxeViolations("found");
      await field(page).fill("nothing of that name");
      await expect(palette(page)).toContainText("Nothing here has that name");
      await expectNoAxeViolations("nothing found");
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.keyboard.press("Escape");
      await closed(page);
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
      await expectNoAxeViolations("keys");
    });
  }
}
