// A browser whose storage does not answer, or has no room: Metrics reads from Amazon, and Settings says what is the matter.

import type { Page } from "@playwright/test";
import { expect } from "./fixture";
import { SLOW, holdWrite, silenceDatabase, windowKeys, written } from "./archive-page";
import { CITY_TRIPS, TWO_WEEKS, banner, loaded, metricsLog, open, signIn, test } from "./metrics-page";

const QUERY = `${TWO_WEEKS}&compare=off`;
const NOTICE = "This browser's storage did not answer";
const NO_ANSWER = "This browser's storage does not answer";

const kept = (page: Page) => page.getByRole("region", { name: "Kept in this browser", exact: true });

test("figures are read where the database never answers, and the page says what it lacks", async ({
  page,
  stack,
  expectNoAxeViolations,
}) => {
  await silenceDatabase(page);
  await open(page, QUERY);
  await loaded(page);
  expect((await metricsLog(stack)).length).toBe(20);
  await expect(banner(page, NOTICE)).toContainText("figures are read from Amazon", SLOW);
  await expectNoAxeViolations("the notice");
  const navigation = page.getByRole("navigation", { name: "Main" });
  await navigation.getByRole("link", { name: "Settings" }).click();
  await expect(banner(page, NO_ANSWER)).toBeVisible(SLOW);
  await expectNoAxeViolations("Settings");
  await navigation.getByRole("link", { name: "Profiler" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Profiler" })).toBeVisible(SLOW);
  await expect(banner(page, NOTICE)).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Explore with demo data" })).toBeVisible(SLOW);
});

test("a tab does not wait for the long write of another, and Settings tries again", async ({ page, context, stack }) => {
  await open(page, QUERY);
  await loaded(page);
  await written(page, 20);
  const letGo = await holdWrite(page);
  const other = await context.newPage();
  await open(other, "from=2026-05-01&to=2026-05-07&compare=off");
  await loaded(other);
  expect((await metricsLog(stack)).length, "one more week of all figures").toBeGreaterThan(20);
  await expect(banner(other, NOTICE)).toBeVisible(SLOW);
  await other.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  await expect(banner(other, NO_ANSWER)).toBeVisible(SLOW);
  await kept(other).getByRole("button", { name: "Try again" }).click();
  await letGo();
  await expect(kept(other).getByRole("row", { name: /^City Trips/ })).toBeVisible(SLOW);
  await expect(banner(other, NO_ANSWER)).toHaveCount(0);
});

test("figures that the browser has no room for are said to be refused, not to be none", async ({ page, stack, context }) => {
  await page.goto("/");
  const debuggerOfPage = await context.newCDPSession(page);
  await debuggerOfPage.send("Storage.overrideQuotaForOrigin", { origin: new URL(page.url()).origin, quotaSize: 2_000 });
  await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}&${QUERY}`);
  await signIn(page, "Atza|sandbox");
  await loaded(page);
  expect((await metricsLog(stack)).length).toBe(20);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  await expect(kept(page)).toContainText("The browser did not keep the figures that were read last", SLOW);
  await expect(kept(page)).not.toContainText("Open Metrics, and what is read stays here");
  expect(await windowKeys(page)).toEqual([]);
});
