// What is kept in the browser: a page that is opened again paints from it, asks for what is new, and works without a network.

import { expect } from "./fixture";
import { SLOW, age, cachedText, keptForOffline, openLaterVersion, spoil, wholeRecords, windowKeys, written } from "./archive-page";
import {
  CITY_TRIPS,
  TWO_WEEKS,
  banner,
  card,
  chart,
  count,
  loaded,
  metricsLog,
  open,
  paint,
  readMetric,
  sum,
  table,
  test,
} from "./metrics-page";
import { answer, token } from "./session";

test.use({ serviceWorkers: "allow" });

const QUERY = `${TWO_WEEKS}&compare=off`;
const OFFLINE = "This browser is offline";

test("a page that is opened again shows what is kept and asks only for what is new", async ({ page, stack }) => {
  await open(page, "range=28d&compare=off");
  await loaded(page);
  await written(page, 40);
  const first = await metricsLog(stack);
  expect(first, "four weeks of ten metrics").toHaveLength(40);
  const newest = first.map((entry) => entry.query.startTime).sort().at(-1);

  await page.reload();
  await loaded(page);
  await expect(page.getByText(/^4 of 4 weeks as kept in this browser, read /)).toBeVisible(SLOW);
  expect(await metricsLog(stack), "all of it was read minutes ago").toHaveLength(40);

  await age(page, 3 * 3_600);
  await page.reload();
  await loaded(page);
  await expect(page.getByText("3 of 4 weeks as kept in this browser, read 3 hours ago")).toBeVisible(SLOW);
  const then = (await metricsLog(stack)).slice(40);
  expect(then).toHaveLength(10);
  expect(new Set(then.map((entry) => entry.query.startTime)), "the running week alone").toEqual(new Set([newest]));

  await page.getByRole("button", { name: "Read again" }).click();
  await expect.poll(async () => (await metricsLog(stack)).length, SLOW).toBe(90);
  await loaded(page);
  await expect(page.getByText(/as kept in this browser/)).toHaveCount(0);
});

test("a tab with a later version of the page does not wait for this one", async ({ page }) => {
  await open(page, QUERY);
  await loaded(page);
  await written(page, 20);
  for (const name of ["Experiments", "Simulator", "Profiler", "Settings", "Metrics"]) {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible(SLOW);
  }
  await loaded(page);
  expect(await openLaterVersion(page)).toBe("open");
});

