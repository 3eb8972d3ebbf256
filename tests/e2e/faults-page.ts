// The fault matrix: endpoint × fault → what the person sees. One page load goes through many faults: the fault is changed,
// and Try again is pressed. Every row says what is expected; a cell that cannot occur says why.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { expect, type Stack } from "./fixture";
import type { Logged } from "./metrics-page";
import { turn } from "./session";

export const SLOW = { timeout: Number(process.env.SKILLSCOPE_SLOW_MS ?? 20_000) };

/** Every fault of an answer, in the order in which they are tried: no two that follow each other say the same. */
export const FAULTS = [
  "403",
  "hang",
  "404",
  "reset",
  "409",
  "429",
  "500",
  "reset-mid-body",
  "429-retry-after=1",
  "503",
  "offline",
  "truncate",
  "html",
  "empty",
  "huge",
  "wrong-content-type",
  "unknown-enums",
  "missing-fields",
  "nulls",
  "null-fields",
  "401-no-access",
] as const;

export type Fault = (typeof FAULTS)[number];

/** What stands on the page after a fault. */
export type Seen =
  /** A card, an alert or a status with these words. */
  | { says: RegExp; id?: boolean }
  /** Nothing went wrong for the person: the answer could be used, or the page does without it. */
  | { fine: string }
  /** The page says something that is no failure. */
  | { shows: RegExp }
  /** It cannot occur. */
  | { never: string };

const UNREADABLE: Seen = { says: /could not be read/, id: true };
const DEFAULTS: Record<Fault, Seen> = {
  "403": { says: /\(403\)/, id: true },
  hang: { says: /did not answer in time/ },
  "404": { says: /\(404\)/, id: true },
  reset: { says: /could not reach Amazon/ },
  "409": { says: /\(409\)/, id: true },
  "429": { says: /\(429\)/, id: true },
  "500": { says: /\(500\)/, id: true },
  "reset-mid-body": { says: /could not reach Amazon/, id: true },
  "429-retry-after=1": { says: /\(429\)/, id: true },
  "503": { says: /\(503\)/, id: true },
  truncate: UNREADABLE,
  html: UNREADABLE,
  empty: UNREADABLE,
  // A slow machine may not get through so many bytes in time.
  huge: { says: /could not be read|did not answer in time/ },
  "wrong-content-type": { fine: "The body is read whatever its type is said to be." },
  "unknown-enums": { fine: "A value that no document has is shown as it came." },
  "missing-fields": UNREADABLE,
  nulls: UNREADABLE,
  "null-fields": UNREADABLE,
  offline: { says: /could not reach Amazon/ },
  "401-no-access": { says: /\(401\)/, id: true },
};

/** Writes of which only the status counts. */
const UNREAD: Partial<Record<Fault, Seen>> = Object.fromEntries(
  (["truncate", "html", "empty", "huge", "wrong-content-type", "unknown-enums", "missing-fields", "nulls", "null-fields"] as const).map(
    (fault) => [fault, { never: "The body of this answer is not read: the status says that it was done." }],
  ),
);
export const bodyless = UNREAD;

export interface Endpoint {
  /** Method and path, as the table shows it. */
  name: string;
  /** Which requests the fault is for. */
  rule: { method?: string; pathContains?: string; queryContains?: string };
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
  /** A field with what it must still hold. */
  typed?: (page: Page) => [Locator, string];
  /** The end of the path of a write: one provocation sends one. */
  write?: RegExp;
  /** What differs from the usual. */
  sees?: Partial<Record<Fault, Seen>>;
}

interface Cell {
  fault: string;
  sees: string;
}

const again = (page: Page) =>
  page.getByRole("button", { name: /^(Try again|Retry|Load again|Check again|Send again|Ask again)/ }).filter({ visible: true });

async function log(stack: Stack): Promise<Logged[]> {
  return ((await (await fetch(`${stack.sandbox}/_sandbox/log`)).json()) as { entries: Logged[] }).entries;
}

