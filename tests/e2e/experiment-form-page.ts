// The form of an experiment as a person meets it, and what the sandbox says of the same.

import type { Page } from "@playwright/test";
import { expect, type Stack } from "./fixture";
import { ask } from "./experiment-page";
import { CITY_TRIPS, type Logged, signIn } from "./metrics-page";

export const NEW = `/experiments/new?v=1&skill=${CITY_TRIPS}`;

export const field = {
  name: (page: Page) => page.getByRole("textbox", { name: "Name", exact: true }),
  hypothesis: (page: Page) => page.getByLabel("Hypothesis"),
  exposure: (page: Page) => page.getByLabel("Exposure", { exact: true }),
  weeks: (page: Page) => page.getByLabel("Planned duration"),
  metric: (page: Page) => page.getByRole("textbox", { name: "Add a metric" }),
};
export const createButton = (page: Page) => page.getByRole("button", { name: "Create draft" });
export const saveButton = (page: Page) => page.getByRole("button", { name: "Save changes" });
export const summary = (page: Page) => page.locator("#form-summary");
export const kept = (page: Page) => page.getByText("Draft kept in this tab");
/** The address of an experiment, whichever. */
export const EXPERIMENT = /\/experiments\/(?!new\?)[^/?]+\?/;

/** Opens a page signed in with a token that the sandbox takes. */
export async function openForm(page: Page, address = NEW): Promise<void> {
  await page.goto(address);
  await signIn(page, "Atza|sandbox");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/experiment$/);
}

export async function fill(page: Page, name: string): Promise<void> {
  await field.name(page).fill(name);
  await field.hypothesis(page).fill("One sentence instead of three lowers friction.");
  await page.getByRole("button", { name: "Add Customer Friction" }).click();
  await page.getByRole("button", { name: "Add Skill Next Day Retention" }).click();
}

interface Row {
  experimentId: string;
  name: string;
  state: string;
}

/** The experiments that the sandbox has under a name. */
export async function named(stack: Stack, name: string): Promise<Row[]> {
  const answer = await ask(stack, "GET", "?maxResults=50");
  if (!answer.ok) throw new Error(await answer.text());
  const { experiments } = (await answer.json()) as { experiments: Row[] };
  return experiments.filter((row) => row.name === name && row.state !== "DELETED");
}

/** One experiment as the sandbox has it. */
export async function read(stack: Stack, id: string): Promise<Record<string, unknown>> {
  const answer = await ask(stack, "GET", `/${id}`);
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { experiment: Record<string, unknown> }).experiment;
}

/** Sends a write past the page, as another tab or person would. */
export async function send(stack: Stack, path: string, body: object): Promise<string> {
  const answer = await ask(stack, "POST", path, body);
  if (!answer.ok) throw new Error(await answer.text());
  return (answer.headers.get("location") ?? "").split("/").pop() ?? "";
}

export const PROPERTIES = {
  description: "As it was.",
  plannedDuration: "P3W",
  exposurePercentage: 30,
  metricConfigurations: [{ name: "Customer Friction", metricTypes: ["KEY"], expectedChange: "DECREASE" }],
};

/** Makes a draft past the page; its id. */
export function make(stack: Stack, name: string): Promise<string> {
  return send(stack, "", { experiment: { name, type: "ENDPOINT_BASED", ...PROPERTIES } });
}

/** The writes that reached the sandbox from the page, oldest first. */
export async function writes(stack: Stack, end = "/experiments"): Promise<Logged[]> {
  const { entries } = (await (await fetch(`${stack.sandbox}/_sandbox/log`)).json()) as { entries: Logged[] };
  return entries.filter((entry) => entry.method === "POST" && entry.path.endsWith(end));
}

/** The writes that the page sends from now on. The browser itself may send one again where a connection breaks. */
export function watchWrites(page: Page, end = "/experiments"): string[] {
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith(end)) sent.push(request.url());
  });
  return sent;
}

/** What this tab keeps of the form. */
export async function keptKeys(page: Page): Promise<string[]> {
  const keys = await page.evaluate(() => Object.keys(sessionStorage));
  return keys.filter((key) => key.includes("|experiment-"));
}
