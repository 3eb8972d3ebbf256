// The experiments' list and pages as a person meets them, and the sandbox behind them.

import type { Locator, Page } from "@playwright/test";
import { expect, type Stack } from "./fixture";
import { CITY_TRIPS, signIn } from "./metrics-page";

export const LIST = `/experiments?v=1&skill=${CITY_TRIPS}`;
export const PATH = `/v1/skills/${CITY_TRIPS}/experiments`;
const HEADERS = { authorization: "Bearer Atza|sandbox", "content-type": "application/json" };

/** Opens a page of the experiments, signed in with a token that the sandbox takes. */
export async function open(page: Page, address = LIST, token = "Atza|sandbox"): Promise<void> {
  await page.goto(address);
  await signIn(page, token);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

export const heading = (page: Page) => page.getByRole("heading", { level: 1 });
export const row = (page: Page, name: string): Locator =>
  page.getByRole("region", { name: "Experiments" }).getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
export const stateTag = (page: Page) => page.locator(".page-head .state");
export const dialog = (page: Page) => page.getByRole("dialog");

/** Asks the sandbox as another tab or a colleague would. */
export async function ask(stack: Stack, method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${stack.sandbox}${PATH}${path}`, { method, headers: HEADERS, body: body && JSON.stringify(body) });
}

/** The id of an experiment, by its name. */
export async function idOf(stack: Stack, name: string): Promise<string> {
  const list = await (await ask(stack, "GET", "?maxResults=50")).json();
  return list.experiments.find((e: { name: string }) => e.name === name).experimentId;
}

/** Makes a draft past the page; returns its id. */
export async function makeDraft(stack: Stack, name: string, exposurePercentage = 20): Promise<string> {
  const experiment = {
    name,
    description: "One sentence instead of three lowers friction.",
    type: "ENDPOINT_BASED",
    plannedDuration: "P4W",
    exposurePercentage,
    metricConfigurations: [{ name: "Customer Friction", metricTypes: ["KEY"], expectedChange: "DECREASE" }],
  };
  const answer = await ask(stack, "POST", "", { experiment });
  expect(answer.status).toBe(201);
  return answer.headers.get("location")!.split("/").pop()!;
}

/** Takes an experiment to a state past the page, and waits until it is there. */
export async function bring(stack: Stack, id: string, targetState: "ENABLED" | "RUNNING" | "STOPPED"): Promise<void> {
  expect((await ask(stack, "POST", `/${id}/state`, { targetState })).status).toBe(202);
  await advance(stack, { advanceSeconds: 10 });
  await expect.poll(async () => (await (await ask(stack, "GET", `/${id}/state`)).json()).state).toBe(targetState);
}

export async function advance(stack: Stack, by: object): Promise<void> {
  const answer = await fetch(`${stack.sandbox}/_sandbox/clock`, { method: "POST", body: JSON.stringify(by) });
  if (!answer.ok) throw new Error(await answer.text());
}

/** How often the sandbox was asked to change something, by the end of its path. */
export async function writes(stack: Stack, ending: string): Promise<number> {
  const { entries } = (await (await fetch(`${stack.sandbox}/_sandbox/log`)).json()) as {
    entries: { method: string; path: string }[];
  };
  return entries.filter((e) => !["GET", "OPTIONS"].includes(e.method) && e.path.endsWith(ending)).length;
}

export const address = (id: string) => `/experiments/${id}?v=1&skill=${CITY_TRIPS}`;
