// The simulator's scripts and its comparison of C and T1 as a person meets them, and the sandbox behind them.

import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { expect, type Stack } from "./fixture";
import { CITY_TRIPS, signIn } from "./metrics-page";
import { turn } from "./session";

export const SIMULATOR = `/simulator?v=1&skill=${CITY_TRIPS}`;
export const SCRIPTS = `${SIMULATOR}&mode=scripts`;
export const compareAddress = (id: string) => `${SIMULATOR}&mode=compare&experiment=${id}`;

/** Opens a state of the simulator, signed in with a token that the sandbox takes; simulations are quick. */
export async function open(page: Page, stack: Stack, address: string): Promise<void> {
  await turn(stack, { simulationMs: 20 });
  await page.goto(address);
  await signIn(page, "Atza|sandbox");
  await expect(page.getByRole("heading", { level: 1, name: "Simulator" })).toBeVisible();
}

export const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
export const scriptRow = (page: Page, name: string): Locator =>
  page.getByRole("region", { name: "List of scripts" }).getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
export const turnFields = (page: Page, place: number): Locator => page.getByRole("group", { name: `Turn ${place}`, exact: true });
export const runCard = (page: Page): Locator => page.getByRole("region", { name: /^Last run of/ });

export interface TurnText {
  say: string;
  text?: string;
  rule?: "contains" | "equals" | "fits, * is any text";
  intent?: string;
  slots?: string;
}

/** Fills in one turn of the editor. */
export async function fillTurn(page: Page, place: number, turnText: TurnText): Promise<void> {
  const fields = turnFields(page, place);
  await fields.getByLabel("You say").fill(turnText.say);
  if (turnText.text) await fields.getByLabel("Expected text").fill(turnText.text);
  if (turnText.rule) await fields.getByLabel("Alexa’s answer").selectOption({ label: turnText.rule });
  if (turnText.intent) await fields.getByLabel("Expected intent").fill(turnText.intent);
  if (turnText.slots) await fields.getByLabel("Expected slots").fill(turnText.slots);
}

/** Writes a script and saves it. */
export async function writeScript(page: Page, name: string, turns: TurnText[], experiment?: string): Promise<void> {
  await button(page, "New script").click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  if (experiment) await page.getByLabel("Pinned to an experiment").selectOption({ label: experiment });
  for (const [n, turnText] of turns.entries()) {
    if (n > 0) await button(page, "Add turn").click();
    await fillTurn(page, n + 1, turnText);
  }
  await button(page, "Save script").click();
  await expect(scriptRow(page, name)).toBeVisible();
}

/** Presses something that saves a file, and reads it. */
export async function saved(page: Page, press: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return readFileSync(await download.path(), "utf8");
}

/** How many simulations the sandbox ran. One that is refused while another runs is sent again, and did not run. */
export async function simulations(stack: Stack): Promise<number> {
  const { entries } = (await (await fetch(`${stack.sandbox}/_sandbox/log`)).json()) as {
    entries: { method: string; path: string; status: number }[];
  };
  return entries.filter((e) => e.method === "POST" && e.path.endsWith("/simulations") && e.status === 200).length;
}
