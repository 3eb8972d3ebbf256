// Signing in, and looking at what that leaves behind, for every spec that needs it.

import type { Page } from "@playwright/test";
import { expect, type Stack } from "./fixture";

export const CLIENT_ID = "amzn1.application-oa2-client.skillscope-local";
export const SESSION = "skillscope.session";
export const PENDING = "skillscope.oauth.pending";

export async function turn(stack: Stack, knobs: object): Promise<void> {
  const answer = await fetch(`${stack.sandbox}/_sandbox/knobs`, { method: "POST", body: JSON.stringify(knobs) });
  if (!answer.ok) throw new Error(await answer.text());
}

export const signInButton = (page: Page) => page.getByRole("button", { name: "Sign in with Amazon" });

/** Goes to the consent page and answers it. */
export async function answer(page: Page, decision: "Allow" | "Deny", account = "Alex Sandbox"): Promise<void> {
  await signInButton(page).click();
  await page.getByRole("radio", { name: new RegExp(account) }).check();
  await page.getByRole("button", { name: decision }).click();
}

export async function signIn(page: Page, account?: string): Promise<void> {
  await page.goto("/");
  await answer(page, "Allow", account);
  await expect(page).toHaveURL(/\/metrics\?/);
}

/** Presses a button that loads the page again. */
export async function pressAndReload(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name }).click()]);
}

export async function token(page: Page): Promise<string> {
  const session = await page.evaluate((key) => sessionStorage.getItem(key), SESSION);
  const { token } = JSON.parse(session ?? "{}");
  expect(token, "a session with a token").toMatch(/^Atza\|/);
  return token;
}

/** A token from the sandbox, as somebody would have it from elsewhere. */
export async function foreignToken(page: Page): Promise<string> {
  await signIn(page);
  const text = await token(page);
  await page.evaluate(() => sessionStorage.clear());
  await page.goto("/");
  return text;
}

/** Every place that outlives the tab or that others may see. */
export async function lastingPlaces(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const found: unknown[] = [location.href, { ...localStorage }, document.cookie, document.documentElement.outerHTML];
    for (const { name } of await indexedDB.databases()) {
      if (!name) continue;
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of database.objectStoreNames) {
        const all = (ask: (s: IDBObjectStore) => IDBRequest) =>
          new Promise((resolve, reject) => {
            const asking = ask(database.transaction(store).objectStore(store));
            asking.onsuccess = () => resolve(asking.result);
            asking.onerror = () => reject(asking.error);
          });
        found.push(await all((s) => s.getAllKeys()), await all((s) => s.getAll()));
      }
      database.close();
    }
    return JSON.stringify(found);
  });
}

/** What people made here and this browser keeps for good, with its keys. A page that is left loses what it still writes. */
export async function documents(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const ask = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await ask(indexedDB.open(name!));
      if (database.objectStoreNames.contains("documents")) {
        const store = database.transaction("documents").objectStore("documents");
        found.push(...(await Promise.all([ask(store.getAllKeys()), ask(store.getAll())])).flat());
      }
      database.close();
    }
    return found.join("\n");
  });
}

/** The keys of everything that this browser keeps for good, of whatever kind of storage. */
export async function lastingKeys(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith("skillscope.data."));
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name!);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of database.objectStoreNames) {
        const found = await new Promise<IDBValidKey[]>((resolve, reject) => {
          const asking = database.transaction(store).objectStore(store).getAllKeys();
          asking.onsuccess = () => resolve(asking.result);
          asking.onerror = () => reject(asking.error);
        });
        keys.push(...found.map(String));
      }
      database.close();
    }
    return keys;
  });
}
