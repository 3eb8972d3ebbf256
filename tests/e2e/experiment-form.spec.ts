// The form that creates, copies and changes experiments: what is typed, what is sent, and that it is sent once.

import type { Page } from "@playwright/test";
import { expect } from "./fixture";
import {
  EXPERIMENT,
  NEW,
  PROPERTIES,
  createButton,
  field,
  fill,
  kept,
  keptKeys,
  make,
  named,
  openForm,
  read,
  saveButton,
  send,
  summary,
  watchWrites,
  writes,
} from "./experiment-form-page";
import { CITY_TRIPS, banner, test } from "./metrics-page";
import { answer, signIn, turn } from "./session";

const edit = (id: string) => `/experiments/${id}/edit?v=1&skill=${CITY_TRIPS}`;
const POST = { method: "POST", pathContains: "/experiments", times: 1 };
/** Every wait below ends by what the page says; a look for a lost answer takes up to three reads. */
const SLOW = { timeout: 15_000 };

test.describe("creating", () => {
  test("sends exactly what the review shows, once, and goes to the new experiment", async ({ page, stack }) => {
    await openForm(page);
    await fill(page, "Shorter welcome");
    await field.exposure(page).fill("40");
    await field.weeks(page).fill("6");
    await expect(page.getByText("P6W", { exact: true })).toBeVisible();
    const change = page.getByRole("radiogroup", { name: "Customer Friction: expected change" });
    await change.getByText("Increase").click();
    await expect(change.getByRole("radio", { name: "Increase" })).toBeChecked();
    const review = page.getByRole("region", { name: "Request body" });
    const shown = JSON.parse(await review.innerText());
    await expect(page.getByText(`/v1/skills/${CITY_TRIPS}/experiments`, { exact: true })).toBeVisible();
    const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/experiments"));
    await createButton(page).click();
    expect((await sent).postDataJSON()).toEqual(shown);
    await expect(page).toHaveURL(EXPERIMENT);
    await expect(page.getByText("“Shorter welcome” was created as a draft")).toBeVisible();
    const [row] = await named(stack, "Shorter welcome");
    expect(page.url()).toContain(row.experimentId);
    expect(await read(stack, row.experimentId)).toMatchObject({
      name: "Shorter welcome",
      type: "ENDPOINT_BASED",
      plannedDuration: "P6W",
      exposurePercentage: 40,
      metricConfigurations: [
        { name: "Customer Friction", metricTypes: ["KEY"], expectedChange: "INCREASE" },
        { name: "Skill Next Day Retention", metricTypes: ["GUARDRAIL"], expectedChange: "INCREASE" },
      ],
    });
    expect(await writes(stack)).toHaveLength(1);
    await expect.poll(() => keptKeys(page)).toEqual([]);
  });

  test("a double click makes one experiment", async ({ page, stack }) => {
    await openForm(page);
    await fill(page, "Twice");
    await turn(stack, { latencyMs: 200 });
    await createButton(page).dblclick();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(EXPERIMENT, SLOW);
    expect(await named(stack, "Twice")).toHaveLength(1);
    expect(await writes(stack)).toHaveLength(1);
  });

  test("where the browser may not read Location, the name leads to the new experiment", async ({ page, stack }) => {
    await turn(stack, { cors: "expose-none" });
    await openForm(page);
    await fill(page, "Hidden place");
    await createButton(page).click();
    await expect(page).toHaveURL(EXPERIMENT, SLOW);
    const [row] = await named(stack, "Hidden place");
    expect(page.url()).toContain(row.experimentId);
    expect(await writes(stack)).toHaveLength(1);
  });

  test("the whole form can be done with the keyboard", async ({ page, stack }) => {
    await openForm(page);
    await field.name(page).focus();
    await page.keyboard.type("By keyboard");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Keys are enough.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("50");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await expect(field.exposure(page)).toHaveValue("51");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("2");
    await page.keyboard.press("Tab");
    await page.keyboard.type("My metric");
    await page.keyboard.press("Enter");
    await expect(field.metric(page)).toBeFocused();
    const change = page.getByRole("radiogroup", { name: "My metric: expected change" });
    await page.keyboard.press("Shift+Tab"); // remove
    await page.keyboard.press("Shift+Tab"); // expected change: its last choice while none is taken
    await page.keyboard.press("Space");
    await expect(change.getByRole("radio", { name: "Decrease" })).toBeChecked();
    await page.keyboard.press("ArrowLeft");
    await expect(change.getByRole("radio", { name: "Increase" })).toBeChecked();
    await createButton(page).focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(EXPERIMENT);
    const [row] = await named(stack, "By keyboard");
    expect(await read(stack, row.experimentId)).toMatchObject({ exposurePercentage: 51, plannedDuration: "P2W" });
  });
});

