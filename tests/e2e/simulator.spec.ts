// A conversation with the skill: how it goes, what is seen of it, what happens when it does not go, and what is kept.

import { parse } from "csv-parse/sync";
import { advance } from "./experiment-page";
import { expect } from "./fixture";
import { CITY_TRIPS, DAY_PLANNER, HEARTH_LIGHTS, test } from "./metrics-page";
import { ADDRESS, calls, cancel, choose, field, inspector, open, openFile, said, save, say, session, tab, thread } from "./simulator-page";
import { documents, turn } from "./session";

const QUICK = { simulationMs: 0 };

test.beforeEach(async ({ stack }) => {
  await turn(stack, QUICK);
});

test("a trip is booked over several turns, and each shows what Alexa understood", async ({ page }) => {
  test.slow();
  await open(page);
  await expect(session(page).getByRole("radio", { name: "Start new" })).toBeChecked();
  await say(page, "open city trips");
  await expect(thread(page)).toContainText("New session");
  await expect(session(page).getByRole("radio", { name: "Continue" })).toBeChecked();
  await say(page, "book a trip");
  await say(page, "seattle");
  await expect(inspector(page)).toContainText("BookTripIntent");
  await expect(inspector(page)).toContainText("Sent to skill");
  const city = inspector(page).getByRole("row").filter({ hasText: "DepartingCity" });
  await expect(city).toContainText("seattle");
  await expect(city).toContainText("ER_SUCCESS_MATCH");
  await expect(city).toContainText("A value or synonym of the slot type");
  for (const text of ["yes", "portland", "next friday", "yes"]) await say(page, text);
  await expect(said(page)).toHaveCount(7);
  await expect(inspector(page)).toContainText("confirmationStatus CONFIRMED");
  await tab(page, "Skill call").click();
  await expect(inspector(page).getByText("invocation 2 of 2")).toBeVisible();
  await thread(page).getByRole("button", { name: /turn 3$/ }).click();
  await expect(inspector(page).getByRole("heading", { name: "Turn 3" })).toBeVisible();
});

test("several answers of one turn are bubbles of their own", async ({ page }) => {
  await open(page);
  await say(page, "open city trips");
  await say(page, "find a trip from seattle to portland");
  await expect(thread(page).locator(".turn").last().locator(".bubble")).toHaveCount(2);
});

test("a session that the skill ends is said, and the next turn begins anew", async ({ page, stack }) => {
  await open(page);
  await say(page, "open city trips");
  await say(page, "stop");
  await expect(thread(page).getByText("Session ended")).toBeVisible();
  await expect(page.getByText("The skill ended the session. The next turn begins a new one")).toBeVisible();
  await say(page, "open city trips");
  await expect(thread(page).getByText(/^New session,/)).toHaveCount(2);
  expect((await calls(stack, "POST")).length).toBe(3);
});

test("JSON is searched, opened where something is found, and shows no token", async ({ page }) => {
  await open(page);
  await say(page, "open city trips");
  await tab(page, "Skill call").click();
  await page.getByRole("searchbox", { name: "Search in JSON" }).fill("apiaccesstoken");
  const request = inspector(page).getByRole("region", { name: /^Request of/ });
  await expect(request.locator("mark")).toHaveText("apiAccessToken");
  await expect(request).toContainText("(redacted)");
  await expect(inspector(page).getByRole("status").filter({ hasText: "1 place found" })).toBeVisible();
  await tab(page, "Raw result").click();
  await expect(inspector(page).getByRole("region", { name: "Result" })).toContainText("SUCCESSFUL");
});

test("what cannot be sent is said by the field and stays there", async ({ page, stack }) => {
  await open(page);
  const problem = page.locator("#simulator-say-problem");
  await field(page).press("Enter");
  await expect(problem).toHaveText("Write what to say.");
  const long = "a".repeat(10_000);
  await field(page).fill(long);
  await field(page).press("Enter");
  await expect(problem).toContainText("10,000 characters");
  await expect(field(page)).toHaveValue(long);
  await field(page).fill(".exit");
  await field(page).press("Enter");
  await expect(problem).toContainText("is not sent");
  await field(page).fill("");
  await expect(problem).toBeEmpty();
  expect(await calls(stack)).toEqual([]);
});

