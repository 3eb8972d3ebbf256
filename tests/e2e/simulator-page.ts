// The simulator's conversation as a person meets it.

import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expect, type Stack } from "./fixture";
import { CITY_TRIPS, signIn } from "./metrics-page";

export const ADDRESS = `/simulator?v=1&skill=${CITY_TRIPS}`;

export const field = (page: Page) => page.getByRole("textbox", { name: "What to say" });
export const thread = (page: Page) => page.getByRole("log", { name: "Turns" });
export const inspector = (page: Page) => page.getByRole("region", { name: "Inspector" });
export const session = (page: Page) => page.getByRole("radiogroup", { name: "Session" });
export const cancel = (page: Page) => thread(page).getByRole("button", { name: "Cancel" });
export const tab = (page: Page, name: string) => inspector(page).getByRole("tab", { name });
/** What was said by the person, oldest first. */
export const said = (page: Page): Locator => thread(page).locator(".bubble--me");

export async function open(page: Page, address = ADDRESS, token = "Atza|sandbox"): Promise<void> {
  await page.goto(address);
  await signIn(page, token);
  await expect(page.getByRole("heading", { level: 1, name: "Simulator" })).toBeVisible();
}

/** Says something with the keyboard and waits for the end of the turn. */
export async function say(page: Page, text: string): Promise<void> {
  const before = await said(page).count();
  await field(page).fill(text);
  await field(page).press("Enter");
  await expect(said(page)).toHaveCount(before + 1);
  await expect(cancel(page)).toHaveCount(0, { timeout: 15_000 });
}

export interface Call {
  number: number;
  method: string;
  path: string;
  status: number;
}

/** The requests of the simulator that the sandbox has answered, oldest first. */
export async function calls(stack: Stack, method?: string): Promise<Call[]> {
  const { entries } = (await (await fetch(`${stack.sandbox}/_sandbox/log`)).json()) as { entries: Call[] };
  return entries.filter((e) => e.path.includes("/simulations") && (!method || e.method === method));
}

/** Chooses an entry of the Transcript menu. */
export async function choose(page: Page, entry: string): Promise<void> {
  await page.locator("summary").filter({ hasText: "Transcript" }).click();
  await page.getByRole("group", { name: "Transcript" }).getByRole("button", { name: entry, exact: true }).click();
}

/** The same for one that saves a file. */
export async function save(page: Page, entry: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), choose(page, entry)]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/** Opens a replay file as a person does with the browser's dialog. */
export async function openFile(page: Page, name: string, content: string): Promise<void> {
  await page.getByLabel("Open a replay file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(content) });
}
