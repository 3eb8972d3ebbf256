// The Lex page as a person meets it, and what the sandbox says of its requests.

import type { Locator, Page } from "@playwright/test";
import { expect, type Stack } from "./fixture";
import { CITY_TRIPS, signIn } from "./metrics-page";

/** Two weeks that are over. */
export const RANGE = "from=2026-06-01&to=2026-06-14";
export const PATH = "/bots/SANDBOXBOT/analytics/";

/** Opens the page at a state of its address, signed in with a token that the sandbox takes. */
export async function open(page: Page, query = RANGE): Promise<void> {
  const address = `/lex?v=1&skill=${CITY_TRIPS}${query ? `&${query}` : ""}`;
  await page.goto("/");
  await signIn(page, "Atza|sandbox");
  await expect(page).toHaveURL(/\/metrics/);
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1, name: "Lex sessions" })).toBeVisible();
}

export const results = (page: Page): Locator => page.getByRole("region", { name: "Results", exact: true });
export const table = (page: Page): Locator => page.getByRole("region", { name: "Lex results" });
export const builder = (page: Page): Locator => page.getByRole("form", { name: "Query" });
export const access = (page: Page): Locator => page.getByRole("region", { name: "AWS access" });
export const dialog = (page: Page): Locator => page.getByRole("dialog", { name: "AWS access" });
export const figure = (page: Page, name: string): Locator =>
  page.getByRole("region", { name: "Key figures" }).getByRole("group", { name });
export const chart = (page: Page): Locator => page.getByRole("img", { name: /^(Chart|Bars) of/ });
export const banner = (page: Page, heading: string | RegExp): Locator =>
  page.locator(".banner").filter({ has: page.getByRole("heading", { name: heading }) });
export const run = (page: Page): Promise<void> => page.getByRole("button", { name: "Run query" }).click();

/** Waits until the last page of the query has come. */
export async function loaded(page: Page): Promise<void> {
  await expect(page.getByRole("region", { name: "Loading progress" })).toHaveCount(0);
  await expect(results(page)).toBeVisible();
}

export interface Logged {
  method: string;
  path: string;
  status: number;
  requestId: string;
}

/** The requests that the sandbox has answered, oldest first, without preflights. */
export async function log(stack: Stack, path: string): Promise<Logged[]> {
  const { entries } = (await (await fetch(`${stack.sandbox}/_sandbox/log`)).json()) as { entries: Logged[] };
  return entries.filter((entry) => entry.method === "POST" && entry.path.startsWith(path));
}

export async function advance(stack: Stack, seconds: number): Promise<void> {
  const answer = await fetch(`${stack.sandbox}/_sandbox/clock`, {
    method: "POST",
    body: JSON.stringify({ advanceSeconds: seconds }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Temporary keys from the sandbox's pool, as somebody would have them from elsewhere. */
export async function keys(stack: Stack): Promise<{ id: string; secret: string; token: string }> {
  const ask = async (target: string, body: object) => {
    const answer = await fetch(`${stack.sandbox}/`, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `AWSCognitoIdentityService.${target}`,
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  const Logins = { "www.amazon.com": "Atza|sandbox" };
  const { IdentityId } = await ask("GetId", { IdentityPoolId: "us-east-1:5a4db0c5-0000-4000-8000-000000000001", Logins });
  const { Credentials } = await ask("GetCredentialsForIdentity", { IdentityId, Logins });
  return { id: Credentials.AccessKeyId, secret: Credentials.SecretKey, token: Credentials.SessionToken };
}

/** Pastes keys into the dialog. */
export async function pasteKeys(page: Page, pasted: { id: string; secret: string; token: string }): Promise<void> {
  await page.getByRole("button", { name: "Change…" }).click();
  await dialog(page).getByText("Paste temporary keys").click();
  await fillKeys(page, pasted);
}

export async function fillKeys(page: Page, pasted: { id: string; secret: string; token: string }): Promise<void> {
  await dialog(page).getByLabel("Access key ID").fill(pasted.id);
  await dialog(page).getByLabel("Secret access key").fill(pasted.secret);
  await dialog(page).getByLabel("Session token").fill(pasted.token);
  await dialog(page).getByRole("button", { name: "Use these keys" }).click();
}
