// Scripted conversations: written, kept, run, judged turn by turn, compared with the run before, taken elsewhere.

import { advance } from "./experiment-page";
import { expect } from "./fixture";
import { test } from "./metrics-page";
import { documents, turn } from "./session";
import {
  SCRIPTS,
  SIMULATOR,
  button,
  fillTurn,
  open,
  runCard,
  saved,
  scriptRow,
  simulations,
  turnFields,
  writeScript,
} from "./simulator-script-page";

test.slow();

test("a script passes, fails where something else is expected, and says what changed since", async ({ page, stack }) => {
  await open(page, stack, SCRIPTS);
  await writeScript(page, "Sights", [
    { say: "open city trips", text: "Welcome to City Trips*", rule: "fits, * is any text", intent: "LaunchRequest" },
    { say: "what can i see in rome", text: "rome" },
  ]);
  await button(page, "Run Sights").click();
  await expect(scriptRow(page, "Sights")).toContainText("2 of 2 passed", { timeout: 30_000 });
  await expect(runCard(page)).toContainText("It is the first run");
  await expect(runCard(page).getByRole("listitem").first()).toContainText("LaunchRequest");
  expect(await simulations(stack)).toBe(2);

  await scriptRow(page, "Sights").locator("summary").click();
  await button(page, "Edit").click();
  await fillTurn(page, 2, { say: "what can i see in rome", text: "a word that nobody says", intent: "AMAZON.HelpIntent" });
  await button(page, "Save script").click();
  await button(page, "Run Sights").click();
  await expect(scriptRow(page, "Sights")).toContainText("1 of 2 passed, 1 failed", { timeout: 30_000 });
  const second = runCard(page).getByRole("listitem").nth(1);
  await expect(second).toContainText("Expected an answer that contains “a word that nobody says”.");
  await expect(second).toContainText("Expected the intent AMAZON.HelpIntent; got ");
  await expect(second).toContainText("Broken");
  await expect(runCard(page)).toContainText(/Since the last run \(.+ UTC\): 1 broken/);

  // Both runs are there after a reload.
  await page.reload();
  await scriptRow(page, "Sights").getByRole("button", { name: "Show the last run of Sights" }).click();
  await expect(runCard(page)).toContainText(/Since the last run \(.+ UTC\): 1 broken/);
});

test("what is typed outlasts a reload, and discarding can be taken back", async ({ page, stack }) => {
  await open(page, stack, SCRIPTS);
  await button(page, "New script").click();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.getByLabel("Name", { exact: true }).fill("Half done");
  await fillTurn(page, 1, { say: "open city trips", slots: "City" });
  await page.reload();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Half done");
  await button(page, "Save script").click();
  await expect(page.getByText("“City” is not a slot")).toBeVisible();
  await expect(turnFields(page, 1).getByLabel("Expected slots")).toBeFocused();
  await button(page, "Discard").click();
  await button(page, "Undo").click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Half done");
  await fillTurn(page, 1, { say: "open city trips", slots: "City = Rome" });
  await button(page, "Save script").click();
  await expect(scriptRow(page, "Half done")).toContainText("1 turn");
});