test.describe("what is wrong", () => {
  test("stands by each field, is cleared while typing, and is listed by the button", async ({ page, stack }) => {
    await openForm(page);
    await createButton(page).click();
    await expect(summary(page)).toContainText("3 things to fix: the name, the hypothesis, the metrics");
    await expect(summary(page)).toBeFocused();
    await summary(page).getByRole("button", { name: "the hypothesis" }).click();
    await expect(field.hypothesis(page)).toBeFocused();
    for (const [input, bad, words, good] of [
      [field.name(page), " ", "Enter a name.", "Fields"],
      [field.name(page), "x".repeat(256), "The name has 256 characters. At most 255 fit.", "Fields"],
      [field.hypothesis(page), "", "Say what you expect the change to do.", "Yes"],
      [field.hypothesis(page), "x".repeat(301), "The hypothesis has 301 characters. At most 300 fit.", "Yes"],
      [field.exposure(page), "", "Enter how many of 100 customers take part.", "10"],
      [field.exposure(page), "101", "Enter a whole number from 0 to 100.", "10"],
      [field.exposure(page), "ten", "Enter a whole number from 0 to 100.", "10"],
      [field.weeks(page), "", "Enter how many weeks the test is planned to run.", "20"],
      [field.weeks(page), "21", "Enter a whole number of weeks from 1 to 20.", "20"],
    ] as const) {
      await input.fill(bad);
      await input.blur();
      await expect(input).toHaveAttribute("aria-invalid", "true");
      await expect(input).toHaveAccessibleDescription(new RegExp(words.replaceAll(".", "\\.")));
      await input.fill(good);
      await expect(input).not.toHaveAttribute("aria-invalid");
    }
    const metric = field.metric(page);
    for (const [typed, words] of [
      ["", "Enter the name of a metric."],
      ["x".repeat(126), "The name has 126 characters. At most 125 fit."],
    ]) {
      await metric.fill(typed);
      await page.getByRole("button", { name: "Add metric" }).click();
      await expect(metric).toHaveAccessibleDescription(new RegExp(words.replaceAll(".", "\\.")));
    }
    await metric.fill("Mine");
    await metric.press("Enter");
    await metric.fill("Mine");
    await metric.press("Enter");
    await expect(metric).toHaveAccessibleDescription(/This metric is in the list already\./);
    await createButton(page).click();
    await expect(summary(page)).toContainText("the expected change of Mine, a metric that is not added yet");
    await metric.fill("");
    await summary(page).getByRole("button", { name: "the expected change of Mine" }).click();
    const change = page.getByRole("radiogroup", { name: "Mine: expected change" });
    await expect(change.getByRole("radio", { name: "Increase" })).toBeFocused();
    await expect(change).toHaveAccessibleDescription("Choose which way you expect Mine to move.");
    expect(await writes(stack)).toHaveLength(0);
    await change.getByText("Increase").click();
    await createButton(page).click();
    await expect(page).toHaveURL(EXPERIMENT);
  });

  test("both names of one metric, and no key metric, are warned about and do not stop anybody", async ({ page }) => {
    await openForm(page);
    await fill(page, "Warned");
    await field.metric(page).fill("CPDR");
    await field.metric(page).press("Enter");
    await expect(page.getByText("CPDR is the older name of Customer Friction")).toBeVisible();
    await page.getByRole("button", { name: "Remove CPDR" }).click();
    await expect(page.getByText("CPDR is the older name of Customer Friction")).toHaveCount(0);
    await page.getByRole("radiogroup", { name: "Customer Friction: role" }).getByText("Guardrail").click();
    await expect(page.getByText("No metric is a key metric")).toBeVisible();
    await createButton(page).click();
    await expect(page).toHaveURL(EXPERIMENT);
  });

  test("a name that is taken is said at once, with one that is free", async ({ page, stack }) => {
    await make(stack, "Taken");
    await openForm(page);
    await fill(page, "Taken");
    await expect(field.name(page)).toHaveAccessibleDescription(/City Trips already has an experiment with this name\./);
    await expect(page.getByText("The name is taken")).toBeVisible();
    await page.getByRole("button", { name: "Taken (2)" }).click();
    await expect(page.getByText("The name is free to use")).toBeVisible();
    await createButton(page).click();
    await expect(page).toHaveURL(EXPERIMENT);
    expect(await named(stack, "Taken (2)")).toHaveLength(1);
  });

  test("a name that was taken meanwhile is noticed before anything is sent", async ({ page, stack }) => {
    await openForm(page);
    await fill(page, "Late");
    await expect(page.getByText("The name is free to use")).toBeVisible();
    await make(stack, "Late");
    const before = (await writes(stack)).length;
    await createButton(page).click();
    await expect(summary(page)).toContainText("1 thing to fix: the name");
    await expect(field.name(page)).toHaveAttribute("aria-invalid", "true");
    expect(await writes(stack)).toHaveLength(before);
  });
});

