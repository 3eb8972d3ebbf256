// One utterance of the profiler: what is understood, the dialog to its end, and what goes wrong.

import { expect } from "./fixture";
import { banner, test, HEARTH_LIGHTS } from "./metrics-page";
import { PROFILE, PROFILER, log, open, profile, prompt, reply, result, utterance } from "./profiler-page";
import { turn } from "./session";

test.describe("one utterance", () => {
  test("shows the intent, its slots with their resolutions, what else was considered, and the body", async ({ page }) => {
    await open(page);
    await profile(page, "book a trip from seattle");
    await expect(result(page)).toContainText("BookTripIntent");
    await expect(result(page)).toContainText("ER_SUCCESS_MATCH");
    await expect(result(page)).toContainText("Also considered, not chosen");
    await expect(result(page)).toContainText("sessionEnded");
    await page.getByRole("button", { name: "Response JSON" }).click();
    const body = JSON.parse(await page.getByRole("region", { name: "Response JSON" }).innerText());
    expect(body.selectedIntent.name).toBe("BookTripIntent");
  });

  test("a dialog is carried on by its token until it is complete", async ({ page }) => {
    await open(page);
    const bodies: { multiTurnToken?: string }[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/profileNlu") && request.method() === "POST") bodies.push(request.postDataJSON());
    });
    await profile(page, "book a trip from seattle");
    await expect(prompt(page)).toBeVisible();
    await expect(prompt(page)).toContainText("Dialog.");
    const answers: [RegExp, string][] = [
      [/Confirm/, "yes"],
      [/ArrivingCity/, "portland"],
      [/DepartingCity/, "seattle"],
      [/Date/, "tomorrow"],
      [/Travelers/, "two"],
      [/StayLength/, "three days"],
      [/Class/, "economy"],
    ];
    for (let n = 2; n < 14; n++) {
      const act = await prompt(page).locator("code").innerText();
      await reply(page, answers.find(([wanted]) => wanted.test(act))?.[1] ?? "yes");
      await expect(log(page)).toContainText(`turn ${n}`);
      await expect(log(page).locator("li").nth(n - 1)).toContainText("sessionEnded");
      if (!(await prompt(page).isVisible())) break;
    }
    await expect(log(page)).toContainText("The dialog is complete");
    await expect(result(page)).toContainText("CONFIRMED");
    expect(bodies[0].multiTurnToken).toBeUndefined();
    expect(bodies.slice(1).every((body) => body.multiTurnToken)).toBe(true);
    await log(page).getByRole("button", { name: "Start over" }).click();
    await expect(log(page)).toBeHidden();
  });

  test("empty and long utterances are said by the field, and nothing is sent", async ({ page }) => {
    await open(page);
    let sent = 0;
    page.on("request", (request) => (sent += Number(request.url().endsWith("/profileNlu"))));
    await profile(page, "   ");
    await expect(page.getByText("Type what the customer says.")).toBeVisible();
    await expect(utterance(page)).toHaveAttribute("aria-invalid", "true");
    await profile(page, "a".repeat(10_000));
    await expect(page.getByText(/10,000 characters, where Amazon takes up to 255/)).toBeVisible();
    expect(sent).toBe(0);
  });

  test("emoji, right-to-left text and markup are shown as they are", async ({ page }) => {
    await open(page);
    for (const text of ["🚂 to portland 🏖️", "הזמן לי טיול לרומא", "<img src=x onerror=alert(1)>"]) {
      await profile(page, text);
      await expect(log(page)).toContainText(text);
    }
  });

  test("what is typed and the dialog outlast a reload", async ({ page }) => {
    await open(page);
    await profile(page, "book a trip from seattle");
    await expect(prompt(page)).toBeVisible();
    await page.getByLabel("Reply", { exact: true }).fill("half a rep");
    await page.reload();
    await expect(prompt(page)).toBeVisible();
    await expect(page.getByLabel("Reply", { exact: true })).toHaveValue("half a rep");
    await expect(utterance(page)).toHaveValue("book a trip from seattle");
    await reply(page, "portland");
    await expect(log(page)).toContainText("turn 2");
  });

  test("stage and locale are chosen, a typed locale too, and stand in the address", async ({ page }) => {
    await open(page);
    await page.getByRole("radiogroup", { name: "Stage", exact: true }).getByText("live").click();
    await expect(page).toHaveURL(/stage=live/);
    await page.locator("summary").filter({ hasText: "Locale" }).first().click();
    await page.getByLabel("Another locale").fill("nl_nl");
    await page.getByRole("button", { name: "Use this locale" }).click();
    await expect(page).toHaveURL(/locale=nl-NL/);
    await profile(page, "boek een reis");
    await expect(banner(page, /did not accept this utterance \(400\)/)).toContainText("locale");
  });
});