test("emoji and right-to-left text go through as they are", async ({ page }) => {
  await open(page);
  for (const text of ["open city trips 🙂", "ask city trips שלום עולם"]) {
    await say(page, text);
    await expect(said(page).last()).toContainText(text);
  }
  await expect(said(page).last()).toHaveAttribute("dir", "auto");
});

test("a double click sends once", async ({ page, stack }) => {
  await turn(stack, { simulationMs: 1500 });
  await open(page);
  await field(page).fill("open city trips");
  await page.getByRole("button", { name: "Send", exact: true }).dblclick();
  await expect(said(page)).toHaveCount(1);
  await expect(cancel(page)).toHaveCount(0, { timeout: 15_000 });
  expect((await calls(stack, "POST")).length).toBe(1);
  await expect(page.locator("#simulator-say-problem")).toBeEmpty();
});

test("a failure, a broken answer and a success without a call are told apart in words", async ({ page }) => {
  test.slow();
  await open(page);
  await say(page, "open city trips endpoint timeout");
  await expect(thread(page)).toContainText("The skill did not answer in time. Alexa waits 8 seconds.");
  await expect(thread(page)).toContainText("error.message:");
  await tab(page, "Skill call").click();
  await expect(inspector(page)).toContainText("The skill's response has no body.");
  await say(page, "open city trips broken answer");
  await expect(thread(page)).toContainText("The skill’s response could not be read.");
  await say(page, "open city trips silence");
  await expect(thread(page)).toContainText("The skill was not called.");
  await expect(thread(page).getByRole("button", { name: "Send again" })).toHaveCount(3);
  await thread(page).getByRole("button", { name: "Send again" }).last().click();
  await expect(said(page)).toHaveCount(4);
});

test("what did not run because of another simulation or too many requests is sent again by itself", async ({ page, stack }) => {
  await turn(stack, { faults: [{ fault: "409", pathContains: "/simulations", times: 2 }, { fault: "429", pathContains: "/simulations", times: 2 }] });
  await open(page);
  await say(page, "open city trips");
  await expect(thread(page)).toContainText("LaunchRequest");
  const posts = await calls(stack, "POST");
  expect(posts.at(-1)!.status).toBe(200);
  expect(posts.filter((p) => p.status === 409 || p.status === 429).length).toBeGreaterThan(1);
});

test("waiting can be cancelled, given up and taken up again", async ({ page, stack }) => {
  test.slow();
  await turn(stack, { simulationMs: 120_000 });
  await open(page);
  await field(page).fill("open city trips");
  await field(page).press("Enter");
  await expect(thread(page)).toContainText(/checked \d+ times, next in/);
  await cancel(page).click();
  await expect(thread(page)).toContainText("You stopped waiting.");
  await thread(page).getByRole("button", { name: "Ask again" }).click();
  await expect(thread(page)).toContainText("There is still no answer.", { timeout: 30_000 });
  await expect(thread(page)).toContainText("Amazon keeps the result for ten minutes.");
  await advance(stack, { advanceSeconds: 120 });
  await thread(page).getByRole("button", { name: "Ask again" }).click();
  await expect(thread(page)).toContainText("LaunchRequest", { timeout: 15_000 });
  await expect(said(page)).toHaveCount(1);
});

test("a lost network is said, and nothing is lost", async ({ page, context }) => {
  await open(page);
  await say(page, "open city trips");
  await context.setOffline(true);
  await say(page, "book a trip");
  await expect(thread(page)).toContainText("The browser could not reach Amazon.");
  await context.setOffline(false);
  await thread(page).getByRole("button", { name: "Send again" }).click();
  await expect(inspector(page)).toContainText("BookTripIntent", { timeout: 15_000 });
});