/** Goes through every fault of an endpoint on a page that is open already, and ends with all being well. */
export async function walk(page: Page, stack: Stack, endpoint: Endpoint, only: readonly Fault[] = FAULTS): Promise<void> {
  const cells: Cell[] = [];
  const problems: string[] = [];
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET" && endpoint.write?.test(new URL(request.url()).pathname)) sent.push(request.method());
  });
  const provoke = async () => {
    if (endpoint.provoke) return endpoint.provoke(page, stack);
    const retry = again(page).first();
    if (await retry.isVisible()) await retry.click();
    else if (endpoint.address) await page.goto(endpoint.address());
    else await page.reload();
  };
  for (const fault of only) {
    const seen = endpoint.sees?.[fault] ?? DEFAULTS[fault];
    if ("never" in seen) {
      cells.push({ fault, sees: `cannot occur: ${seen.never}` });
      continue;
    }
    const where = `${endpoint.name}, ${fault}`;
    const before = (await log(stack)).at(-1)?.number ?? 0;
    sent.length = 0;
    if (fault === "offline") {
      // Without a network there is no reload: Try again has to be there.
      if (!endpoint.provoke) await expect(again(page).first(), `${where}: a way on`).toBeVisible(SLOW);
      await turn(stack, { faults: [] });
      await page.context().setOffline(true);
    } else {
      await turn(stack, { faults: [{ fault, ...endpoint.rule }] });
    }
    await provoke();
    try {
      cells.push({ fault, sees: await look(page, stack, endpoint, fault, seen, before, where) });
      if (endpoint.write) expect(sent.length, `${where}: not sent again`).toBeLessThanOrEqual(1);
    } catch (error) {
      // All cells that differ are told at once.
      const shown = (await page.getByRole("alert").or(page.getByRole("status")).allInnerTexts()).join(" ").replace(/\s+/g, " ");
      problems.push(`${where}: ${String(error).split("\n")[0]}\n    shown: ${shown || (await page.getByRole("main").innerText()).slice(0, 300).replace(/\s+/g, " ")}`);
    }
    if (fault === "offline") await page.context().setOffline(false);
  }
  await turn(stack, { faults: [] });
  await provoke();
  await expect(endpoint.good(page).first(), `${endpoint.name}: all is well again`).toBeVisible(SLOW);
  keep(endpoint.name, cells);
  expect(problems.join("\n")).toBe("");
}

async function look(page: Page, stack: Stack, endpoint: Endpoint, fault: Fault, seen: Seen, before: number, where: string): Promise<string> {
  const met = async () => (await log(stack)).filter((entry) => entry.number > before && entry.fault === fault);
  if ("never" in seen) return seen.never;
  if ("shows" in seen) {
    await expect(page.getByRole("main").filter({ hasText: seen.shows }), where).toBeVisible(SLOW);
    return (await page.getByRole("main").innerText()).match(seen.shows)?.[0] ?? "";
  }
  if ("fine" in seen) {
    await expect.poll(async () => (await met()).length, { message: `${where}: asked`, ...SLOW }).toBeGreaterThan(0);
    await expect(endpoint.good(page).first(), where).toBeVisible(SLOW);
    return `all is well: ${seen.fine}`;
  }
  const place = (endpoint.place?.(page) ?? page.getByRole("alert").or(page.getByRole("status"))).filter({ hasText: seen.says, visible: true }).first();
  await expect(place, where).toBeVisible(SLOW);
  let id = "";
  if (seen.id) {
    // The id of this very request: the words are not those of the fault before.
    await expect
      .poll(
        async () => {
          const text = await place.innerText({ timeout: 1_000 }).catch(() => "");
          id = (await met()).map((entry) => entry.requestId).find((known) => text.includes(known)) ?? "";
          return id !== "";
        },
        { message: `${where}: the request id`, ...SLOW },
      )
      .toBe(true);
  }
  await expect((endpoint.wayOn?.(page) ?? again(page)).first(), `${where}: a way on`).toBeVisible(SLOW);
  if (endpoint.typed) {
    const [field, text] = endpoint.typed(page);
    await expect(field, `${where}: what was typed`).toHaveValue(text);
  }
  const text = (await place.innerText()).replace(/Request ID\s+\S+/g, "").split("\n").map((line) => line.trim());
  const buttons = ["Try again", "Retry", "Close", "Send again", "Ask again", "Check again"];
  const words = text.filter((line) => line && !buttons.includes(line)).join(" · ");
  return words.slice(0, 220) + (id ? " · with the request ID" : "");
}

const folder = () => path.join(process.env.SKILLSCOPE_RESULTS ?? "e2e-results", "faults");

/** Keeps a row, and writes the table of all rows that are there so far. */
export function keep(name: string, cells: Cell[]): void {
  mkdirSync(folder(), { recursive: true });
  writeFileSync(path.join(folder(), `${name.replace(/[^\w]+/g, "-")}.json`), JSON.stringify({ name, cells }));
  const files = readdirSync(folder()).filter((file) => file.endsWith(".json")).sort();
  const rows = files.map((file) => JSON.parse(readFileSync(path.join(folder(), file), "utf8")) as { name: string; cells: Cell[] });
  const table = rows.flatMap((row) => [
    `\n## ${row.name}\n`,
    "| Fault | What the person sees |",
    "| --- | --- |",
    ...row.cells.map((cell) => `| ${cell.fault} | ${cell.sees.replaceAll("|", "\\|")} |`),
  ]);
  const head = "# Faults: endpoint × fault → what the person sees\n\nWritten by the tests `faults-*.spec.ts`, each cell as it was on the page.\n";
  writeFileSync(path.join(folder(), "..", "faults.md"), `${head}${table.join("\n")}\n`);
}
