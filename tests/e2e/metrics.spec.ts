// Reading a skill's metrics: what a product manager sees, changes and hands on.

import type { Page } from "@playwright/test";
import { expect } from "./fixture";
import {
  CARDS,
  HEARTH_LIGHTS,
  MORNING_MINUTE,
  TWO_WEEKS,
  archived,
  banner,
  card,
  chart,
  count,
  filters,
  loaded,
  metricsLog,
  open,
  paint,
  paste,
  progress,
  readMetric,
  sum,
  table,
  test,
  windowOf,
} from "./metrics-page";
import { turn } from "./session";

const FROM = "2026-06-01T00:00:00Z";
const TO = "2026-06-15T00:00:00Z";

test("the page opens with six figures, a sentence, a painted chart and a table", async ({ page }) => {
  await open(page);
  await loaded(page);
  for (const name of CARDS) await expect(card(page, name)).toContainText(/\d/);
  await expect(card(page, "Sessions")).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText(/^Sessions are (up|down|level).*on the previous 28 days|with the previous 28 days/)).toBeVisible();
  await expect(chart(page)).toHaveAccessibleName(/Sessions by outcome by day.*first value is [\d,]+/);
  await expect.poll(async () => (await paint(page)).painted).toBeGreaterThan(2_000);
  await expect.poll(async () => (await paint(page)).colours, { message: "lines, axes and their edges" }).toBeGreaterThan(5);
  await expect.poll(async () => (await table(page)).length).toBe(8);
});

test("the demo shows the same without an account", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Explore with demo data" }).click();
  await loaded(page);
  for (const name of CARDS) await expect(card(page, name)).toContainText(/\d/);
  await expect.poll(async () => (await paint(page)).painted).toBeGreaterThan(2_000);
});

test("table and figures are the service's own numbers", async ({ page, stack }) => {
  await open(page, `${TWO_WEEKS}&show=table`);
  await loaded(page);
  const metrics = ["totalSessions", "successfulSessions", "incompleteSessions", "userEndedSessions", "skillEndedSessions"];
  await expect.poll(async () => (await table(page)).at(0)?.slice(1, 6)).toEqual(metrics);
  const days = [...Array(14).keys()].map((n) => new Date(Date.parse(TO) - (n + 1) * 86_400_000));
  for (const [column, metric] of metrics.entries()) {
    const values = await readMetric(stack, metric, FROM, TO);
    const expected = days.map((day) => {
      const value = values.get(day.toISOString().replace(".000", ""));
      return value === undefined ? "—" : count(value);
    });
    const shown = async () => (await table(page)).slice(1).map((row) => row[column + 1]);
    await expect.poll(shown, { message: metric }).toEqual(expected);
  }
  const totals = { Sessions: "totalSessions", Utterances: "totalUtterances", Enablements: "totalEnablements" };
  for (const [name, metric] of Object.entries(totals)) {
    await expect(card(page, name)).toContainText(count(sum(await readMetric(stack, metric, FROM, TO))));
  }
  const uniques = await readMetric(stack, "uniqueCustomers", FROM, TO);
  await expect(card(page, "Unique customers"), "an average, never a sum").toContainText(count(sum(uniques) / uniques.size));
  await expect(card(page, "Unique customers")).toContainText("avg. per day");
  const rate = (100 * sum(await readMetric(stack, "successfulUtterances", FROM, TO))) /
    sum(await readMetric(stack, "totalUtterances", FROM, TO));
  await expect(card(page, "Utterance success")).toContainText(`${rate.toFixed(1)}%`);
});

test("comparing with the span before can be switched off and on", async ({ page }) => {
  await open(page, TWO_WEEKS);
  await loaded(page);
  await expect(card(page, "Sessions")).toContainText(/vs [\d,]+/);
  const compare = filters(page).getByRole("combobox", { name: "Compare" });
  await compare.selectOption({ label: "Off" });
  await expect(page).toHaveURL(/compare=off/);
  await loaded(page);
  await expect(card(page, "Sessions")).not.toContainText("vs");
  await expect(page.getByText(/^[\d,]+ sessions in this range\.$/)).toBeVisible();
  await compare.selectOption({ label: "52 weeks earlier" });
  await loaded(page);
  await expect(page.getByText(/on the same days 52 weeks earlier/)).toBeVisible();
});