test("an expired token keeps what was typed, also over the way to sign in again", async ({ page, stack }) => {
  await open(page);
  await say(page, "open city trips");
  await turn(stack, { faults: [{ fault: "401-expired", pathContains: "/simulations", times: 1 }] });
  await field(page).fill("book a trip to portland");
  await field(page).press("Enter");
  await expect(field(page)).toHaveValue("book a trip to portland");
  await expect(page.locator("#simulator-say-problem")).toContainText("kept here");
  await page.getByRole("status").filter({ hasText: "Your sign-in ran out" }).getByRole("button", { name: "Sign in again" }).click();
  await page.getByRole("radio", { name: /Alex Sandbox/ }).check();
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page).toHaveURL(/\/simulator\?/);
  await expect(field(page)).toHaveValue("book a trip to portland");
  await expect(said(page)).toHaveCount(1);
  await field(page).press("Enter");
  await expect(inspector(page)).toContainText("BookTripIntent", { timeout: 15_000 });
});

test("a turn under way survives a reload and is not sent twice", async ({ page, stack }) => {
  await turn(stack, { simulationMs: 3000 });
  await open(page);
  await field(page).fill("open city trips");
  await field(page).press("Enter");
  await expect(thread(page)).toContainText("IN_PROGRESS");
  await page.reload();
  await expect(said(page)).toHaveText(/open city trips/);
  await expect(thread(page)).toContainText("LaunchRequest", { timeout: 15_000 });
  expect((await calls(stack, "POST")).length).toBe(1);
});