test.describe("refusals", () => {
  for (const [fault, heading, words] of [
    ["400", "Check the request (400)", "Nothing was changed at Amazon; the draft is kept."],
    ["401-no-access", "Amazon did not accept your sign-in (401)", "this account has no access to this skill"],
    ["403", "This account may not do that (403)", "Ask an administrator of the developer account"],
    ["404", "This was not found (404)", "or has withdrawn A/B testing for it"],
    ["409", "It changed meanwhile (409)", "does not fit the skill’s present state"],
    ["429", "Amazon asked us to slow down (429)", "Wait a little, then try again."],
  ]) {
    test(`${fault} is said in words, and the draft can be sent again`, async ({ page, stack }) => {
      await openForm(page);
      await fill(page, "Refused");
      await turn(stack, { faults: [{ fault, ...POST }] });
      await createButton(page).click();
      const notice = banner(page, heading);
      await expect(notice).toContainText(words, SLOW);
      await expect(notice).toContainText("Request ID");
      expect(await writes(stack), "sent once").toHaveLength(1);
      await expect(kept(page)).toBeVisible();
      await createButton(page).click();
      await expect(page).toHaveURL(EXPERIMENT, SLOW);
      expect(await named(stack, "Refused")).toHaveLength(1);
    });
  }

  test("where the list cannot be read nothing is sent", async ({ page, stack }) => {
    await openForm(page);
    await fill(page, "Unread");
    await turn(stack, { faults: [{ fault: "403", method: "GET", pathContains: "/experiments" }] });
    await createButton(page).click();
    await expect(banner(page, "This account may not do that (403)")).toContainText("Nothing was changed at Amazon");
    expect(await writes(stack)).toHaveLength(0);
  });
});

