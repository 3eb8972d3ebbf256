// What the browser keeps of figures and of the page itself, looked at and changed from outside the page.

import type { Page } from "@playwright/test";
import { expect } from "./fixture";
import { lastingKeys } from "./session";

export const SLOW = { timeout: 20_000 };

/** Waits until so many windows are kept, and the list of skills: a page that is left loses what it is still writing. */
export async function written(page: Page, windows: number): Promise<void> {
  const kept = async () => {
    const keys = await lastingKeys(page);
    const ofWindows = keys.filter((key) => /\|\d{4}-\d\d-\d\dT[\d:]+Z$/.test(key)).length;
    return `${ofWindows} windows, ${keys.some((key) => key.endsWith("|skill-list|all")) ? "a" : "no"} list`;
  };
  await expect.poll(kept, SLOW).toBe(`${windows} windows, a list`);
}

/** Waits until the page would open without a network: all that it has loaded is kept. */
export async function keptForOffline(page: Page): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          if (!navigator.serviceWorker.controller) return "no worker";
          const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
          const hashed = loaded.filter((url) => url.origin === location.origin && /-[0-9a-f]{12,16}(_bg)?\.\w+$/.test(url.pathname));
          const missing: string[] = [];
          for (const path of ["/index.html", "/config.json", ...hashed.map((url) => url.pathname)]) {
            if (!(await caches.match(path, { ignoreVary: true }))) missing.push(path);
          }
          return missing.join(" ");
        }),
      SLOW,
    )
    .toBe("");
}

/** Everything that the service worker keeps: keys, the addresses that answers remember, headers and text. */
export async function cachedText(page: Page): Promise<{ paths: string[]; text: string }> {
  return page.evaluate(async () => {
    const paths: string[] = [];
    const texts: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = (await cache.match(request, { ignoreVary: true }))!;
        paths.push(new URL(request.url).pathname + new URL(request.url).search);
        texts.push(name, request.url, response.url, JSON.stringify([...request.headers, ...response.headers]));
        if (!/\.wasm$/.test(request.url)) texts.push(await response.text());
      }
    }
    return { paths, text: texts.join("\n") };
  });
}

/** The answer to a request of IndexedDB. */
type Ask = <T>(request: IDBRequest<T>) => Promise<T>;

/** Does something in the page with its database. `work` runs there, so it sees nothing but what it is given. */
async function inDatabase<T, A = undefined>(
  page: Page,
  work: (database: IDBDatabase, ask: Ask, argument: A) => Promise<T>,
  argument?: A,
): Promise<T> {
  const ask = (request: IDBRequest) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  return page.evaluate(`(async () => {
    const ask = ${ask};
    const database = await ask(indexedDB.open("skillscope"));
    try {
      return await (${work})(database, ask, ${JSON.stringify(argument)});
    } finally {
      database.close();
    }
  })()`);
}

/** Opens the database as a later version of the page would, and says whether that had to wait for somebody. */
export async function openLaterVersion(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const request = indexedDB.open("skillscope", 1_000);
        request.onblocked = () => resolve("blocked");
        request.onerror = () => resolve(String(request.error));
        request.onsuccess = () => {
          request.result.close();
          resolve("open");
        };
      }),
  );
}

/** The records of the archive, by key. */
export async function windowKeys(page: Page): Promise<string[]> {
  return inDatabase(page, async (database, ask) => {
    const keys = await ask(database.transaction("windows").objectStore("windows").getAllKeys());
    return keys.map(String);
  });
}

/** How many records of the archive are whole: their form, and as many bytes as they say (src/state/packed_series.rs). */
export async function wholeRecords(page: Page): Promise<number> {
  return inDatabase(page, async (database, ask) => {
    const records: unknown[] = await ask(database.transaction("windows").objectStore("windows").getAll());
    return records.filter((record) => {
      if (!(record instanceof Uint8Array) || record.length < 54) return false;
      const view = new DataView(record.buffer, record.byteOffset);
      const [key, points] = [28, 36].map((at) => Number(view.getBigInt64(at, true)));
      const times = 52 + key + 1;
      const values = times + (record[times - 1] === 0 ? 16 : 8 * points) + 1;
      const size = values + points * [2, 4, 8][record[values - 1]];
      return new TextDecoder().decode(record.slice(0, 4)) === "SW03" && size === record.length;
    }).length;
  });
}

/** Makes all records look as if they had been read so many seconds earlier. */
export async function age(page: Page, seconds: number): Promise<void> {
  const work = async (database: IDBDatabase, ask: Ask, seconds: number) => {
    const store = database.transaction("windows", "readwrite").objectStore("windows");
    for (const key of await ask(store.getAllKeys())) {
      const bytes = (await ask(store.get(key))) as Uint8Array;
      // After four bytes of form comes when it was read (src/state/stored_window.rs).
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      view.setBigInt64(4, view.getBigInt64(4, true) - BigInt(seconds), true);
      await ask(store.put(bytes, key));
    }
  };
  await inDatabase(page, work, seconds);
}

/** Puts garbage of many kinds in the place of all records. */
export async function spoil(page: Page): Promise<void> {
  await inDatabase(page, async (database, ask) => {
    const windows = database.transaction("windows", "readwrite").objectStore("windows");
    const keys = await ask(windows.getAllKeys());
    for (const [index, key] of keys.entries()) {
      const bytes = (await ask(windows.get(key))) as Uint8Array;
      const old = bytes.slice();
      old[3] = "1".charCodeAt(0);
      const long = bytes.slice();
      long.set([255, 255, 255, 255, 255, 255, 255, 127], 28);
      const garbage = [bytes.slice(0, -3), old, long, new Uint8Array(0), "SW03", { a: [1] }, 7, new Uint8Array(64).fill(255)];
      await ask(windows.put(garbage[index % garbage.length], key));
    }
    // A record that is whole, under the key of another.
    await ask(windows.put(new TextEncoder().encode("SW03"), `${String(keys[0])}x`));
    const documents = database.transaction("documents", "readwrite").objectStore("documents");
    const lists = (await ask(documents.getAllKeys())).filter((key) => String(key).endsWith("|skill-list|all"));
    for (const key of lists) await ask(documents.put('{"version":99,"skills":"none"}', key));
  });
}

/** Lets the browser's database never answer, in this page and those that it loads next. */
export async function silenceDatabase(page: Page): Promise<void> {
  await page.addInitScript(() => {
    // A request that nothing ever happens to.
    IDBFactory.prototype.open = () => Object.create(IDBOpenDBRequest.prototype, {
      onsuccess: { writable: true, value: null },
      onerror: { writable: true, value: null },
      onblocked: { writable: true, value: null },
      onupgradeneeded: { writable: true, value: null },
    });
  });
}

/** Holds a write to all that is kept, as a tab does that imports much, until the answer is called. */
export async function holdWrite(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("skillscope");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(["windows", "documents"], "readwrite");
          const store = transaction.objectStore("windows");
          const held = window as unknown as { letGo?: boolean };
          // It lives as long as it is asked for something.
          const again = () => {
            if (!held.letGo) store.count().onsuccess = again;
          };
          transaction.oncomplete = () => opening.result.close();
          again();
          resolve();
        };
      }),
  );
  return async () => {
    await page.evaluate(() => {
      (window as unknown as { letGo?: boolean }).letGo = true;
    });
  };
}
