// Letters twice as large as usual (WCAG 1.4.4): nothing is covered and no page scrolls sideways. A browser of its own.

import { expect } from "./fixture";
import { address, idOf } from "./experiment-page";
import { SLOW } from "./faults-page";
import { CITY_TRIPS, TWO_WEEKS, open, test } from "./metrics-page";
import { faultsOfLayout } from "./wide-page";

// As the browser's settings have it: media queries in em follow it, a style of the page would not do that.
test.use({
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"],
  },
  viewport: { width: 1280, height: 900 },
});

test("leave every page as wide as the window", async ({ page, stack }) => {
  await open(page, TWO_WEEKS);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe("32px");
  const experiments = await Promise.all(["Shorter welcome message", "Confirm both cities in one prompt"].map((name) => idOf(stack, name)));
  const skill = `v=1&skill=${CITY_TRIPS}`;
  for (const path of [
    ...["metrics", "experiments", "experiments/new", "simulator", "profiler", "lex"].map((page) => `/${page}?${skill}`),
    "/settings",
    ...experiments.map(address),
  ]) {
    await page.goto(path);
    await expect(page.locator("#page-title")).toBeVisible(SLOW);
    await page.waitForLoadState("networkidle");
    await expect.poll(() => faultsOfLayout(page), { message: path }).toEqual([]);
  }
  const names = page.locator(".steps b");
  await expect(names).toHaveCount(6, SLOW);
  const boxes = await names.evaluateAll((all) => all.map((e) => e.getBoundingClientRect()).map((b) => [b.left, b.top, b.right, b.bottom]));
  for (const [n, one] of boxes.entries()) {
    for (const other of boxes.slice(n + 1)) {
      const apart = one[2] <= other[0] || other[2] <= one[0] || one[3] <= other[1] || other[3] <= one[1];
      expect(apart, `state ${n + 1} beside the next`).toBe(true);
    }
  }
});
