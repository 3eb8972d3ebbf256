// What a page must not do at any width.

import type { Page } from "@playwright/test";

/** What sticks out of the window, what of the top bar lies on its neighbour, and which tabs of the bottom bar touch. */
export async function faultsOfLayout(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const width = document.documentElement.clientWidth;
    const wide = document.documentElement.scrollWidth;
    if (wide > width) found.push(`the page is ${wide} of ${width} wide`);
    const boxes = (selector: string) =>
      [...document.querySelectorAll(selector)]
        .filter((e) => e.checkVisibility())
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 2);
    const bar = boxes(".topbar__ctx > *, .topbar__ctx > details > summary, .topbar__sys > *");
    for (const [n, one] of bar.entries()) {
      if (one.box.right > width + 1) found.push(`${one.element.className} sticks out`);
      for (const other of bar.slice(n + 1)) {
        if (one.element.contains(other.element)) continue;
        const common = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        if (common > 1) found.push(`${one.element.className} lies on ${other.element.className}`);
      }
    }
    const words = boxes(".nav__list .nav__item span").map(({ element }) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect();
    });
    for (const [n, word] of words.entries()) {
      const next = words[n + 1];
      if (next && next.top === word.top && next.left - word.right < 2) found.push(`tab ${n + 1} touches the next`);
    }
    return found;
  });
}
