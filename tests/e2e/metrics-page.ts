// The Metrics page as a person meets it, and what the sandbox says of the same numbers.

import type { Locator, Page } from "@playwright/test";
import { expect, test as base, type Stack } from "./fixture";
import { lastingKeys, turn } from "./session";

export const CITY_TRIPS = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111";
export const HEARTH_LIGHTS = "amzn1.ask.skill.22222222-2222-4222-8222-222222222222";
export const MORNING_MINUTE = "amzn1.ask.skill.33333333-3333-4333-8333-333333333333";
export const DAY_PLANNER = "amzn1.ask.skill.44444444-4444-4444-8444-444444444444";

export const CARDS = [
  "Unique customers",
  "Enablements",
  "Sessions",
  "Utterances",
  "Utterance success",
  "Session completion",
];

/** Two whole weeks that are over, so that nothing depends on the day of the test. */
export const TWO_WEEKS = "from=2026-06-01&to=2026-06-14";

/** What the sandbox's log says of one request. */
export interface Logged {
  number: number;
  method: string;
  path: string;
  query: Record<string, string>;
  status: number;
  requestId: string;
  fault?: string;
}

/** Starts each test with a fresh sandbox that answers fast. The page's own pace and retries are those of the variant. */
export const test = base.extend<{ fresh: void }>({
  variant: "fast",
  fresh: [
    async ({ stack }, use) => {
      await reset(stack);
      await use();
      await reset(stack, false);
    },
    { auto: true },
  ],
});

async function reset(stack: Stack, fast = true): Promise<void> {
  const answer = await fetch(`${stack.sandbox}/_sandbox/reset`, { method: "POST", body: "" });
  if (!answer.ok) throw new Error(await answer.text());
  if (fast) await turn(stack, { ratePerS: 2000, burst: 2000 });
}

/** The metrics requests that the sandbox has answered, oldest first. */
export async function metricsLog(stack: Stack): Promise<Logged[]> {
  const { entries } = (await (await fetch(`${stack.sandbox}/_sandbox/log`)).json()) as { entries: Logged[] };
  return entries.filter((entry) => entry.method === "GET" && entry.path.endsWith("/metrics"));
}

/** What makes a request the same as another. */
export const windowOf = (entry: Logged) => `${entry.query.metric} ${entry.query.startTime}`;

export async function paste(page: Page, token: string): Promise<void> {
  await page.getByText("Paste a token", { exact: true }).click();
  await page.getByLabel("Access token").fill(token);
  await page.getByRole("button", { name: "Use this token" }).click();
}

/** Signs in with a token that the sandbox takes; only then is anything kept that a reload finds. */
export async function signIn(page: Page, token: string): Promise<void> {
  await paste(page, token);
  await expect(page.getByLabel("Access token")).toHaveCount(0);
  // In the next frame the heading takes the focus: keys that come before would go there.
  await page.evaluate(() => new Promise(requestAnimationFrame));
}

/** Opens the page at a state of its address, signed in with a token that the sandbox takes. */
export async function open(page: Page, query = "", skill = CITY_TRIPS, token = "Atza|sandbox"): Promise<void> {
  await page.goto(`/metrics?v=1&skill=${skill}${query ? `&${query}` : ""}`);
  await signIn(page, token);
  await expect(page.getByRole("heading", { level: 1, name: "Metrics" })).toBeVisible();
}

export const card = (page: Page, name: string): Locator =>
  page.getByRole("region", { name: "Key figures" }).getByRole("button", { name: new RegExp(`^${name}`) });
export const filters = (page: Page) => page.getByRole("group", { name: "Filters" });
export const progress = (page: Page) => page.getByRole("region", { name: "Loading progress" });
export const chart = (page: Page) => page.getByRole("img", { name: /^Line chart of/ });
export const banner = (page: Page, heading: string | RegExp) =>
  page.getByRole("status").or(page.getByRole("alert")).filter({ has: page.getByRole("heading", { name: heading }) });

/** Waits until everything that was asked for has arrived. */
export async function loaded(page: Page): Promise<void> {
  await expect(page.getByText(/weekly windows? · read (just now|at)/)).toBeVisible({ timeout: 20_000 });
  await expect(progress(page)).toHaveCount(0, { timeout: 20_000 });
  for (const shown of await page.getByRole("region", { name: "Key figures" }).getByRole("button").all()) {
    await expect(shown).toContainText(/\d|–/);
  }
}

/** How many windows of a period this browser keeps for good. A page that is left loses those that it is still writing. */
export async function archived(page: Page, period = "P1D"): Promise<number> {
  return (await lastingKeys(page)).filter((key) => key.includes(`|${period}|`)).length;
}

/** How many pixels of the chart's canvas have any colour, and how many different colours there are. */
export async function paint(page: Page): Promise<{ painted: number; colours: number }> {
  return chart(page).evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set<number>();
    let painted = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] === 0) continue;
      painted += 1;
      colours.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
    }
    return { painted, colours: colours.size };
  });
}

/** The table of the page, as text, head first. */
export async function table(page: Page): Promise<string[][]> {
  return page
    .getByRole("table")
    .getByRole("row")
    .evaluateAll((rows) => rows.map((row) => [...(row as HTMLTableRowElement).cells].map((c) => c.innerText.trim())));
}

/** One metric of a skill over a range, week by week, straight from the sandbox: value by timestamp. */
export async function readMetric(
  stack: Stack,
  metric: string,
  from: string,
  to: string,
  more: Record<string, string> = {},
  skill = CITY_TRIPS,
): Promise<Map<string, number>> {
  const values = new Map<string, number>();
  const week = 7 * 86_400_000;
  for (let start = Date.parse(from); start < Date.parse(to); start += week) {
    const query = new URLSearchParams({
      startTime: new Date(start).toISOString().replace(".000", ""),
      endTime: new Date(Math.min(start + week, Date.parse(to))).toISOString().replace(".000", ""),
      period: "P1D",
      metric,
      stage: "live",
      skillType: "custom",
      ...more,
    });
    const answer = await fetch(`${stack.sandbox}/v1/skills/${skill}/metrics?${query}`, {
      headers: { authorization: "Bearer Atza|sandbox" },
    });
    if (!answer.ok) throw new Error(await answer.text());
    const body = (await answer.json()) as { timestamps: string[]; values: (number | null)[] };
    body.timestamps.forEach((time, i) => {
      const value = body.values[i];
      if (value !== null) values.set(new Date(time).toISOString().replace(".000", ""), value);
    });
  }
  return values;
}

export const sum = (values: Map<string, number>) => [...values.values()].reduce((a, b) => a + b, 0);
export const count = (value: number) => Math.round(value).toLocaleString("en-US");