test("turns are added, moved and removed by keyboard alone", async ({ page, stack }) => {
  await open(page, stack, SCRIPTS);
  await writeScript(page, "Before", [{ say: "help" }]);
  await button(page, "New script").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type("Keys");
  await turnFields(page, 1).getByLabel("You say").focus();
  await page.keyboard.type("help");
  await button(page, "Add turn").focus();
  await page.keyboard.press("Enter");
  await expect(turnFields(page, 2).getByLabel("You say")).toBeFocused();
  await page.keyboard.type("open city trips");
  await button(page, "Move up turn 2").focus();
  await page.keyboard.press("Enter");
  await expect(turnFields(page, 1).getByLabel("You say")).toHaveValue("open city trips");
  await button(page, "Remove turn 2").focus();
  await page.keyboard.press("Enter");
  await expect(turnFields(page, 1).getByLabel("You say")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(scriptRow(page, "Keys")).toContainText("1 turn");
});

test("a double click runs once, one simulation at a time, and cancelling stops", async ({ page, stack }) => {
  await open(page, stack, SCRIPTS);
  await writeScript(page, "Long", [{ say: "open city trips" }, { say: "help" }, { say: "never ends" }, { say: "stop" }]);
  await button(page, "Run Long").dblclick();
  await expect(scriptRow(page, "Long")).toContainText("Turn 3 of 4", { timeout: 30_000 });
  await expect(scriptRow(page, "Long")).toContainText("IN_PROGRESS");
  await button(page, "Cancel").click();
  await expect(scriptRow(page, "Long")).toContainText("2 of 4 passed, 2 not reached");
  await expect(runCard(page)).toContainText("Cancelled by you");
  await expect(runCard(page)).toContainText("Not reached");
  expect(await simulations(stack)).toBe(3);
});

test("all scripts run one after the other", async ({ page, stack }) => {
  await open(page, stack, SCRIPTS);
  await writeScript(page, "A", [{ say: "open city trips" }]);
  await writeScript(page, "B", [{ say: "open city trips", text: "nonsense" }]);
  await button(page, "Run all").click();
  await expect(page.getByText("1 of 2 scripts passed")).toBeVisible({ timeout: 30_000 });
  await expect(scriptRow(page, "A")).toContainText("1 of 1 passed");
  await expect(scriptRow(page, "B")).toContainText("1 failed");
});

test("a double click on Run all runs, and does not cancel", async ({ page, stack }) => {
  await open(page, stack, SCRIPTS);
  await writeScript(page, "A", [{ say: "open city trips" }, { say: "help" }]);
  await button(page, "Run all").dblclick();
  await expect(scriptRow(page, "A")).toContainText("2 of 2 passed", { timeout: 30_000 });
  expect(await simulations(stack)).toBe(2);
});

test("a cancelled run does not replace the one that the next is compared with", async ({ page, stack }) => {
  await open(page, stack, SCRIPTS);
  await writeScript(page, "Base", [{ say: "open city trips" }]);
  await button(page, "Run Base").click();
  await expect(scriptRow(page, "Base")).toContainText("1 of 1 passed", { timeout: 30_000 });
  // So late that it is cancelled before it is answered.
  await turn(stack, { simulationMs: 4_000 });
  await button(page, "Run Base").click();
  await button(page, "Cancel").click();
  await turn(stack, { simulationMs: 20 });
  await expect(runCard(page)).toContainText("Cancelled by you");
  // It is over at Amazon too, so that the next is not refused because of it.
  await advance(stack, { advanceSeconds: 10 });
  await expect(runCard(page)).toContainText("It cannot be compared with an earlier run");
  await button(page, "Run Base").click();
  await expect(scriptRow(page, "Base")).toContainText("1 of 1 passed", { timeout: 30_000 });
  await expect(runCard(page)).toContainText(/[Ss]ince an earlier run \(.+ UTC\), the last one with an answer/);
});

test("the same words with another intent are not called the same", async ({ page, stack }) => {
  await open(page, stack, SCRIPTS);
  await writeScript(page, "Help", [{ say: "open city trips" }, { say: "help" }]);
  await button(page, "Run Help").click();
  await expect(runCard(page)).toContainText("It is the first run", { timeout: 30_000 });
  await expect(scriptRow(page, "Help")).toContainText(/of 2 passed/, { timeout: 30_000 });
  // What is kept of that run says that another intent was chosen, and nothing else.
  await page.evaluate(async () => {
    const [{ name }] = (await indexedDB.databases()).filter((d) => d.name?.includes("skillscope"));
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name!);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const transaction = database.transaction("documents", "readwrite");
    await new Promise<void>((resolve, reject) => {
      const walking = transaction.objectStore("documents").openCursor();
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      walking.onsuccess = () => {
        const cursor = walking.result;
        if (!cursor) return;
        if (String(cursor.key).includes("|script-run|")) cursor.update(cursor.value.replaceAll("HelpIntent", "OtherIntent"));
        cursor.continue();
      };
    });
    database.close();
  });
  await page.reload();
  await button(page, "Run Help").click();
  await expect(runCard(page)).toContainText(/Since the last run \(.+ UTC\): 1 understood differently/, { timeout: 30_000 });
  await expect(runCard(page).getByRole("listitem").nth(1)).toContainText("Understood differently");
  await expect(runCard(page).getByRole("listitem").nth(1)).toContainText("Intent: AMAZON.OtherIntent became AMAZON.HelpIntent.");
});

test("a script is copied and deleted, and comes back with its runs", async ({ page, stack }) => {
  await open(page, stack, SCRIPTS);
  await writeScript(page, "Once", [{ say: "open city trips" }]);
  await button(page, "Run Once").click();
  await expect(scriptRow(page, "Once")).toContainText("1 of 1 passed", { timeout: 30_000 });
  await scriptRow(page, "Once").locator("summary").click();
  await button(page, "Duplicate").click();
  await expect(scriptRow(page, "Once (copy)")).toContainText("Not run yet");
  await page.getByRole("rowheader", { name: /^Once 1 turn/ }).locator("..").locator("summary").click();
  await button(page, "Delete").click();
  await expect(page.getByText("“Once” was deleted")).toBeVisible();
  await expect(page.getByRole("rowheader", { name: /^Once 1 turn/ })).toHaveCount(0);
  // The browser writes both the deletion and what takes it back a little later.
  await expect.poll(() => documents(page)).not.toContain('"name":"Once"');
  await button(page, "Undo").click();
  await expect(page.getByRole("rowheader", { name: /^Once 1 turn/ }).locator("..")).toContainText("1 of 1 passed");
  await expect.poll(() => documents(page)).toMatch(/\|script-run\|/);
  await page.reload();
  await expect(page.getByRole("rowheader", { name: /^Once 1 turn/ }).locator("..")).toContainText("1 of 1 passed");
});