test("the conversation is kept, cleared and brought back", async ({ page }) => {
  await open(page);
  await say(page, "open city trips");
  await say(page, "help");
  await expect.poll(() => documents(page)).toContain(`"utterance":"help"`);
  await page.reload();
  await expect(said(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(page.getByText("Nothing said yet")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(said(page)).toHaveCount(2);
  await page.getByRole("radiogroup", { name: "Stage" }).getByText("development").click();
  await expect(page.getByText("Nothing said yet")).toBeVisible();
});

test("exports say everything and hold no token", async ({ page, stack }) => {
  await open(page);
  await say(page, "open city trips");
  await say(page, "=1+1");
  const json = await save(page, "All turns as JSON");
  const csv = await save(page, "All turns as CSV");
  const replay = await save(page, "Replay file for ask-cli");
  const token = await page.evaluate(() => JSON.parse(sessionStorage.getItem("skillscope.session") ?? "{}").token);
  for (const { text } of [json, csv, replay]) {
    expect(text).not.toContain(token);
    expect(text).not.toMatch(/Atza\||eyJ/);
  }
  expect(json.text).toContain('"apiAccessToken": "(redacted)"');
  const whole = JSON.parse(json.text);
  expect(whole.turns.map((t: { utterance: string }) => t.utterance)).toEqual(["open city trips", "=1+1"]);
  const rows = parse(csv.text, { columns: true }) as Record<string, string>[];
  expect(rows[0].intent).toBe("LaunchRequest");
  expect(rows[1].utterance).toBe("'=1+1");
  expect(JSON.parse(replay.text)).toEqual({ skillId: CITY_TRIPS, locale: "en-US", type: "text", userInput: ["open city trips", "=1+1"] });
  await field(page).fill(".record trip --append-quit");
  const [download] = await Promise.all([page.waitForEvent("download"), field(page).press("Enter")]);
  expect(download.suggestedFilename()).toBe("trip.json");
  expect((await calls(stack, "POST")).length).toBe(2);
});

test("a replay file that was saved is replayed turn by turn", async ({ page, stack }) => {
  test.slow();
  await open(page);
  await say(page, "open city trips");
  await say(page, "help");
  const file = await save(page, "Replay file for ask-cli");
  await page.getByRole("button", { name: "Clear" }).click();
  await openFile(page, file.name, file.text);
  await expect(page.getByText("has 2 utterances")).toBeVisible();
  await expect(page.getByText(/2 utterances are said.+to the live version of City Trips in en-US/)).toBeVisible();
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(said(page)).toHaveCount(2, { timeout: 20_000 });
  await expect(cancel(page)).toHaveCount(0, { timeout: 15_000 });
  expect((await save(page, "Replay file for ask-cli")).text).toBe(file.text);
  expect((await calls(stack, "POST")).length).toBe(4);
});

test("replaying the conversation asks first: how much, to what, and that a session begins", async ({ page, stack }) => {
  test.slow();
  await open(page);
  await say(page, "open city trips");
  await say(page, "help");
  await choose(page, "Replay this conversation");
  const dialog = page.getByRole("dialog", { name: "Replay this conversation?" });
  await expect(dialog).toContainText("2 utterances are said");
  await expect(dialog).toContainText("to the live version of City Trips in en-US");
  await expect(dialog).toContainText("begins a new session");
  await expect(dialog.getByRole("button", { name: "Not now" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  expect((await calls(stack, "POST")).length, "nothing is said before the answer").toBe(2);
  await choose(page, "Replay this conversation");
  await dialog.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(said(page)).toHaveCount(4, { timeout: 20_000 });
  await expect(cancel(page)).toHaveCount(0, { timeout: 15_000 });
  await expect(thread(page).getByText(/^New session,/)).toHaveCount(2);
  expect((await calls(stack, "POST")).length).toBe(4);
});

test("two tabs in one conversation show each other's turns, and all of them are kept", async ({ page, context }) => {
  test.slow();
  await open(page);
  await say(page, "open city trips");
  const other = await context.newPage();
  await open(other);
  await expect(said(other)).toHaveText([/open city trips/], { timeout: 15_000 });
  await say(other, "help");
  await expect(said(page)).toHaveText([/open city trips/, /help/], { timeout: 15_000 });
  await say(page, "book a trip");
  await expect(said(other)).toHaveText([/open city trips/, /help/, /book a trip/], { timeout: 15_000 });
  for (const tab of [page, other]) {
    await tab.reload();
    await expect(said(tab)).toHaveText([/open city trips/, /help/, /book a trip/], { timeout: 15_000 });
  }
  await other.getByRole("button", { name: "Clear" }).click();
  await expect(page.getByText("Nothing said yet")).toBeVisible({ timeout: 15_000 });
  await other.getByRole("button", { name: "Undo" }).click();
  await expect(said(page)).toHaveCount(3, { timeout: 15_000 });
});

test("what was cleared comes back also after the page was left", async ({ page }) => {
  await open(page);
  await say(page, "open city trips");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(page.getByText("Nothing said yet")).toBeVisible();
  await page.getByRole("radiogroup", { name: "Stage" }).getByText("development").click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Nothing said yet")).toBeVisible();
  await page.getByRole("radiogroup", { name: "Stage" }).getByText("live").click();
  await expect(said(page)).toHaveText([/open city trips/], { timeout: 15_000 });
});

test("a replay can be stopped, and a file that cannot be used is explained by field", async ({ page, stack }) => {
  // So late that it is stopped in its first turn.
  await turn(stack, { simulationMs: 4_000 });
  await open(page);
  const input = { skillId: CITY_TRIPS, locale: "en-US", type: "text", userInput: ["open city trips", "help", "help", "help"] };
  await openFile(page, "long.json", JSON.stringify(input));
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(page.getByText("Replaying long.json: turn 1 of 4")).toBeVisible();
  await page.getByRole("button", { name: "Stop replay" }).click();
  await expect(cancel(page)).toHaveCount(0, { timeout: 15_000 });
  await expect(said(page)).toHaveCount(1);
  await openFile(page, "bad.json", JSON.stringify({ skillId: 5, userInput: ["", 7] }));
  for (const words of ["skillId has to be a text.", "locale is missing.", "userInput, line 1: this is empty.", "userInput, line 2: this is not a text."]) {
    await expect(page.getByText(words)).toBeVisible();
  }
  await openFile(page, "other.json", JSON.stringify({ ...input, locale: "de-DE" }));
  await page.getByRole("button", { name: "Go to its skill and locale" }).click();
  await expect(page).toHaveURL(/locale=de-DE/);
  await expect(page.getByRole("button", { name: "Replay", exact: true })).toBeVisible();
});

test("a skill that is not enabled says so and is enabled once", async ({ page, stack }) => {
  await open(page, ADDRESS.replace(CITY_TRIPS, DAY_PLANNER));
  await expect(page.getByRole("heading", { name: /is not enabled for your account/ })).toBeVisible();
  await expect(field(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Enable for my account" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Your own devices can then open this version too");
  await expect(dialog.getByRole("button", { name: "Not now" })).toBeFocused();
  await dialog.getByRole("button", { name: "Enable for my account" }).click();
  await expect(field(page)).toBeVisible();
  const { entries } = (await (await fetch(`${stack.sandbox}/_sandbox/log`)).json()) as { entries: { method: string; path: string }[] };
  expect(entries.filter((e) => e.method === "PUT" && e.path.endsWith("/enablement")).length).toBe(1);
});

test("a skill of another type and a refusal replace the conversation by the reason", async ({ page, stack }) => {
  await open(page, ADDRESS.replace(CITY_TRIPS, HEARTH_LIGHTS));
  await expect(page.getByRole("heading", { name: "Only custom skills can be simulated" })).toBeVisible();
  await expect(field(page)).toHaveCount(0);
  await turn(stack, { faults: [{ fault: "403", pathContains: "/enablement" }] });
  await page.goto(ADDRESS);
  await expect(page.getByRole("heading", { name: "We could not find out whether this skill can be simulated" })).toBeVisible();
  await expect(page.getByText(/Request ID/)).toBeVisible();
  await turn(stack, { faults: [] });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(field(page)).toBeVisible();
});

test("keyboard only: recall, a new session, the inspector's views", async ({ page, stack }) => {
  await open(page);
  await field(page).focus();
  await page.keyboard.type("open city trips");
  await page.keyboard.press("Enter");
  await expect(thread(page)).toContainText("LaunchRequest", { timeout: 15_000 });
  await page.keyboard.type("half a");
  await page.keyboard.press("ArrowUp");
  await expect(field(page)).toHaveValue("open city trips");
  await page.keyboard.press("ArrowDown");
  await expect(field(page)).toHaveValue("half a");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Control+Enter");
  await expect(thread(page).getByText(/^New session,/)).toHaveCount(2);
  await expect(cancel(page)).toHaveCount(0, { timeout: 15_000 });
  await thread(page).getByRole("button", { name: /turn 1$/ }).focus();
  await page.keyboard.press("Enter");
  await expect(inspector(page).getByRole("heading", { name: "Turn 1" })).toBeVisible();
  await tab(page, "Understanding").focus();
  await page.keyboard.press("ArrowRight");
  await expect(tab(page, "Skill call")).toBeFocused();
  await page.keyboard.press("End");
  await expect(tab(page, "Raw result")).toHaveAttribute("aria-selected", "true");
  expect((await calls(stack, "POST")).length).toBe(2);
});

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on the conversation, ${colorScheme}, ${width} wide`, async ({ page, expectNoAxeViolations }) => {
      test.slow();
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await open(page);
      await expect(field(page)).toBeVisible();
      await expectNoAxeViolations("empty");
      await say(page, "open city trips");
      await say(page, "book a trip from seattle");
      await say(page, "silence");
      await say(page, "broken answer");
      await expectNoAxeViolations("failed");
      await thread(page).getByRole("button", { name: /turn 2$/ }).click();
      for (const name of ["Understanding", "Skill call", "Raw result"]) {
        await tab(page, name).click();
        await expectNoAxeViolations(name);
      }
      await page.getByRole("searchbox").fill("intent");
      await expectNoAxeViolations("search");
      for (const text of ["Transcript", "Locale"]) {
        await page.locator("summary").filter({ hasText: text }).click();
        await expectNoAxeViolations(text);
        await page.keyboard.press("Escape");
      }
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth, "no sideways scrolling").toBeLessThanOrEqual(width);
    });
  }
}

test("an account without a vendor is told that it has no skills", async ({ page }) => {
  await open(page, "/simulator", "Atza|sandbox-sam");
  await expect(page.getByRole("heading", { name: "This account has no skills" })).toBeVisible();
  await expect(page.getByText("Asking whether the skill is enabled")).toHaveCount(0);
});
