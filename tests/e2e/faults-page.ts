// The fault matrix: endpoint × fault → what the person sees. One page load goes through many faults: the fault is changed,
// and Try again is pressed. Every row says what is expected; a cell that cannot occur says why.

import type { Locator, Page } from "@playwright/test";
import { expect, type Stack } from "./fixture";
import { FAULTS, type Fault } from "./faults-rows";
import { keep, publish } from "./faults-table";
import type { Logged } from "./metrics-page";
import { turn } from "./session";

/** As long as a machine under load may take; SKILLSCOPE_SLOW_MS shortens it while a row is written. */
const SLOW_MS = Number(process.env.SKILLSCOPE_SLOW_MS ?? 20_000);
export const SLOW = { timeout: SLOW_MS };
/** Playwright's own steps grow to a second. */
const POLL = { timeout: SLOW_MS, intervals: [25, 50, 100] };

/** What stands on the page after a fault. */
export type Seen =
  /**
   * A card, an alert or a status with these words; `id`: with the id of the request that failed; `clears`: what was typed
   * is refused for good and does not stay.
   */
  | { says: RegExp; id?: boolean; clears?: boolean }
  /** Nothing went wrong for the person: the answer could be used, or the page does without it, or asks again by itself. */
  | { fine: string; times?: number }
  /** The page says something that is no failure. */
  | { shows: RegExp }
  /** It cannot occur. */
  | { never: string };

export type Sees = Partial<Record<Fault, Seen>>;

export const UNREADABLE: Seen = { says: /could not be read/, id: true };
const USUAL: Record<Fault, Seen> = {
  "403": { says: /\(403\)/, id: true },
  hang: { says: /did not answer in time/ },
  "404": { says: /\(404\)/, id: true },
  // A slow machine may not get through so many bytes in time.
  huge: { says: /could not be read|did not answer in time/ },
  reset: { says: /could not reach Amazon/ },
  "409": { says: /\(409\)/, id: true },
  "429": { says: /\(429\)/, id: true },
  "500": { says: /\(500\)/, id: true },
  "reset-mid-body": { says: /could not reach Amazon/, id: true },
  "429-retry-after=1": { says: /\(429\)/, id: true },
  "503": { says: /\(503\)/, id: true },
  offline: { says: /could not reach Amazon/ },
  truncate: UNREADABLE,
  html: UNREADABLE,
  empty: UNREADABLE,
  "wrong-content-type": { fine: "The body is read whatever its type is said to be." },
  "unknown-enums": { fine: "A value that no document has is shown as it came." },
  "missing-fields": UNREADABLE,
  nulls: UNREADABLE,
  "null-fields": UNREADABLE,
  "401-no-access": { says: /\(401\)/, id: true },
};

/** One thing for several faults. */
export const all = (faults: readonly Fault[], seen: Seen): Sees => Object.fromEntries(faults.map((fault) => [fault, seen]));

/** An answer of which only the status counts. A page in HTML in its place is told from it. */
export const WITHOUT_BODY: Sees = all(
  ["huge", "reset-mid-body", "truncate", "empty", "wrong-content-type", "unknown-enums", "missing-fields", "nulls", "null-fields"],
  { never: "The answer has no body." },
);

export interface Endpoint {
  /** Method and path, as the table shows it. */
  name: string;
  /** Which requests the fault is for. */
  rule: { method?: string; pathContains?: string; queryContains?: string; bodyContains?: string };
  /** Makes the call again; without it: Try again where that is offered, else a reload. */
  provoke?: (page: Page, stack: Stack) => Promise<void>;
  /** Where the call is made anew, if a reload would not make it. */
  address?: () => string;
  /** What stands there when all is well. */
  good: (page: Page) => Locator;
  /** Where the words stand, if that is neither an alert nor a status. */
  place?: (page: Page) => Locator;
  /** A way on; without it: a button that tries again. */
  wayOn?: (page: Page) => Locator;
  /** A field with what it must still hold after a failure. */
  typed?: (page: Page) => [Locator, string];
  /** The end of the path of a write: one provocation sends one. */
  write?: RegExp;
  /** What differs from the usual. */
  sees?: Sees;
}

const again = (page: Page) =>
  page.getByRole("button", { name: /^(Try again|Retry|Load again|Check again|Send again|Ask again)/ }).filter({ visible: true });

const notices = (page: Page) => page.getByRole("alert").or(page.getByRole("status"));

async function log(stack: Stack): Promise<Logged[]> {
  return ((await (await fetch(`${stack.sandbox}/_sandbox/log`)).json()) as { entries: Logged[] }).entries;
}