test.describe("what goes wrong", () => {
  test("a refused token is told as such, with a way to start over", async ({ page, stack }) => {
    await open(page);
    await profile(page, "book a trip from seattle");
    await expect(prompt(page)).toBeVisible();
    await turn(stack, { faults: [{ ...PROFILE, fault: "400", times: 1 }] });
    await reply(page, "portland");
    const notice = banner(page, /did not take up the dialog \(400\)/);
    await expect(notice).toBeVisible();
    await expect(page.getByLabel("Reply", { exact: true })).toHaveValue("portland");
    await notice.getByRole("button", { name: "Start over" }).click();
    await expect(prompt(page)).toBeHidden();
    await expect(utterance(page)).toHaveValue("book a trip from seattle");
  });

  for (const [fault, words] of [
    ["403", "may not profile utterances (403)"],
    ["409", "interaction model is busy (409)"],
    ["500", "Something failed at Amazon (500)"],
    ["reset", "could not reach Amazon"],
    ["html", "answer could not be read"],
  ]) {
    test(`${fault} is said in words, and trying again goes on`, async ({ page, stack }) => {
      await open(page);
      await turn(stack, { faults: [{ ...PROFILE, fault }] });
      await profile(page, "help");
      const notice = page.getByRole("alert").or(page.getByRole("status")).filter({ hasText: words });
      await expect(notice.first()).toBeVisible({ timeout: 15_000 });
      await turn(stack, { faults: [] });
      await page.getByRole("button", { name: "Try again" }).click();
      await expect(result(page)).toContainText("AMAZON.HelpIntent");
    });
  }

  test("a skill without an interaction model has no profiler", async ({ page }) => {
    await open(page, PROFILER.replace(/skill=.*/, `skill=${HEARTH_LIGHTS}`));
    await expect(page.getByText("Only custom skills can be profiled")).toBeVisible();
  });
});

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on one utterance, ${colorScheme}, ${width} wide`, async ({ page, expectNoAxeViolations }) => {
      test.slow();
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await open(page);
      await expectNoAxeViolations("empty");
      await profile(page, "book a trip from seattle");
      await expect(prompt(page)).toBeVisible();
      await expectNoAxeViolations("a dialog");
      await page.getByRole("button", { name: "Response JSON" }).click();
      await expectNoAxeViolations("the body");
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth, "no sideways scrolling").toBeLessThanOrEqual(width);
    });
  }
}

test("an utterance is profiled and answered with the keyboard alone", async ({ page }) => {
  await open(page);
  await utterance(page).focus();
  await page.keyboard.type("book a trip from seattle");
  await page.keyboard.press("Enter");
  await expect(prompt(page)).toBeVisible();
  await page.keyboard.press("Tab"); // Profile
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Reply", { exact: true })).toBeFocused();
  await page.keyboard.type("portland");
  await page.keyboard.press("Enter");
  await expect(log(page)).toContainText("turn 2");
});

test("an account without a vendor is told that it has no skills", async ({ page }) => {
  await open(page, "/profiler", "Atza|sandbox-sam");
  await expect(page.getByRole("heading", { name: "This account has no skills" })).toBeVisible();
});
