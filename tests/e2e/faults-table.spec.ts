// The table that stands in the repository is the one of these specs.

import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { ENDPOINTS, FAULTS, ROWS } from "./faults-rows";
import { read } from "./faults-table";

const here = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");

test("the table of faults has each row and each fault, and every cell says something", () => {
  const rows = read(here("FAULTS.md"));
  expect([...rows.keys()]).toEqual(ROWS.map(([name]) => name));
  for (const [name, faults] of ROWS) {
    const cells = rows.get(name)!;
    expect([...cells.keys()], name).toEqual([...faults]);
    for (const [fault, sees] of cells) expect(sees.length, `${name} × ${fault}`).toBeGreaterThan(10);
  }
});

test("each endpoint of the table is walked through by the spec that it stands under, with all faults", () => {
  for (const [file, names] of Object.entries(ENDPOINTS)) {
    const walked = [...here(file).matchAll(/^ +name: "(.+)",$/gm)].map((found) => found[1]);
    expect(walked.sort(), file).toEqual([...names].sort());
  }
  expect(new Set(FAULTS).size).toBe(FAULTS.length);
});
