// No page scrolls sideways and nothing lies on anything else: long names, hostile texts, long links, narrow windows.

import type { Page } from "@playwright/test";
import { expect } from "./fixture";
import { address, idOf } from "./experiment-page";
import { SLOW } from "./faults-page";
import { CITY_TRIPS, TWO_WEEKS, banner, open, test } from "./metrics-page";
import { turn } from "./session";
import { faultsOfLayout } from "./wide-page";

const LONG_NAME = "City Trips and Travel Planner for Business Groups";

const WIDTHS = [1600, 1440, 1280, 1240, 1101, 1024, 900, 768, 721, 720, 640, 480, 390, 320];

async function fitsAtAllWidths(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(() => faultsOfLayout(page), { message: `${width} wide` }).toEqual([]);
  }
}

test("a long name of a skill ends in an ellipsis and covers nothing", async ({ page }) => {
  await page.route(/\/v1\/skills\?/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll('"City Trips"', JSON.stringify(LONG_NAME)) });
  });
  await open(page, TWO_WEEKS);
  const name = page.locator(".topbar .pick__name");
  await expect(name).toHaveText(LONG_NAME, SLOW);
  await expect(name).toHaveAttribute("title", LONG_NAME);
  await fitsAtAllWidths(page);
});

test("texts that mean harm make no page wider than the window", async ({ page, stack }) => {
  const path = address(await idOf(stack, "Shorter welcome message"));
  await turn(stack, { faults: [{ fault: "hostile" }] });
  await open(page, TWO_WEEKS);
  await expect(page.locator(".topbar .pick__name")).toContainText("<img", SLOW);
  await fitsAtAllWidths(page);
  await page.goto(path);
  await expect(page.locator(".verdict__eyebrow")).toBeVisible(SLOW);
  await fitsAtAllWidths(page);
});

test("a long value in a link is said by its beginning and makes no page wider", async ({ page }) => {
  await open(page, TWO_WEEKS);
  for (const query of [`skill=${"A".repeat(5_000)}`, `skill=${CITY_TRIPS}&range=${"A".repeat(3_000)}&from=${"A".repeat(3_000)}&to=2026-06-14`]) {
    await page.goto(`/metrics?v=1&${query}`);
    const said = banner(page, "Not everything in this link could be used");
    await expect(said).toContainText(/A{40}…”/, SLOW);
    await expect(said).not.toContainText("A".repeat(41));
    await fitsAtAllWidths(page);
  }
});