test.describe("an answer that does not come", () => {
  // Chromium sends a request again by itself where a kept connection breaks: a reset has to hit each of them.
  for (const [fault, times, words] of [
    ["reset", undefined, "The browser could not reach Amazon."],
    ["hang", 1, "Amazon did not answer in time."],
    ["503", 1, "Amazon is unavailable (503)."],
  ] as const) {
    test(`${fault}: the name is looked for, and the person sends it again`, async ({ page, stack }) => {
      await openForm(page);
      await fill(page, "Lost");
      const sent = watchWrites(page);
      await turn(stack, { faults: [{ fault, ...POST, times }] });
      await createButton(page).click();
      await expect(banner(page, "The experiment was not created")).toContainText(words, SLOW);
      expect(sent, "not sent again by itself").toHaveLength(1);
      await turn(stack, { faults: [] });
      await createButton(page).click();
      await expect(page).toHaveURL(EXPERIMENT, SLOW);
      expect(await named(stack, "Lost")).toHaveLength(1);
    });
  }

  for (const times of [1, 2]) {
    test(`where it was done all the same, the form goes there (${times})`, async ({ page, stack }) => {
      await openForm(page);
      await fill(page, "Done in silence");
      const sent = watchWrites(page);
      await turn(stack, { faults: [{ fault: "lost-answer", ...POST, times }] });
      await createButton(page).click();
      await expect(page).toHaveURL(EXPERIMENT, SLOW);
      const [row, second] = await named(stack, "Done in silence");
      expect(page.url()).toContain(row.experimentId);
      expect(second).toBeUndefined();
      expect(sent).toHaveLength(1);
    });
  }

  test("where even the list is closed, nothing is sent before it is known", async ({ page, stack }) => {
    await openForm(page);
    await fill(page, "Nobody knows");
    const list = { fault: "403", method: "GET", pathContains: "/experiments", skip: 1 };
    const sent = watchWrites(page);
    await turn(stack, { faults: [{ fault: "lost-answer", ...POST, times: undefined }, list] });
    await createButton(page).click();
    const notice = banner(page, "The experiment may have been created");
    await expect(notice).toContainText("This account may not do that (403).", SLOW);
    await turn(stack, { faults: [] });
    await notice.getByRole("button", { name: "Look again" }).click();
    await expect(page).toHaveURL(EXPERIMENT, SLOW);
    expect(await named(stack, "Nobody knows")).toHaveLength(1);
    expect(sent).toHaveLength(1);
  });

  test("an earlier try that went through does not swallow what was typed since", async ({ page, stack }) => {
    await openForm(page);
    await fill(page, "First");
    const list = { fault: "403", method: "GET", pathContains: "/experiments", skip: 1 };
    await turn(stack, { faults: [{ fault: "lost-answer", ...POST, times: undefined }, list] });
    await createButton(page).click();
    await expect(banner(page, "The experiment may have been created")).toBeVisible(SLOW);
    await turn(stack, { faults: [] });
    await field.name(page).fill("Second");
    await createButton(page).click();
    await expect(banner(page, "“First” was created after all")).toBeVisible(SLOW);
    await expect(field.name(page)).toHaveValue("Second");
    expect(await named(stack, "Second")).toHaveLength(0);
    await createButton(page).click();
    await expect(page).toHaveURL(EXPERIMENT, SLOW);
    expect(await named(stack, "First")).toHaveLength(1);
    expect(await named(stack, "Second")).toHaveLength(1);
  });

  for (const [fault, ends] of [
    ["delay=1000", "there"],
    ["hang", "not there"],
  ]) {
    test(`a reload in the middle of create ends with one experiment (${ends})`, async ({ page, stack }) => {
      await openForm(page);
      await fill(page, "Reloaded");
      await turn(stack, { faults: [{ fault, ...POST }] });
      const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/experiments"));
      await createButton(page).click();
      await sent;
      await expect.poll(async () => (await writes(stack)).length).toBe(1);
      await page.reload();
      if (ends === "not there") {
        await expect(banner(page, "The experiment was not created")).toBeVisible(SLOW);
        await expect(field.name(page)).toHaveValue("Reloaded");
        await createButton(page).click();
      }
      await expect(page).toHaveURL(EXPERIMENT, SLOW);
      expect(await named(stack, "Reloaded")).toHaveLength(1);
    });
  }
});