test("the library goes out and comes back, and a bad file says why", async ({ page, stack }) => {
  await open(page, stack, SCRIPTS);
  await writeScript(page, "<img src=x onerror=alert(1)>", [{ say: "open city trips", slots: "City = Rome" }]);
  const menu = page.locator("summary").filter({ hasText: "Import and export" });
  await menu.click();
  const text = await saved(page, () => button(page, "Export all scripts").click());
  expect(JSON.parse(text)).toMatchObject({ format: "skillscope-scripts", version: 1 });
  expect(text).not.toContain("Atza|");
  const input = page.getByLabel("Import scripts (JSON)");
  const give = (content: string) =>
    input.setInputFiles({ name: "scripts.json", mimeType: "application/json", buffer: Buffer.from(content) });
  await give(text);
  await expect(page.getByText("No new scripts; 1 is here already.")).toBeVisible();
  await give(text.replace("open city trips", "help"));
  await expect(page.getByText("1 script was imported.")).toBeVisible();
  await expect(scriptRow(page, "<img src=x onerror=alert(1)>")).toHaveCount(2);
  await give("{}");
  await expect(page.getByText("The file is not a library of scripts")).toBeVisible();
});

test("a replay file of ask-cli becomes a script", async ({ page, stack }) => {
  await open(page, stack, SCRIPTS);
  await writeScript(page, "Other", [{ say: "open city trips" }]);
  const replay = { skillId: new URL(page.url()).searchParams.get("skill"), locale: "de-DE", type: "text", userInput: ["öffne städtereisen", "hilfe", ".quit"] };
  await page
    .getByLabel("Import a replay file of ask-cli")
    .setInputFiles({ name: "replay.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(replay)) });
  await expect(turnFields(page, 2).getByLabel("You say")).toHaveValue("hilfe");
  await expect(turnFields(page, 3)).toHaveCount(0);
  await button(page, "Save script").click();
  await button(page, "Run öffne städtereisen").click();
  await expect(scriptRow(page, "öffne städtereisen")).toContainText("2 of 2 passed", { timeout: 30_000 });
});

test("a script is made of the conversation that was held", async ({ page, stack }) => {
  await open(page, stack, SIMULATOR);
  const say = page.getByRole("textbox", { name: "What to say" });
  await expect(say).toBeVisible({ timeout: 15_000 });
  await say.fill("open city trips");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Welcome to City Trips/).first()).toBeVisible({ timeout: 30_000 });
  await page.getByRole("radiogroup", { name: "Mode" }).getByText("Scripts").click();
  await button(page, "Make a script from the conversation").first().click();
  await expect(turnFields(page, 1).getByLabel("You say")).toHaveValue("open city trips");
  await expect(turnFields(page, 1).getByLabel("Expected intent")).toHaveValue(/LaunchRequest/);
  await button(page, "Save script").click();
  await button(page, "Run open city trips").click();
  await expect(scriptRow(page, "open city trips")).toContainText("1 of 1 passed", { timeout: 30_000 });
});

test("what Amazon refuses and what fails is said in words, with the request id", async ({ page, stack }) => {
  await open(page, stack, SCRIPTS);
  await writeScript(page, "Refused", [{ say: "open city trips" }, { say: "help" }]);
  await turn(stack, { faults: [{ fault: "403", method: "POST", pathContains: "/simulations", times: 1 }] });
  await button(page, "Run Refused").click();
  await expect(runCard(page)).toContainText("This account may not do that (403)", { timeout: 30_000 });
  await expect(runCard(page)).toContainText("Request ID");
  await expect(scriptRow(page, "Refused")).toContainText("2 not reached");
  await writeScript(page, "Fails", [{ say: "open city trips" }, { say: "endpoint timeout" }]);
  await button(page, "Run Fails").click();
  await expect(runCard(page).getByRole("listitem").nth(1)).toContainText("The simulation failed: “", { timeout: 30_000 });
});

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on scripts, ${colorScheme}, ${width} wide`, async ({ page, stack, expectNoAxeViolations }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await open(page, stack, SCRIPTS);
      await expect(page.getByRole("heading", { name: "No scripts yet" })).toBeVisible();
      await expectNoAxeViolations("no scripts");
      await button(page, "New script").click();
      await button(page, "Save script").click();
      await expectNoAxeViolations("editor with problems");
      await button(page, "Discard").click();
      await writeScript(page, "A", [{ say: "open city trips", text: "welcome" }, { say: "help", text: "nonsense" }]);
      await button(page, "Run A").click();
      await expect(scriptRow(page, "A")).toContainText("1 of 2 passed", { timeout: 30_000 });
      await expectNoAxeViolations("a run");
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth, "no sideways scrolling").toBeLessThanOrEqual(width);
    });
  }
}