for (const [period, name, title, rows] of [
  ["SINGLE", "Total", "Weekly totals", /2 of 2 weeks/],
  ["PT1H", "Hour", "Hourly values", /of 33\d rows/],
  ["PT15M", "15 min", "Values by quarter of an hour", /of 1,34\d rows/],
] as const) {
  test(`period ${period} is asked for, drawn and listed`, async ({ page, stack }) => {
    await open(page, `${TWO_WEEKS}&compare=off`);
    await loaded(page);
    const total = (await card(page, "Sessions").innerText()).match(/[\d,]+/)![0];
    await filters(page).getByRole("radiogroup", { name: "Period" }).getByText(name, { exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`period=${period}`));
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await loaded(page);
    await expect(page.getByText(rows)).toBeVisible();
    await expect.poll(async () => (await paint(page)).painted).toBeGreaterThan(2_000);
    // The sums of the same fortnight agree, whatever the buckets, but for values that the service lacks.
    const again = (await card(page, "Sessions").innerText()).match(/[\d,]+/)![0];
    const number = (text: string) => Number(text.replaceAll(",", ""));
    expect(Math.abs(number(again) / number(total) - 1)).toBeLessThan(0.1);
    expect((await metricsLog(stack)).some((entry) => entry.query.period === period)).toBe(true);
  });
}

test("a smart home skill has its three figures, a flash briefing its own", async ({ page, stack }) => {
  await open(page, TWO_WEEKS, HEARTH_LIGHTS);
  await loaded(page);
  const names = async () =>
    (await page.getByRole("region", { name: "Key figures" }).getByRole("button").allInnerTexts()).map((t) => t.split("\n")[0]);
  await expect.poll(names).toEqual(["Unique customers", "Enablements", "Utterances"]);
  await page.locator("summary").filter({ hasText: "Hearth Lights" }).click();
  await page.getByRole("group", { name: "Skills" }).getByRole("button", { name: /Morning Minute/ }).click();
  await expect(page).toHaveURL(new RegExp(MORNING_MINUTE));
  await loaded(page);
  await expect.poll(names).toEqual(["Unique customers", "Enablements", "Sessions"]);
  const asked = new Set((await metricsLog(stack)).map((e) => `${e.query.skillType} ${e.query.metric} ${e.status}`));
  for (const line of asked) expect(line).toMatch(/^(smartHome|flashBriefing) (uniqueCustomers|totalEnablements|totalSessions|totalUtterances|successfulUtterances|failedUtterances) 200$/);
});

test("stage, locale and intent narrow what is asked for, and Back returns to the filter before", async ({ page, stack }) => {
  await open(page, `${TWO_WEEKS}&compare=off`);
  await loaded(page);
  const whole = await card(page, "Sessions").innerText();
  await filters(page).getByRole("combobox", { name: "Locale" }).selectOption("de-DE");
  await expect(page).toHaveURL(/locale=de-DE/);
  await loaded(page);
  await expect(card(page, "Sessions")).toContainText(
    count(sum(await readMetric(stack, "totalSessions", FROM, TO, { locale: "de-DE" }))),
  );
  await filters(page).locator("summary").filter({ hasText: "Intent" }).click();
  await page.getByRole("textbox", { name: "Intent" }).fill("BookTripIntent");
  await page.getByRole("button", { name: "Show this intent" }).click();
  await expect(page).toHaveURL(/intent=BookTripIntent/);
  await loaded(page);
  await expect(card(page, "Utterances")).toContainText(
    count(sum(await readMetric(stack, "totalUtterances", FROM, TO, { locale: "de-DE", intent: "BookTripIntent" }))),
  );
  await page.getByRole("radiogroup", { name: "Skill stage" }).getByText("development", { exact: true }).click();
  await expect(page).toHaveURL(/stage=development/);
  await loaded(page);
  await expect.poll(async () => (await metricsLog(stack)).at(-1)!.query).toMatchObject({
    stage: "development",
    locale: "de-DE",
    intent: "BookTripIntent",
  });
  for (const gone of [/stage=/, /intent=/, /locale=/]) {
    await page.goBack();
    await expect(page).not.toHaveURL(gone);
  }
  await loaded(page);
  await expect(filters(page).getByRole("combobox", { name: "Locale" })).toHaveValue("");
  await expect.poll(() => card(page, "Sessions").innerText()).toBe(whole);
});

