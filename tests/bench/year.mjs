// A year of all ten metrics over HTTP at the sandbox's default rate: seconds from the click to the last value on screen,
// against the floor that the rate limit sets.
//
//   APP_URL=http://127.0.0.1:8080 SANDBOX_URL=http://127.0.0.1:8081 node bench/year.mjs
//
// Both servers run already (`cargo xtask serve`). The sandbox is reset; nothing else may use it meanwhile.

import { chromium } from "@playwright/test";

const app = process.env.APP_URL ?? "http://127.0.0.1:8080";
const sandbox = process.env.SANDBOX_URL ?? "http://127.0.0.1:8081";
const SKILL = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111";

const control = async (path, body) => {
  const answer = await fetch(`${sandbox}/_sandbox/${path}`, body === undefined ? {} : { method: "POST", body });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
};

await control("reset", "");
const { ratePerS, burst } = await control("knobs");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, timezoneId: "UTC" });
await page.goto(`${app}/metrics?v=1&skill=${SKILL}&compare=off&range=24h`);
await page.getByText("Paste a token", { exact: true }).click();
await page.getByLabel("Access token").fill("Atza|sandbox");
await page.getByRole("button", { name: "Use this token" }).click();
const progress = page.getByRole("region", { name: "Loading progress" });
await page.getByText(/weekly window · read/).waitFor();
await progress.waitFor({ state: "hidden" });
const before = (await control("log")).total;
// The rate limit's burst is whole again before the clock starts.
await page.waitForFunction((until) => Date.now() >= until, Date.now() + (1_000 * burst) / ratePerS);

await page.locator("summary").filter({ hasText: "Last 24 hours" }).click();
const begun = performance.now();
await page.getByRole("button", { name: /^Last 52 weeks/ }).click();
await progress.waitFor();
await progress.waitFor({ state: "hidden", timeout: 300_000 });
await page.getByText(/^52 weekly windows · read/).waitFor();
const seconds = (performance.now() - begun) / 1_000;

const log = await control("log");
const isOfYear = ({ startTime, endTime }) => Date.parse(endTime) - Date.parse(startTime) > 2 * 86_400_000;
const entries = log.entries.filter(
  (entry) => entry.number > before && entry.method === "GET" && entry.path.endsWith("/metrics") && isOfYear(entry.query),
);
const answered = entries.filter((entry) => entry.status === 200);
const missing = await page.getByRole("heading", { name: /missing/ }).count();
const floor = (answered.length - burst) / ratePerS;
console.log(
  JSON.stringify(
    {
      requests: entries.length,
      windows: new Set(answered.map((entry) => `${entry.query.metric} ${entry.query.startTime}`)).size,
      missing,
      tooMany: entries.filter((entry) => entry.status === 429).length,
      seconds: Number(seconds.toFixed(2)),
      floor: Number(floor.toFixed(2)),
      ratio: Number((seconds / floor).toFixed(3)),
    },
    null,
    2,
  ),
);
await browser.close();