test.describe("a sign-in that runs out in the middle", () => {
  test("keeps the draft, returns to it, and ends with one experiment", async ({ page, stack }) => {
    await signIn(page);
    await page.goto(NEW);
    await fill(page, "Expired");
    await turn(stack, { faults: [{ fault: "401-expired", ...POST }] });
    await createButton(page).click();
    const over = page.getByRole("status").filter({ hasText: "Your sign-in ran out" });
    await expect(over).toBeVisible(SLOW);
    await expect(field.name(page)).toHaveValue("Expired");
    await over.getByRole("button", { name: "Sign in again" }).click();
    await page.getByRole("radio", { name: /Alex Sandbox/ }).check();
    await page.getByRole("button", { name: "Allow" }).click();
    await expect(page).toHaveURL(/\/experiments\/new\?/);
    await expect(field.name(page)).toHaveValue("Expired");
    await expect(page.getByRole("radiogroup", { name: "Customer Friction: role" })).toBeVisible();
    await createButton(page).click();
    await expect(page).toHaveURL(EXPERIMENT, SLOW);
    expect(await named(stack, "Expired")).toHaveLength(1);
  });

  test("somebody who is not signed in comes to the form after signing in", async ({ page }) => {
    await page.goto(NEW);
    await answer(page, "Allow");
    await expect(page).toHaveURL(/\/experiments\/new\?/);
    await expect(page.getByRole("heading", { level: 1, name: "New experiment" })).toBeVisible();
  });
});

test.describe("the draft", () => {
  test("outlasts a reload, is never in the address, and can be discarded and brought back", async ({ page }) => {
    await openForm(page);
    await expect(kept(page)).toHaveCount(0);
    await fill(page, "Secret plan");
    await expect(kept(page)).toBeVisible();
    expect(page.url()).not.toContain("Secret");
    await page.reload();
    await expect(field.name(page)).toHaveValue("Secret plan");
    await expect(page.getByRole("list", { name: "Metrics of this experiment" }).getByRole("listitem")).toHaveCount(2);
    await page.getByRole("button", { name: "Discard draft" }).click();
    await expect(field.name(page)).toHaveValue("");
    await expect(kept(page)).toHaveCount(0);
    await expect.poll(() => keptKeys(page)).toEqual([]);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(field.name(page)).toHaveValue("Secret plan");
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain("Secret");
  });

  test("is deleted by signing out", async ({ page }) => {
    await openForm(page);
    await field.name(page).fill("Secret plan");
    await expect(kept(page)).toBeVisible();
    await page.getByRole("link", { name: "Settings" }).first().click();
    await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
    await expect.poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("Secret");
  });
});

test.describe("copying", () => {
  test("starts with the settings of another experiment under a name that is free", async ({ page, stack }) => {
    const id = await make(stack, "Model");
    await make(stack, "Copy of Model");
    await openForm(page, `${NEW}&copy=${id}`);
    await expect(field.name(page)).toHaveValue("Copy of Model (2)");
    await expect(field.hypothesis(page)).toHaveValue(PROPERTIES.description);
    await expect(field.exposure(page)).toHaveValue("30");
    await expect(field.weeks(page)).toHaveValue("3");
    await createButton(page).click();
    await expect(page).toHaveURL(EXPERIMENT);
    const [row] = await named(stack, "Copy of Model (2)");
    expect(await read(stack, row.experimentId)).toMatchObject(PROPERTIES);
  });

  test("of an experiment that is not there says so", async ({ page }) => {
    await openForm(page, `${NEW}&copy=nowhere`);
    await expect(banner(page, "This was not found (404)")).toBeVisible();
    await page.getByRole("link", { name: "Go to the list" }).click();
    await expect(page).toHaveURL(/\/experiments\?/);
  });
});