/** Goes through every fault of an endpoint on a page that is open already, and ends with all being well. */
export async function walk(page: Page, stack: Stack, endpoint: Endpoint): Promise<void> {
  // For looking into one: SKILLSCOPE_FAULTS=429,hang walks through these only.
  const only = process.env.SKILLSCOPE_FAULTS?.split(",");
  const problems: string[] = [];
  const sent: string[] = [];
  page.on("request", (request) => {
    if (["POST", "PUT", "DELETE"].includes(request.method()) && endpoint.write?.test(new URL(request.url()).pathname)) sent.push(request.method());
  });
  const provoke = async () => {
    if (endpoint.provoke) return endpoint.provoke(page, stack);
    const retry = again(page).first();
    if (await retry.isVisible()) await retry.click();
    else if (endpoint.address) await page.goto(endpoint.address());
    else await page.reload();
  };
  for (const fault of FAULTS.filter((fault) => !only || only.includes(fault))) {
    const seen = endpoint.sees?.[fault] ?? USUAL[fault];
    if ("never" in seen) {
      keep(endpoint.name, fault, `cannot occur: ${seen.never}`);
      continue;
    }
    const where = `${endpoint.name}, ${fault}`;
    const before = (await log(stack)).at(-1)?.number ?? 0;
    sent.length = 0;
    try {
      if (fault === "offline") {
        // Without a network there is no reload: Try again has to be there.
        if (!endpoint.provoke) await visible(again(page).first(), `${where}: a way on`);
        await turn(stack, { faults: [] });
        await page.context().setOffline(true);
      } else {
        const times = "fine" in seen ? seen.times : undefined;
        await turn(stack, { faults: [{ fault, ...endpoint.rule, ...(times && { times }) }] });
      }
      await provoke();
      keep(endpoint.name, fault, await look(page, stack, endpoint, fault, seen, before, where));
      const once = !endpoint.write || fault === "offline" || ("fine" in seen && seen.times);
      if (!once) expect(sent.length, `${where}: sent once`).toBe(1);
    } catch (error) {
      // All cells that differ are told at once.
      const shown = (await notices(page).allInnerTexts()).join(" ").replace(/\s+/g, " ");
      const main = (await page.getByRole("main").innerText()).slice(0, 400).replace(/\s+/g, " ");
      problems.push(`${where}: ${String(error).split("\n")[0]}\n    shown: ${shown || main}`);
    }
    if (fault === "offline") await page.context().setOffline(false);
  }
  await turn(stack, { faults: [] });
  await provoke();
  await visible(endpoint.good(page).first(), `${endpoint.name}: all is well again`);
  publish();
  expect(problems.join("\n")).toBe("");
}

async function visible(what: Locator, where: string): Promise<void> {
  await what.waitFor({ state: "visible", timeout: SLOW_MS }).catch(() => {
    throw new Error(`${where}: not to be seen within ${SLOW_MS} ms`);
  });
}

async function look(page: Page, stack: Stack, endpoint: Endpoint, fault: Fault, seen: Seen, before: number, where: string): Promise<string> {
  const met = async () => (await log(stack)).filter((entry) => entry.number > before && entry.fault === fault);
  // Only then what stands there is of this fault.
  if (fault !== "offline") await expect.poll(async () => (await met()).length, { message: `${where}: asked`, ...POLL }).toBeGreaterThan(0);
  if ("never" in seen) return seen.never;
  if ("shows" in seen) {
    await visible(page.getByRole("main").filter({ hasText: seen.shows }), where);
    return (await page.getByRole("main").innerText()).match(seen.shows)?.[0] ?? "";
  }
  if ("fine" in seen) {
    await visible(endpoint.good(page).first(), where);
    const wrong = notices(page).filter({ hasText: /could not|did not answer|\([45]\d\d\)/, visible: true });
    await expect(wrong, `${where}: no failure is said`).toHaveCount(0, SLOW);
    return `all is well: ${seen.fine}`;
  }
  const place = (endpoint.place?.(page) ?? notices(page)).filter({ hasText: seen.says, visible: true }).first();
  await visible(place, where);
  let id = "";
  if (seen.id) {
    // The id of this very request: the words are not those of the fault before.
    const read = async () => {
      const text = await place.innerText({ timeout: 1_000 }).catch(() => "");
      id = (await met()).map((entry) => entry.requestId).find((known) => text.includes(known)) ?? "";
      return id !== "";
    };
    await expect.poll(read, { message: `${where}: the request id`, ...POLL }).toBe(true);
  }
  await visible((endpoint.wayOn?.(page) ?? again(page)).first(), `${where}: a way on`);
  if (endpoint.typed) {
    const [field, text] = endpoint.typed(page);
    await expect(field, `${where}: what was typed`).toHaveValue(seen.clears ? "" : text);
  }
  return words(await place.innerText(), id);
}

const BUTTONS = /^(Try again|Retry|Retry this one|Close|Send again|Ask again|Check again|Paste keys…|View request|Shown in inspector|Inspect|, turn \d+)$/;

/** What stands in a place, on one line, without what differs from run to run. */
function words(text: string, id: string): string {
  const lines = text.replace(/Request ID\s+[\w-]+\.?/g, "").split("\n").map((line) => line.trim());
  const said = lines.filter((line) => line && !BUTTONS.test(line)).join(" · ");
  const cut = said.length > 420 ? `${said.slice(0, 420).replace(/\s\S*$/, "")} …` : said;
  return cut.replace(/,? at line \d+ column \d+/g, "") + (id ? " · with the request ID" : "");
}
