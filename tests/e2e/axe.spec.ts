// Metrics by axe, in both themes, wide and narrow, with everything open that opens. Sign-in and Settings are held to the
// same in settings.spec.ts and sign-in.spec.ts.

import { expect } from "./fixture";
import { TWO_WEEKS, banner, chart, filters, loaded, open, progress, test } from "./metrics-page";
import { turn } from "./session";

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on Metrics, ${colorScheme}, ${width} wide`, async ({ page, stack, expectNoAxeViolations }) => {
      test.slow();
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await open(page, TWO_WEEKS);
      await loaded(page);
      await expectNoAxeViolations("chart and table");
      await chart(page).focus();
      await page.keyboard.press("End");
      await expect(page.locator(".tip").first()).toBeVisible();
      await expectNoAxeViolations("crosshair");
      for (const [name, text] of [["dates", "Custom range"], ["intent", "Intent"]]) {
        await filters(page).locator("summary").filter({ hasText: text }).click();
        await expect(page.locator("details[open] > .menu")).toBeVisible();
        await expectNoAxeViolations(name);
        await page.keyboard.press("Escape");
      }
      for (const text of ["Export", "City Trips"]) {
        await page.locator("summary").filter({ hasText: text }).click();
        await expect(page.locator("details[open] > .menu")).toBeVisible();
        await expectNoAxeViolations(text);
        await page.keyboard.press("Escape");
      }
      await page.getByRole("radiogroup", { name: "Show as" }).getByText("Table").click();
      await expectNoAxeViolations("table");
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth, "no sideways scrolling").toBeLessThanOrEqual(width);

      await turn(stack, { latencyMs: 500, faults: [{ fault: "500", queryContains: "startTime=2026-02-08" }] });
      await page.goto(page.url().replace(/from=.*?&to=[\d-]+/, "from=2026-02-01&to=2026-03-31"));
      await expect(progress(page)).toBeVisible();
      await expectNoAxeViolations("progress");
      await turn(stack, { latencyMs: 0 });
      await expect(banner(page, /weekly windows is missing/)).toBeVisible({ timeout: 20_000 });
      await expectNoAxeViolations("a missing window");
      await turn(stack, { faults: [{ fault: "404", pathContains: "/metrics" }] });
      await page.goto(page.url().replace(/from=.*?&to=[\d-]+/, "from=2025-02-01&to=2025-02-05"));
      await expect(banner(page, "This skill was not found (404)")).toBeVisible();
      await expectNoAxeViolations("not found");
    });
  }
}