test("an intent that was used before is offered again", async ({ page }) => {
  await open(page, `${TWO_WEEKS}&compare=off`);
  const picker = filters(page).locator("summary").filter({ hasText: "Intent" });
  await picker.click();
  await page.getByRole("button", { name: "Show this intent" }).click();
  await expect(page.getByRole("textbox", { name: "Intent" })).toHaveAccessibleDescription(/Give the name of an intent/);
  await page.getByRole("textbox", { name: "Intent" }).fill("WeatherIntent");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/intent=WeatherIntent/);
  await expect(picker, "the popover closes and gives the focus back").toBeFocused();
  await expect(page.getByRole("group", { name: "Choose an intent" })).toHaveCount(0);
  await loaded(page);
  await page.reload();
  await loaded(page);
  await picker.click();
  await page.getByRole("group", { name: "Choose an intent" }).getByRole("button", { name: "All intents" }).click();
  await expect(page).not.toHaveURL(/intent=/);
  await picker.click();
  await page.getByRole("group", { name: "Choose an intent" }).getByRole("button", { name: "WeatherIntent" }).click();
  await expect(page).toHaveURL(/intent=WeatherIntent/);
});

test("an intent without a value is not offered again", async ({ page }) => {
  await open(page, `${TWO_WEEKS}&compare=off`);
  const picker = filters(page).locator("summary").filter({ hasText: "Intent" });
  await picker.click();
  await page.getByRole("textbox", { name: "Intent" }).fill("WaetherIntent");
  await page.keyboard.press("Enter");
  await expect(page.getByText("for the intent WaetherIntent of City Trips (live), 1 Jun – 14 Jun.")).toBeVisible();
  await page.getByRole("button", { name: "Show all intents and locales" }).click();
  await loaded(page);
  await picker.click();
  await expect(page.getByRole("group", { name: "Choose an intent" })).not.toContainText("WaetherIntent");
});

const chooseRange = async (page: Page, name: RegExp) => {
  await filters(page).locator("summary").first().click();
  await page.getByRole("group", { name: "Date presets" }).getByRole("button", { name }).click();
};
const choosePeriod = (page: Page, name: string) =>
  filters(page).getByRole("radiogroup", { name: "Period" }).getByText(name, { exact: true }).click();

test("the last 24 hours are read by the hour, a day says that it is too long, a longer range has days again", async ({ page }) => {
  await open(page);
  await loaded(page);
  await chooseRange(page, /^Last 24 hours/);
  await expect(page).toHaveURL(/range=24h&period=PT1H/);
  await loaded(page);
  for (const name of CARDS) await expect(card(page, name)).toContainText(/\d/);
  await choosePeriod(page, "Day");
  const notice = banner(page, "No day of this range is over yet");
  await expect(notice).toBeVisible();
  await expect(page.locator(".delta"), "nothing is whole, so nothing has changed").toHaveCount(0);
  await notice.getByRole("button", { name: "Show by hour" }).click();
  await expect(notice).toBeHidden();
  await loaded(page);
  await chooseRange(page, /^Last 7 days/);
  await expect(page).toHaveURL(/range=7d(?!.*period)/);
});

test("totals by the week give no verdict and say why", async ({ page }) => {
  await open(page, `${TWO_WEEKS}&period=SINGLE`);
  await loaded(page);
  await expect(page.getByText(/^[\d,]+ sessions in this range\.$/)).toBeVisible();
  await expect(page.getByText(/^A weekly total does not say whether Amazon left a day out/)).toBeVisible();
  await expect(card(page, "Sessions")).toContainText(/vs [\d,]+, gaps unseen/);
  await expect(page.locator(".delta")).not.toHaveCount(0);
  await expect(page.locator(".delta--good, .delta--bad")).toHaveCount(0);
  await choosePeriod(page, "Day");
  await loaded(page);
  await expect(page.getByText(/^Sessions are .* the 14 days before/)).toBeVisible();
  await expect(page.getByText(/^A weekly total does not say/)).toHaveCount(0);
});

test("days of another year say which", async ({ page }) => {
  await open(page, "from=2025-06-01&to=2025-06-02&compare=off&show=table");
  await loaded(page);
  await expect.poll(async () => (await table(page)).at(1)?.[0]).toBe("Mon 2 Jun 2025");
  await expect(filters(page).locator("summary").first()).toContainText("1 Jun – 2 Jun 2025");
});

