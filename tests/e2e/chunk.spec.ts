// Parts of the page that are fetched when they are asked for.

import { expect, test } from "./fixture";
import type { Page } from "@playwright/test";

async function enterDemo(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: "Explore with demo data" }).click();
}

const link = (page: Page, name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });
const failure = (page: Page, heading: string) => page.getByRole("alert").filter({ hasText: heading });
const NOT_LOADED = "This part of the page did not load";

test("a page's code comes with the page, once", async ({ page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith(".wasm")) fetched.push(new URL(request.url()).pathname);
  });
  await enterDemo(page);
  await expect(page.getByRole("heading", { level: 1, name: "Metrics" })).toBeVisible();
  await expect(page.getByRole("group", { name: "The demo's clock" })).toBeVisible();
  await expect.poll(() => fetched.some((path) => path.startsWith("/sandbox-"))).toBe(true);
  expect(fetched.filter((path) => path.startsWith("/simulator-"))).toEqual([]);
  await link(page, "Simulator").click();
  await expect(page.getByRole("radio", { name: "Scripts" })).toBeVisible();
  await link(page, "Metrics").click();
  await link(page, "Simulator").click();
  await expect(page.getByRole("radio", { name: "Scripts" })).toBeVisible();
  expect(new Set(fetched).size, "no file is fetched twice").toBe(fetched.length);
  expect(fetched.filter((path) => path.startsWith("/simulator-"))).toHaveLength(1);
});

test.describe("a part that does not arrive", () => {
  test.use({ clean: false });

  test("is said in the place of the page, and comes with the next try", async ({ page, expectNoAxeViolations }) => {
    await enterDemo(page);
    await expect(page.getByRole("heading", { level: 1, name: "Metrics" })).toBeVisible();
    await page.route("**/profiler-*.wasm", (route) => route.abort());
    await link(page, "Profiler").click();
    await expect(failure(page, NOT_LOADED)).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: "Profiler" })).toBeVisible();
    await expectNoAxeViolations();
    await page.unroute("**/profiler-*.wasm");
    await failure(page, NOT_LOADED).getByRole("button", { name: "Try again" }).click();
    await expect(failure(page, NOT_LOADED)).toBeHidden();
    await expect(page.getByLabel("Utterance", { exact: true })).toBeVisible();
  });

  test("is said to lack the network, and comes by itself when there is one", async ({ page, context, expectNoAxeViolations }) => {
    await enterDemo(page);
    await expect(page.getByRole("heading", { level: 1, name: "Metrics" })).toBeVisible();
    await expect(page.getByText("City Trips").first()).toBeVisible();
    await context.setOffline(true);
    await link(page, "Profiler").click();
    const offline = failure(page, "This browser is offline");
    await expect(offline).toContainText("It goes on by itself when the network is back");
    await expect(failure(page, NOT_LOADED)).toHaveCount(0);
    await expectNoAxeViolations();
    await context.setOffline(false);
    await expect(page.getByLabel("Utterance", { exact: true })).toBeVisible();
    await expect(offline).toHaveCount(0);
  });

  test("does not run if it was changed on the way", async ({ page }) => {
    await page.route("**/settings-*.wasm", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.from([0, 2, 1, 65])]) });
    });
    await page.goto("/settings");
    await expect(failure(page, NOT_LOADED)).toBeVisible();
    await expect(page.getByRole("button", { name: "Copy problem report" })).toHaveCount(0);
  });

  test("is said where the demo's data is what is missing", async ({ page }) => {
    await page.route("**/sandbox-*.wasm", (route) => route.abort());
    await enterDemo(page);
    await expect(failure(page, "The demo data did not load")).toBeVisible();
    await page.unroute("**/sandbox-*.wasm");
    await failure(page, "The demo data did not load").getByRole("button", { name: "Try again" }).click();
    await expect(failure(page, "The demo data did not load")).toBeHidden();
    await expect(page.getByText("City Trips").first()).toBeVisible();
  });

  test("leaves everything behind the sign-in to the next try", async ({ page }) => {
    await page.route("**/inside-*.wasm", (route) => route.abort());
    await enterDemo(page);
    await expect(failure(page, NOT_LOADED)).toBeVisible();
    await page.unroute("**/inside-*.wasm");
    await failure(page, NOT_LOADED).getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Metrics" })).toBeVisible();
  });
});