test.describe("editing", () => {
  const open = async (page: Page, id: string) => {
    await openForm(page, edit(id));
    await expect(field.name(page)).toHaveAttribute("readonly");
  };

  test("changes what can be changed and shows what cannot", async ({ page, stack }) => {
    const id = await make(stack, "Editable");
    await open(page, id);
    await field.hypothesis(page).fill("As it is now.");
    await field.exposure(page).fill("60");
    await saveButton(page).click();
    await expect(page).toHaveURL(EXPERIMENT);
    await expect(page.getByText("The changes are saved")).toBeVisible();
    expect(await read(stack, id)).toMatchObject({ ...PROPERTIES, description: "As it is now.", exposurePercentage: 60 });
    expect(await writes(stack, "/properties")).toHaveLength(1);
    await expect.poll(() => keptKeys(page)).toEqual([]);
  });

  test("settings that changed meanwhile are shown before they are overwritten", async ({ page, stack }) => {
    const id = await make(stack, "Shared");
    await open(page, id);
    await field.exposure(page).fill("60");
    await send(stack, `/${id}/properties`, { experiment: { ...PROPERTIES, description: "From elsewhere." } });
    await saveButton(page).click();
    const notice = banner(page, "The settings changed since you began");
    await notice.getByRole("button", { name: "Take the new settings" }).click();
    await expect(field.hypothesis(page)).toHaveValue("From elsewhere.");
    await expect(field.exposure(page)).toHaveValue("30");
    await field.exposure(page).fill("70");
    await send(stack, `/${id}/properties`, { experiment: PROPERTIES });
    await saveButton(page).click();
    await notice.getByRole("button", { name: "Keep mine" }).click();
    await saveButton(page).click();
    await expect(page).toHaveURL(EXPERIMENT);
    expect(await read(stack, id)).toMatchObject({ description: "From elsewhere.", exposurePercentage: 70 });
  });

  test("an experiment that was started meanwhile is not changed, and the page says why", async ({ page, stack }) => {
    const id = await make(stack, "Started");
    await open(page, id);
    await field.exposure(page).fill("60");
    await send(stack, `/${id}/state`, { targetState: "RUNNING" });
    await saveButton(page).click();
    await expect(banner(page, /The experiment is (RUNNING|ENABLING|ENABLED) and cannot be changed/)).toBeVisible();
    expect(await writes(stack, "/properties")).toHaveLength(0);
    await page.reload();
    await expect(page.getByRole("heading", { name: /The experiment is (RUNNING|ENABLING|ENABLED) and cannot/ })).toBeVisible();
    await page.getByRole("link", { name: "Copy to a new draft" }).click();
    await expect(field.name(page)).toHaveValue("Copy of Started");
  });

  test("a 409 is answered by reading the state again, and what the state allows can be tried again", async ({ page, stack }) => {
    const id = await make(stack, "Conflict");
    await open(page, id);
    await field.exposure(page).fill("60");
    await turn(stack, { faults: [{ fault: "409", method: "POST", pathContains: "/properties", times: 1 }] });
    await saveButton(page).click();
    const notice = banner(page, /\(409\)/);
    await expect(notice).toContainText("Request ID");
    await expect(kept(page)).toBeVisible();
    await saveButton(page).click();
    await expect(page).toHaveURL(EXPERIMENT);
    expect(await read(stack, id)).toMatchObject({ exposurePercentage: 60 });
  });

  for (const [fault, isDone] of [
    ["lost-answer", true],
    ["reset", false],
  ] as const) {
    test(`a lost answer is looked up (${fault})`, async ({ page, stack }) => {
      const id = await make(stack, "Looked up");
      await open(page, id);
      await field.exposure(page).fill("60");
      const sent = watchWrites(page, "/properties");
      await turn(stack, { faults: [{ fault, method: "POST", pathContains: "/properties" }] });
      await saveButton(page).click();
      if (!isDone) {
        await expect(banner(page, "The changes were not saved")).toBeVisible(SLOW);
        await turn(stack, { faults: [] });
        await saveButton(page).click();
      }
      await expect(page).toHaveURL(EXPERIMENT, SLOW);
      expect(await read(stack, id)).toMatchObject({ exposurePercentage: 60 });
      expect(sent).toHaveLength(isDone ? 1 : 2);
    });
  }
});

