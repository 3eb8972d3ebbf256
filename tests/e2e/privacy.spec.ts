// What reading metrics leaves behind: no token anywhere but in the tab, and nothing of one account for another.

import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { expect } from "./fixture";
import { CITY_TRIPS, MORNING_MINUTE, TWO_WEEKS, archived, filters, loaded, metricsLog, open, signIn, test } from "./metrics-page";
import { answer, signInButton, token, turn } from "./session";

/** Everything in every IndexedDB, byte by byte, with its keys. */
async function databases(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const ask = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const text = (value: unknown): string =>
      value instanceof Uint8Array ? new TextDecoder("latin1").decode(value) : JSON.stringify(value);
    const found: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await ask(indexedDB.open(name!));
      for (const store of database.objectStoreNames) {
        const records = database.transaction(store).objectStore(store);
        found.push(...(await ask(records.getAllKeys())).map(String));
        found.push(...(await ask(database.transaction(store).objectStore(store).getAll())).map(text));
      }
      database.close();
    }
    return found.join("\n");
  });
}

async function signOut(page: Page): Promise<void> {
  await page.goto("/settings");
  await page.getByRole("main").getByRole("button", { name: /Sign out|Leave the demo/ }).click();
  await expect(signInButton(page)).toBeVisible();
}

test("a session with loads and exports leaves its token in no place that lasts", async ({ page }) => {
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await page.goto(`/metrics?v=1&${TWO_WEEKS}`);
  await answer(page, "Allow");
  await loaded(page);
  const secret = await token(page);
  const forms = [secret, encodeURIComponent(secret), secret.replace("Atza|", "")];
  const places: Record<string, string> = {};
  for (const [entry, name] of [["csv", /^CSV/], ["json", /^JSON as/], ["lines", /^JSON Lines/], ["tidy", /^Tidy/]] as const) {
    await page.locator("summary").filter({ hasText: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("group", { name: "Export options" }).getByRole("button", { name }).click(),
    ]);
    places[entry] = await readFile(await download.path(), "utf8");
  }
  places.address = page.url();
  await page.getByRole("link", { name: "Settings" }).first().click();
  const report = page.getByRole("region", { name: "Text of the problem report" });
  await expect(report).toContainText("getSkillMetrics");
  places.report = await report.innerText();
  const devtools = await page.context().newCDPSession(page);
  places.history = JSON.stringify((await devtools.send("Page.getNavigationHistory")).entries);
  places.local = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  await expect.poll(async () => (places.database = await databases(page))).toContain("totalSessions");
  places.document = await page.content();
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(signInButton(page)).toBeVisible();
  const session = () => page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  await expect.poll(async () => (places.session = await session())).not.toContain("Atza|");
  places.after = await page.content();
  places.console = said.join("\n");
  for (const [place, text] of Object.entries(places)) {
    for (const form of forms) expect(text.includes(form), place).toBe(false);
  }
});

test("what one account read is read again for the next, and the demo asks nobody", async ({ page, stack }) => {
  const query = `${TWO_WEEKS}&compare=off`;
  await open(page, query, MORNING_MINUTE);
  await loaded(page);
  const first = (await metricsLog(stack)).length;
  expect(first).toBe(6);
  // What is still being written when the page is left would be read again at the end.
  await expect.poll(() => archived(page)).toBe(first);
  await signOut(page);

  await open(page, query, MORNING_MINUTE, "Atza|sandbox-robin");
  await loaded(page);
  expect((await metricsLog(stack)).length, "nothing comes from the first account's archive").toBe(2 * first);
  await signOut(page);

  await page.goto(`/metrics?v=1&skill=${MORNING_MINUTE}&${query}`);
  await page.getByRole("button", { name: "Explore with demo data" }).click();
  await loaded(page);
  expect((await metricsLog(stack)).length).toBe(2 * first);
  await signOut(page);

  await open(page, query, MORNING_MINUTE);
  await loaded(page);
  expect((await metricsLog(stack)).length, "the first account finds its own again").toBe(2 * first);
});

test("intents and the last skill of one account are not offered to another or to the demo", async ({ page }) => {
  await open(page, `${TWO_WEEKS}&compare=off`, CITY_TRIPS);
  const picker = filters(page).locator("summary").filter({ hasText: "Intent" });
  await picker.click();
  await page.getByRole("textbox", { name: "Intent" }).fill("WeatherIntent");
  await page.getByRole("button", { name: "Show this intent" }).click();
  await expect(page).toHaveURL(/intent=WeatherIntent/);
  await loaded(page);
  await page.goto(`/metrics?v=1&skill=${MORNING_MINUTE}&${TWO_WEEKS}`);
  await loaded(page);
  await signOut(page);

  await page.goto("/metrics");
  await page.getByRole("button", { name: "Explore with demo data" }).click();
  await expect(page, "the demo's own first skill").toHaveURL(/skill=amzn1\.ask\.skill\.1111/);
  await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}&${TWO_WEEKS}`);
  await picker.click();
  await expect(page.getByRole("group", { name: "Choose an intent" })).not.toContainText("WeatherIntent");
  await signOut(page);

  await open(page, TWO_WEEKS, CITY_TRIPS, "Atza|sandbox-robin");
  await picker.click();
  await expect(page.getByRole("group", { name: "Choose an intent" })).not.toContainText("WeatherIntent");
  await signOut(page);

  await page.goto("/metrics");
  await signIn(page, "Atza|sandbox");
  await expect(page, "the first account's last skill").toHaveURL(new RegExp(MORNING_MINUTE));
  await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}&${TWO_WEEKS}`);
  await picker.click();
  await expect(page.getByRole("group", { name: "Choose an intent" })).toContainText("WeatherIntent");
});