test("the range dialog says what is wrong by its own field, closes when it applies, and goes no further than today", async ({ page }) => {
  await open(page, "range=7d");
  await loaded(page);
  const button = filters(page).locator("summary").first();
  await button.click();
  const [from, to] = [page.getByLabel(/^From\s*UTC$/), page.getByLabel(/^To\s*UTC$/)];
  await from.fill("");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(from).toHaveAccessibleDescription("Choose the first day of the range.");
  await from.fill("2026-06-01");
  await to.fill("2090-01-01");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(to).toHaveAccessibleDescription(/This day has not begun yet/);
  await expect(from).not.toHaveAttribute("aria-invalid", "true");
  const later = page.getByRole("button", { name: /^Later/ });
  await expect(later).toHaveAttribute("aria-disabled", "true");
  await later.click({ force: true });
  await expect(page).toHaveURL(/range=7d/);
  await page.getByRole("button", { name: /^Earlier/ }).click();
  await expect(page).toHaveURL(/from=.*&to=/);
  await from.fill("2026-06-01");
  await to.fill("2026-06-07");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/from=2026-06-01&to=2026-06-07/);
  await expect(page.getByRole("button", { name: "Apply" })).toHaveCount(0);
  await expect(button).toBeFocused();
});

test("the arrow keys move in a menu, and leaving it closes it", async ({ page }) => {
  await open(page, `${TWO_WEEKS}&compare=off`);
  await loaded(page);
  const button = page.locator("summary").filter({ hasText: "Export" });
  const menu = page.getByRole("group", { name: "Export options" });
  await button.click();
  await expect(menu).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(menu.getByRole("button").first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(menu.getByRole("button").nth(1)).toBeFocused();
  await page.keyboard.press("End");
  await expect(menu.getByRole("button").last()).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(menu).toHaveCount(0);
});

test("showing all rows keeps the keyboard at the table", async ({ page }) => {
  await open(page, `${TWO_WEEKS}&compare=off`);
  await loaded(page);
  await page.getByRole("button", { name: "Show all 14 days" }).press("Enter");
  await expect(page.getByText("14 of 14 days")).toBeVisible();
  await expect(page.getByRole("region", { name: "Table of the chart's numbers" })).toBeFocused();
});

for (const width of [320, 390, 640, 800]) {
  test(`nothing sticks out at ${width} pixels, whatever is open`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, TWO_WEEKS);
    await loaded(page);
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
    const edge = () =>
      filters(page).evaluate((f) => Math.max(...[...f.querySelectorAll("*")].map((e) => e.getBoundingClientRect().right)));
    await expect.poll(edge, { message: "the filters" }).toBeLessThanOrEqual(width);
    for (const text of ["Custom range", "Intent", "Export", "City Trips"]) {
      await page.locator("summary").filter({ hasText: text }).click();
      await expect(page.locator("details[open] > .menu")).toBeVisible();
      expect(await wide(), text).toBeLessThanOrEqual(width);
      const panel = (await page.locator("details[open] > .menu").boundingBox())!;
      expect(panel.x, text).toBeGreaterThanOrEqual(0);
      expect(panel.x + panel.width, text).toBeLessThanOrEqual(width);
      await page.keyboard.press("Escape");
    }
  });
}

test.describe("in another zone", () => {
  test.use({ timezoneId: "Asia/Tokyo" });

  test("times can be shown as local time, and the values stay", async ({ page }) => {
    await open(page, `from=2026-06-01&to=2026-06-02&period=PT1H&compare=off&show=table`);
    await loaded(page);
    // So short a range shows no progress to wait for. Once all ten metrics are kept, a reload shows them at once.
    await expect.poll(() => archived(page, "PT1H")).toBe(10);
    await page.reload();
    await loaded(page);
    const before = await table(page);
    await page.getByRole("button", { name: "times in UTC" }).click();
    await expect(page).toHaveURL(/zone=local/);
    await expect(page.getByRole("button", { name: "times in local time" })).toBeVisible();
    expect(before.at(1)![0]).toBe("Tue 2 Jun 23:00");
    await expect.poll(async () => (await table(page)).at(1)?.[0]).toBe("Wed 3 Jun 08:00");
    const after = await table(page);
    expect(after.map((row) => row.slice(1))).toEqual(before.map((row) => row.slice(1)));
  });
});

test("the legend shows and hides series by keyboard", async ({ page }) => {
  await open(page, TWO_WEEKS);
  await loaded(page);
  const legend = page.getByRole("group", { name: "Series", exact: true });
  const incomplete = legend.getByRole("button", { name: "incompleteSessions" });
  await expect(incomplete).toHaveAttribute("aria-pressed", "true");
  const before = await chart(page).evaluate((c) => (c as HTMLCanvasElement).toDataURL());
  await incomplete.focus();
  await page.keyboard.press("Space");
  await expect(incomplete).toHaveAttribute("aria-pressed", "false");
  await expect(page).toHaveURL(/hide=/);
  await expect.poll(() => chart(page).evaluate((c) => (c as HTMLCanvasElement).toDataURL())).not.toBe(before);
  await incomplete.focus();
  await page.keyboard.press("Alt+Enter");
  for (const name of ["totalSessions", "successfulSessions"]) {
    await expect(legend.getByRole("button", { name }), "alone").toHaveAttribute("aria-pressed", "false");
  }
  await expect(incomplete).toHaveAttribute("aria-pressed", "true");
});