test.describe("planning", () => {
  test("exposure is drawn as people and counted with the skill's own customers", async ({ page, stack }) => {
    await openForm(page);
    await field.exposure(page).fill("41");
    const people = "Of every 100 customers, 20.5 get C, 20.5 get T1 and 59 are not in the test.";
    await expect(page.getByRole("img", { name: people })).toBeVisible();
    await expect(page.getByRole("slider", { name: "Exposure" })).toHaveValue("41");
    await expect(page.getByText(/Based on [\d,]+ uniqueCustomers in the last 7 days/)).toBeVisible();
    await turn(stack, { faults: [{ fault: "403", pathContains: "/metrics" }] });
    await page.reload();
    await expect(page.getByText(/This account may not do that \(403\)\. How many customers/)).toBeVisible();
    await expect(page.getByText("20.5%").first()).toBeVisible();
  });

  test("the sample size follows mean, change, spread, exposure and weeks", async ({ page }) => {
    await openForm(page);
    const planner = page.getByRole("region", { name: "Sample size helper" });
    await expect(planner).toContainText("Enter today’s mean of the metric");
    await planner.getByLabel("Today’s mean").fill("0.184");
    await planner.getByLabel("Smallest change").fill("6");
    await planner.getByRole("button", { name: "0.3875" }).click();
    await expect(planner.getByLabel("Spread")).toHaveValue("0.3875");
    await expect(planner).toContainText("19,300 customers in each group");
    await planner.getByLabel("Spread").fill("0.326");
    await expect(planner).toContainText("13,700 customers in each group");
    await expect(planner).toContainText(/4 weeks at 20% give about [\d,]+ each, [\d,]+ too few/);
    await field.exposure(page).fill("100");
    await field.weeks(page).fill("20");
    await expect(planner).toContainText(/20 weeks at 100% give about [\d,]+ each\./);
    await expect(planner).toContainText("80% power, 5% significance, two-sided.");
  });

  test("mean and spread come from the last result of the metric where there is one", async ({ page }) => {
    await openForm(page);
    await expect(page.getByText("The name is checked once it is typed")).toBeVisible();
    const isKept = () => page.evaluate(() => Object.keys(localStorage).some((key) => key.endsWith("|last-skill")));
    await expect.poll(isKept, { message: "the page knows whose data it keeps" }).toBe(true);
    await page.evaluate((skill) => {
      const last = Object.keys(localStorage).find((key) => key.endsWith("|last-skill"));
      if (!last) throw new Error("nothing is kept of the account");
      const spread = { metric: "Customer Friction", mean: 0.184, sd: 0.326, users: 8000, assumed: false, experiment: "x" };
      localStorage.setItem(last.replace("last-skill", `sigma.${skill}`), JSON.stringify([spread]));
    }, CITY_TRIPS);
    await page.reload();
    await page.getByRole("button", { name: "Add Customer Friction" }).click();
    const planner = page.getByRole("region", { name: "Sample size helper" });
    await expect(planner.getByLabel("Today’s mean")).toHaveValue("0.184");
    await expect(planner.getByLabel("Spread")).toHaveValue("0.326");
    await expect(planner.getByLabel("Spread")).toHaveAccessibleDescription(/interval of your last result/);
    await expect(planner).toContainText("19,700 customers in each group");
  });
});

for (const width of [1440, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on the form, ${colorScheme}, ${width} wide`, async ({ page, stack, expectNoAxeViolations }) => {
      test.slow();
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await openForm(page);
      await createButton(page).click();
      await expect(summary(page)).toContainText("3 things to fix");
      await expectNoAxeViolations("everything is wrong");
      await fill(page, "Looked at");
      await field.metric(page).fill("CPDR");
      await field.metric(page).press("Enter");
      await page.getByLabel("Today’s mean").fill("0.184");
      await page.getByLabel("Spread").fill("0.326");
      await expect(page.getByText(/customers in each group/)).toBeVisible();
      await expectNoAxeViolations("filled in");
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth, "no sideways scrolling").toBeLessThanOrEqual(width);
      await turn(stack, { faults: [{ fault: "503", ...POST }] });
      await createButton(page).click();
      await expect(banner(page, "The experiment was not created")).toBeVisible(SLOW);
      await expectNoAxeViolations("not created");
      const id = await make(stack, "Running");
      await send(stack, `/${id}/state`, { targetState: "RUNNING" });
      await page.goto(edit(id));
      await expect(page.getByRole("link", { name: "Copy to a new draft" })).toBeVisible();
      await expectNoAxeViolations("closed");
    });
  }
}