test("over all pages the token is sent only where it belongs, and kept only in the tab's session", async ({ page, context, stack }) => {
  test.slow();
  interface Sent {
    url: string;
    headers: Record<string, string>;
    body: string;
  }
  const sent: Promise<Sent>[] = [];
  const said: string[] = [];
  page.on("request", (request) => {
    const headers = request.allHeaders().catch(() => request.headers());
    sent.push(headers.then((headers) => ({ url: request.url(), headers, body: request.postData() ?? "" })));
  });
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));

  await page.goto(`/metrics?v=1&skill=${CITY_TRIPS}&${TWO_WEEKS}&compare=off`);
  await answer(page, "Allow");
  await loaded(page);
  const secret = await token(page);
  const forms = [secret, encodeURIComponent(secret), secret.replace("Atza|", "")];
  const has = (text: string) => forms.some((form) => text.includes(form));

  // What fails is logged and reported; that must hold no token either.
  await turn(stack, { faults: [{ fault: "500", pathContains: "/experiments", times: 2 }] });
  await page.goto(`/experiments?v=1&skill=${CITY_TRIPS}`);
  await expect(page.getByRole("link", { name: "Shorter welcome message", exact: true })).toBeVisible({ timeout: 20_000 });
  await page.getByRole("link", { name: "Shorter welcome message", exact: true }).click();
  await expect(page.locator(".verdict__eyebrow")).toBeVisible({ timeout: 20_000 });
  await page.goto(`/simulator?v=1&skill=${CITY_TRIPS}`);
  await page.getByRole("textbox", { name: "What to say" }).fill("open city trips");
  await page.getByRole("textbox", { name: "What to say" }).press("Enter");
  await expect(page.getByRole("log", { name: "Turns" })).toContainText("LaunchRequest", { timeout: 20_000 });
  await expect.poll(() => databases(page), { message: "the turn is kept" }).toContain("open city trips");
  await page.goto(`/profiler?v=1&skill=${CITY_TRIPS}`);
  await page.getByLabel("Utterance", { exact: true }).fill("help");
  await page.getByRole("button", { name: "Profile", exact: true }).click();
  await expect(page.getByRole("region", { name: "Result", exact: true })).toContainText("AMAZON.HelpIntent", { timeout: 20_000 });
  await page.goto("/settings");
  await expect(page.getByRole("region", { name: "Text of the problem report" })).toBeVisible();

  let carried = 0;
  for (const { url, headers, body } of await Promise.all(sent)) {
    const { origin, pathname } = new URL(url);
    const isApi = origin === stack.sandbox && /^\/v\d\/|^\/user\/profile/.test(pathname);
    for (const [name, value] of Object.entries(headers)) {
      if (name !== "authorization") expect(has(value), `${name} of ${pathname}`).toBe(false);
      else expect(isApi, `authorization sent to ${origin}${pathname}`).toBe(true);
    }
    if (headers.authorization) carried += 1;
    if (origin === stack.sandbox && isApi) expect(headers.referer ?? "", pathname).toBe("");
    expect(has(body), `body of ${pathname}`).toBe(false);
    // Amazon takes the token of this one question in the address, and hands it out in the fragment of the way back.
    const mayCarry = pathname === "/auth/o2/tokeninfo" || pathname === "/callback";
    if (!mayCarry) expect(has(url), `address of ${pathname}`).toBe(false);
    if (pathname === "/callback") expect(has(url.split("#")[0]), "what the host of the page is sent").toBe(false);
  }
  expect(carried, "calls with the token").toBeGreaterThan(10);

  expect(has(said.join("\n")), "console").toBe(false);
  expect(await context.cookies()).toEqual([]);
  const kept = await page.evaluate(async () => ({
    session: { ...sessionStorage } as Record<string, string>,
    local: JSON.stringify({ ...localStorage }),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    name: window.name,
    history: JSON.stringify(history.state),
  }));
  for (const [key, value] of Object.entries(kept.session)) {
    expect(has(value), key).toBe(key === "skillscope.session");
  }
  expect([has(kept.local), has(kept.history), has(kept.name)]).toEqual([false, false, false]);
  expect([kept.caches, kept.workers]).toEqual([[], 0]);
  const everything = await databases(page);
  expect(everything).toContain("open city trips");
  expect(has(everything), "database").toBe(false);
  expect(everything, "no token of a skill's request either").not.toMatch(/eyJ0eXAi|Atza\|/);
});
