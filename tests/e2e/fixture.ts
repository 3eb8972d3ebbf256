// What every spec starts from: the worker's own servers, axe, and a page that must not break its policy.

import { expect, test as base, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** One sandbox server and the pages that point at it, by the name of their variant (see configs/). */
export interface Stack {
  sandbox: string;
  pages: Record<string, string>;
}

interface Options {
  /** Which configuration the page is served with: `default` or the name of a file in configs/. */
  variant: string;
  /** Errors on the console and policy violations fail the test; a test that provokes them turns this off. */
  clean: boolean;
}

interface Fixtures {
  /** Fails the test unless axe finds nothing on the page as it stands. */
  expectNoAxeViolations: (where?: string) => Promise<void>;
  watch: void;
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const test = base.extend<Options & Fixtures, { stack: Stack }>({
  variant: ["default", { option: true }],
  clean: [true, { option: true }],

  stack: [
    async ({}, use, worker) => {
      const stacks: Stack[] = JSON.parse(process.env.SKILLSCOPE_STACKS ?? "[]");
      const stack = stacks[worker.parallelIndex];
      if (!stack) throw new Error("no servers for this worker: run `cargo xtask test e2e`");
      await use(stack);
    },
    { scope: "worker" },
  ],

  baseURL: async ({ stack, variant }, use) => {
    await use(stack.pages[variant]);
  },

  expectNoAxeViolations: async ({ page }, use) => {
    await use(async (where) => {
      expect(await axeViolations(page), where).toEqual([]);
    });
  },

  watch: [
    async ({ page, clean }, use) => {
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("console", (message) => {
        const text = message.text();
        if (/Content Security Policy|panicked at/.test(text)) problems.push(text);
      });
      await use();
      if (clean) expect(problems).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** What axe finds (WCAG 2 A and AA, 2.1, 2.2, and best practice), one line each. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Evaluated by the browser's debugger, which the page's policy does not govern.
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    // A colour that is still on its way has any contrast.
    const onTheirWay = document.getAnimations().filter((a) => Number.isFinite(Number(a.effect?.getComputedTiming().endTime)));
    await Promise.allSettled(onTheirWay.map((a) => a.finished));
    // @ts-expect-error axe is there since the line above
    const result = await window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
    });
    return result.violations.flatMap((violation: { id: string; nodes: { html: string }[] }) =>
      violation.nodes.map((node) => `${violation.id}: ${node.html}`),
    );
  });
}

/** Waits for words that may be gone again soon. The page itself looks, in every frame: begin before what brings them. */
export function passing(page: Page, words: string): Promise<void> {
  return page.evaluate(async (words) => {
    // As it is shown, whatever the style sheet makes of its capitals.
    while (!document.body.innerText.toLowerCase().includes(words)) await new Promise(requestAnimationFrame);
  }, words.toLowerCase());
}

/** Keeps the application from starting, so that what stands before it can be looked at. */
export async function withoutApplication(page: Page): Promise<void> {
  await page.route("**/start-*.js", (route) => route.abort());
}
