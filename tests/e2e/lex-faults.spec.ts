// Everything that Amazon Lex refuses, in words, with the query kept.

import { expect } from "./fixture";
import { banner, builder, loaded, open, PATH, results, run } from "./lex-page";
import { test } from "./metrics-page";
import { axeViolations } from "./fixture";
import { turn } from "./session";

const CASES: [string, string | RegExp, string][] = [
  ["400", "Amazon Lex did not accept this query", "ValidationException (400)"],
  ["402", "Bot quota reached", "ServiceQuotaExceededException (402)"],
  ["412", "Amazon Lex did not accept this query", "PreconditionFailedException (412)"],
  ["429", "Amazon asked us to slow down", "ThrottlingException (429)"],
  ["500", /Something failed at Amazon/, "InternalServerException (500)"],
  ["503", /Amazon is unavailable/, "ServiceUnavailableException (503)"],
];

for (const [fault, heading, name] of CASES) {
  test(`${fault} is said in words, with the request id, and the query is kept`, async ({ page, stack }) => {
    await open(page);
    await loaded(page);
    await builder(page).getByRole("button", { name: "Locale", exact: true }).click();
    await turn(stack, { faults: [{ fault, pathContains: PATH }] });
    await run(page);
    await expect(banner(page, heading)).toContainText(name, { timeout: 20_000 });
    await expect(banner(page, heading)).toContainText("Request ID");
    await expect(banner(page, heading)).toContainText("Your query is kept.");
    await turn(stack, { faults: [] });
    await run(page);
    await loaded(page);
    await expect(page.getByRole("columnheader", { name: "LocaleId" })).toBeVisible();
    await expect(banner(page, heading)).toHaveCount(0);
  });
}

test("a lost network may be CORS, and Try again goes on", async ({ page, stack }) => {
  await open(page);
  await loaded(page);
  await turn(stack, { faults: [{ fault: "reset", pathContains: PATH }] });
  await run(page);
  const lost = banner(page, "The browser could not reach Amazon");
  await expect(lost).toContainText("CORS", { timeout: 20_000 });
  await turn(stack, { faults: [] });
  await lost.getByRole("button", { name: "Try again" }).click();
  await expect(results(page)).toBeVisible();
});

test("one refusal that passes is waited for", async ({ page, stack }) => {
  await open(page);
  await loaded(page);
  await turn(stack, { faults: [{ fault: "429-retry-after=1", pathContains: PATH, times: 1 }] });
  await run(page);
  await loaded(page);
  await expect(page.locator(".banner")).toHaveCount(0);
});

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on Lex, ${colorScheme}, ${width} wide`, async ({ page, stack }) => {
      test.slow();
      // So tall that nothing lies half under the bar at the bottom: axe takes what it sees of a control for its size.
      await page.setViewportSize({ width, height: width < 600 ? 3_600 : 900 });
      await page.emulateMedia({ colorScheme });
      await open(page, "from=2026-06-01&to=2026-06-14&compare=on&filter=LocaleId.EQ.en_US");
      await loaded(page);
      expect(await axeViolations(page)).toEqual([]);
      await page.getByText("Permissions needed").click();
      await page.getByText("Request JSON").click();
      expect(await axeViolations(page), "what opens").toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.getByRole("button", { name: "Change…" }).click();
      await page.getByText("Paste temporary keys").click();
      await page.getByRole("button", { name: "Use these keys" }).click();
      expect(await axeViolations(page), "the dialog with errors").toEqual([]);
      await page.keyboard.press("Escape");
      await builder(page).getByLabel("About").selectOption("Utterances");
      await run(page);
      await expect(page.getByRole("columnheader", { name: "UtteranceText" })).toBeVisible();
      expect(await axeViolations(page), "bars").toEqual([]);
      await turn(stack, { faults: [{ fault: "412", pathContains: PATH }] });
      await run(page);
      await expect(banner(page, "Amazon Lex did not accept this query")).toBeVisible();
      expect(await axeViolations(page), "a refusal").toEqual([]);
      await turn(stack, { faults: [] });
    });
  }
}