test("dragging across the chart zooms, and the zoom is taken back", async ({ page }) => {
  await open(page, `${TWO_WEEKS}&period=PT1H`);
  await loaded(page);
  const box = (await chart(page).boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2, { steps: 4 });
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/zoom=2026-06-0\d.*%7E2026-06-1\d/);
  await page.getByRole("button", { name: "Reset zoom" }).click();
  await expect(page).not.toHaveURL(/zoom=/);
  await chart(page).focus();
  await page.keyboard.press("+");
  await expect(page).toHaveURL(/zoom=/);
  await expect(chart(page)).toBeFocused();
  await page.keyboard.press("0");
  await expect(page).not.toHaveURL(/zoom=/);
});

test("the keyboard moves a crosshair that reads the values of a day", async ({ page, stack }) => {
  await open(page, TWO_WEEKS);
  await loaded(page);
  await chart(page).focus();
  await page.keyboard.press("End");
  const values = await readMetric(stack, "totalSessions", FROM, TO);
  const live = page.locator("[aria-live=polite]").filter({ hasText: "14 Jun 2026" });
  await expect(live).toContainText(count(values.get("2026-06-14T00:00:00Z")!));
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator(".tip")).toContainText("Sat 13 Jun 2026");
  await expect(page.locator(".tip")).toContainText(count(values.get("2026-06-13T00:00:00Z")!));
  await expect(page.locator(".tip")).toContainText("vs ");
});

test("the address keeps the whole view", async ({ page, context }) => {
  await open(page, `${TWO_WEEKS}&locale=en-GB&intent=WeatherIntent&period=PT1H&compare=year&zone=local&group=utterances&show=table`);
  await loaded(page);
  const seen = await table(page);
  await page.reload();
  await loaded(page);
  await expect.poll(() => table(page)).toEqual(seen);
  const address = page.url();
  const other = await context.newPage();
  await other.goto(address);
  await paste(other, "Atza|sandbox");
  await loaded(other);
  await expect(other).toHaveURL(address);
  await expect.poll(() => table(other)).toEqual(seen);
  await expect(card(other, "Utterances")).toHaveAttribute("aria-pressed", "true");
});

test("what of a link cannot be used is explained, and the rest is shown", async ({ page }) => {
  await open(page, "stage=beta&period=P2D&range=9y&compare=moon&zone=mars&later=kept");
  await expect(page.getByRole("heading", { name: "Not everything in this link could be used" })).toBeVisible();
  for (const word of ["a stage “beta”", "a period “P2D”", "a range “9y”", "a comparison “moon”", "a time zone “mars”"]) {
    await expect(page.getByText(word)).toBeVisible();
  }
  await loaded(page);
  await filters(page).getByRole("combobox", { name: "Compare" }).selectOption({ label: "Off" });
  await expect(page, "what this version does not know is kept").toHaveURL(/later=kept/);
});

test("a year shows its progress, can be cancelled, and the rest is read later", async ({ page, stack }) => {
  test.slow();
  // So late that it is still on its way when it is cancelled.
  await turn(stack, { latencyMs: 250 });
  await open(page, "range=52w&compare=off");
  const card = progress(page);
  await expect(card).toContainText("Loading 52 weeks of 10 metrics");
  await expect(card.getByRole("progressbar", { name: "Weekly windows loaded" })).toHaveAttribute("aria-valuemax", "52");
  await expect(card).toContainText(/\b(?!0 )\d+ of 520 requests/);
  await card.getByRole("button", { name: "Cancel" }).click();
  await expect(card).toContainText("Loading was cancelled. What had arrived is kept.");
  const before = (await metricsLog(stack)).filter((entry) => entry.status === 200);
  expect(before.length).toBeLessThan(520);
  await turn(stack, { latencyMs: 0 });
  await card.getByRole("button", { name: "Load the rest" }).click();
  await expect(page.getByText(/^52 weekly windows · read/)).toBeVisible();
  await expect(card).toHaveCount(0, { timeout: 30_000 });
  expect(new Set((await metricsLog(stack)).map(windowOf)).size).toBe(520);
  await expect(page.getByRole("heading", { name: /missing/ })).toHaveCount(0);
});