test("weeks that began on other days answer together for a range that they cover", async ({ page, stack }) => {
  await open(page, QUERY);
  await loaded(page);
  await written(page, 20);
  const before = (await metricsLog(stack)).length;
  await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}&from=2026-06-03&to=2026-06-12&compare=off`);
  await loaded(page);
  await expect(card(page, "Sessions")).toContainText(
    count(sum(await readMetric(stack, "totalSessions", "2026-06-03T00:00:00Z", "2026-06-13T00:00:00Z"))),
  );
  // The question of this test was asked beside the page.
  expect((await metricsLog(stack)).length).toBe(before + 2);
});

test("a reload without a network shows the page, the figures and the skills, and goes on when it is back", async ({ page, context, stack, expectNoAxeViolations }) => {
  await open(page, "range=28d&compare=off");
  await loaded(page);
  await written(page, 40);
  await keptForOffline(page);
  const figures = await page.getByRole("region", { name: "Key figures" }).innerText();
  const before = (await metricsLog(stack)).length;
  await age(page, 1_800);

  await context.setOffline(true);
  const lost = await context.serviceWorkers()[0].evaluate(() => fetch("/robots.txt").then(() => "there", () => "lost"));
  expect(lost, "the worker has no network either").toBe("lost");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Metrics" })).toBeVisible(SLOW);
  const notice = banner(page, OFFLINE);
  await expect(notice).toContainText("What stands here was kept in this browser: 4 of 4 weeks, read 30 minutes ago.", SLOW);
  await expect(notice).toContainText(/The list of skills is as of \d+ \w+, \d\d:\d\d\./);
  await expect(page.getByText("4 of 4 weeks as kept in this browser, read 30 minutes ago")).toBeVisible();
  expect(await page.getByRole("region", { name: "Key figures" }).innerText()).toBe(figures);
  expect((await paint(page)).painted).toBeGreaterThan(2_000);
  await expectNoAxeViolations("without a network");
  await page.locator("summary").filter({ hasText: "City Trips" }).click();
  await expect(page.getByRole("group", { name: "Skills" }).getByRole("button", { name: /Hearth Lights/ })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Try again" }).click();
  await expect(notice).toBeVisible();
  expect((await metricsLog(stack)).length, "nothing reached the service").toBe(before);

  await context.setOffline(false);
  await expect(notice).toBeHidden(SLOW);
  await loaded(page);
  await expect(page.getByText("3 of 4 weeks as kept in this browser, read 30 minutes ago")).toBeVisible(SLOW);
  await expect.poll(async () => (await metricsLog(stack)).length, "the running week").toBe(before + 10);
});

test("what is not kept is told without a network, with a way on, and what is kept of it stands there", async ({ page, context }) => {
  await open(page, QUERY);
  await loaded(page);
  await written(page, 20);
  await keptForOffline(page);
  await context.setOffline(true);
  await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}&from=2026-05-25&to=2026-06-14&compare=off`);
  const missing = banner(page, /1 of 3 weekly windows is missing/);
  await expect(missing).toContainText("The browser could not reach Amazon", SLOW);
  await expect(banner(page, OFFLINE)).toContainText("2 of 3 weeks");
  await expect(chart(page)).toBeVisible();
  await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}&from=2025-05-25&to=2025-05-27&compare=off`);
  await expect(banner(page, "The browser could not reach Amazon")).toBeVisible(SLOW);
  await expect(banner(page, OFFLINE)).toContainText("Nothing of this range is kept in this browser.");
  await expect(page.getByRole("button", { name: /^Try again/ }).first()).toBeVisible();
  await context.setOffline(false);
  await loaded(page);
});

test("a new tab without a network says that kept figures want a tab that is signed in", async ({ page, context }) => {
  await open(page, QUERY);
  await loaded(page);
  await written(page, 20);
  await keptForOffline(page);
  await context.setOffline(true);
  const other = await context.newPage();
  await other.goto(`/metrics?v=1&skill=${CITY_TRIPS}&${QUERY}`);
  await expect(banner(other, OFFLINE)).toContainText("only in a tab that is signed in", SLOW);
  await page.reload();
  await expect(banner(page, OFFLINE)).toContainText("2 of 2 weeks", SLOW);
  await context.setOffline(false);
  await expect(banner(other, OFFLINE)).toHaveCount(0);
});

test("the worker keeps the page under one name, its files, and nothing of a sign-in or a service", async ({ page, baseURL }) => {
  await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}&${QUERY}`);
  await answer(page, "Allow");
  await loaded(page);
  await keptForOffline(page);
  const secret = await token(page);
  // A reply in the query, as the flow with a code has it, and a page that is opened by a long address.
  await page.goto("/callback?code=code-that-is-secret&state=state-that-is-secret");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible(SLOW);
  await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}&${QUERY}&intent=HiddenIntent`);
  await expect(page.getByRole("heading", { level: 1, name: "Metrics" })).toBeVisible(SLOW);
  const { paths, text } = await cachedText(page);
  for (const form of [secret, encodeURIComponent(secret), secret.replace("Atza|", ""), "that-is-secret", "HiddenIntent"]) {
    expect(text.includes(form), form).toBe(false);
  }
  for (const path of paths) {
    expect(path).toMatch(/^\/(index\.html|config\.json|(?:[\w.-]+\/)*[\w-]+-[0-9a-f]{12,16}(_bg)?\.(js|wasm|css))$/);
  }
  expect(text).not.toContain("authorization");
  expect(new URL(baseURL!).origin).toBe(new URL(page.url()).origin);
});

test("the files of the version before stay for open tabs, those of older ones go", async ({ page }) => {
  await page.goto("/");
  await keptForOffline(page);
  const names = await page.evaluate(async () => {
    const html = '<script type="module" src="/start-aaaaaaaaaaaaaaaa.js"></script>';
    const kept = await caches.open("skillscope-page");
    await kept.put("/index.html", new Response(html, { headers: { "content-type": "text/html" } }));
    for (const version of ["aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"]) await caches.open(`skillscope-files-${version}`);
    return caches.keys();
  });
  const present = names.find((name) => name.startsWith("skillscope-files-") && !/-(a|b){16}$/.test(name))!;
  await page.reload();
  await expect
    .poll(async () => (await page.evaluate(() => caches.keys())).sort(), SLOW)
    .toEqual(["skillscope-page", "skillscope-files-aaaaaaaaaaaaaaaa", present].sort());
});

test("a kept file that was changed does not run, and the next load fetches it anew", async ({ page }) => {
  await page.goto("/");
  await keptForOffline(page);
  const changed = await page.evaluate(async () => {
    const started = [...document.scripts].map((script) => new URL(script.src).pathname).find((path) => /\/start-/.test(path))!;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      if (!(await cache.match(started))) continue;
      await cache.put(started, new Response("document.title = 'changed'", { headers: { "content-type": "text/javascript" } }));
    }
    return started;
  });
  await page.reload();
  const panel = page.getByRole("alert", { name: "Skillscope did not load" });
  await expect(panel).toBeVisible(SLOW);
  expect(await page.title()).not.toBe("changed");
  const still = () => page.evaluate(async (path) => !!(await caches.match(path, { ignoreVary: true })), changed);
  await expect.poll(still, SLOW).toBe(false);
  await panel.getByRole("button").first().click();
  await expect(page.locator("html")).toHaveAttribute("data-boot", "started", SLOW);
});

test("records that are spoilt or old are dropped and read anew", async ({ page, stack }) => {
  await open(page, `${QUERY}&show=table`);
  await loaded(page);
  await written(page, 20);
  const rows = await table(page);
  const keys = await windowKeys(page);
  await spoil(page);
  expect(await wholeRecords(page)).toBe(0);
  const before = (await metricsLog(stack)).length;
  await page.reload();
  await loaded(page);
  expect(await table(page)).toEqual(rows);
  expect((await metricsLog(stack)).length).toBe(before + 20);
  await expect.poll(() => wholeRecords(page), SLOW).toBe(20);
  expect((await windowKeys(page)).sort(), "what belonged to no window is gone").toEqual(keys.sort());
  await page.reload();
  await loaded(page);
  expect((await metricsLog(stack)).length, "what was read anew is kept").toBe(before + 20);
});

test("a database of a later version counts as none", async ({ page, stack }) => {
  // A page without the application, so that nothing holds the database.
  await page.goto("/robots.txt");
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("skillscope", 99);
        opening.onsuccess = () => (opening.result.close(), resolve());
        opening.onerror = () => reject(opening.error);
      }),
  );
  await open(page, QUERY);
  await loaded(page);
  expect((await metricsLog(stack)).length).toBe(20);
  await page.goto("/settings");
  await expect(page.getByRole("region", { name: "Kept in this browser" })).toContainText("This browser keeps no figures", SLOW);
});
