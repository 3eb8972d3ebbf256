// The utterance profiler as a person meets it, and the sandbox behind it.

import type { Locator, Page } from "@playwright/test";
import { expect, type Stack } from "./fixture";
import { CITY_TRIPS, signIn } from "./metrics-page";

export const PROFILER = `/profiler?v=1&skill=${CITY_TRIPS}`;
export const PROFILE = { pathContains: "/profileNlu" };

/** Opens the page, signed in with a token that the sandbox takes. */
export async function open(page: Page, address = PROFILER, token = "Atza|sandbox"): Promise<void> {
  await page.goto(address);
  await signIn(page, token);
  await expect(page.getByRole("heading", { level: 1, name: "Profiler" })).toBeVisible();
}

export const utterance = (page: Page) => page.getByLabel("Utterance", { exact: true });
export const result = (page: Page) => page.getByRole("region", { name: "Result", exact: true });
export const prompt = (page: Page) => page.getByRole("group", { name: "The dialog continues" });
export const log = (page: Page) => page.getByRole("list", { name: "Turns of the dialog" });

export async function profile(page: Page, text: string): Promise<void> {
  await utterance(page).fill(text);
  await page.getByRole("button", { name: "Profile", exact: true }).click();
}

export async function reply(page: Page, text: string): Promise<void> {
  await page.getByLabel("Reply", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Reply", exact: true }).click();
}

/** Eight utterances, of which the sandbox gets one wrong. */
export const SMALL = [
  "utterance,expectedIntent,ArrivingCity",
  "book a trip to portland,BookTripIntent,Portland",
  "what is the weather in oslo,WeatherIntent,",
  "stop,AMAZON.StopIntent,",
  "help,AMAZON.HelpIntent,",
  "my trips,MyTripsIntent,",
  "purple monkey dishwasher,BookTripIntent,",
  "cancel,AMAZON.CancelIntent,",
  "tell me about seattle,CityInfoIntent,",
].join("\n");

export const rows = (page: Page) => page.locator("#suite-rows");
export const suite = (page: Page) => page.getByRole("region", { name: "Utterance suite", exact: true });
export const running = (page: Page): Locator => page.getByRole("region", { name: /^(Running|Not finished)$/ });
export const editor = (page: Page) => page.getByRole("region", { name: /^(New suite|Edit list)$/ });
export const results = (page: Page) => page.getByRole("region", { name: "Suite results" });
export const score = (page: Page) => suite(page).locator("dl");

/** Makes a suite of what is pasted. */
export async function make(page: Page, text = SMALL, name = "Small"): Promise<void> {
  await editor(page).getByLabel("Name", { exact: true }).fill(name);
  await rows(page).fill(text);
  await page.getByRole("button", { name: "Keep suite" }).click();
  await expect(suite(page)).toContainText(name);
}

export const run = (page: Page) => suite(page).getByRole("button", { name: /^Run/ });

/** Waits until nothing runs and nothing waits. */
export async function finished(page: Page): Promise<void> {
  await expect(running(page)).toBeHidden({ timeout: 20_000 });
  await expect(score(page)).toBeVisible();
}

/** How often the sandbox was asked to profile, by utterance as far as it answered. */
export async function asked(stack: Stack): Promise<number> {
  const { entries } = (await (await fetch(`${stack.sandbox}/_sandbox/log`)).json()) as {
    entries: { method: string; path: string }[];
  };
  return entries.filter((e) => e.method === "POST" && e.path.endsWith("/profileNlu")).length;
}
