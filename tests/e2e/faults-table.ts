// The table of what a person sees, kept cell by cell as the specs meet it, and written after each.

import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { FAULTS, MEANING, ROWS } from "./faults-rows";

interface Kept {
  row: string;
  fault: string;
  sees: string;
}

const results = () => process.env.SKILLSCOPE_RESULTS ?? "e2e-results";
const folder = () => path.join(results(), "faults");
const fileName = (row: string, fault: string) => `${row} ${fault}`.replace(/[^\w]+/g, "-");

/** Writes a file as a whole: another worker may read it meanwhile. */
function write(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, file);
}

/** Keeps a cell. */
export function keep(row: string, fault: string, sees: string): void {
  if (!ROWS.some(([name, faults]) => name === row && faults.includes(fault))) throw new Error(`faults-rows.ts has no ${row} × ${fault}`);
  mkdirSync(folder(), { recursive: true });
  write(path.join(folder(), `${fileName(row, fault)}.json`), JSON.stringify({ row, fault, sees } satisfies Kept));
}

/** Writes the table of all cells that were met so far, in this run or an earlier one. */
export function publish(): void {
  const files = readdirSync(folder()).filter((file) => file.endsWith(".json"));
  const cells = files.map((file) => JSON.parse(readFileSync(path.join(folder(), file), "utf8")) as Kept);
  write(path.join(results(), "faults.md"), table(cells));
}

const HEAD = `# Faults

What a person sees for each fault: of every endpoint that the page calls, and of the browser on every page. Each cell is
as it was on the page; a cell that cannot occur says why. \`tests/e2e/faults-*.spec.ts\` walk through all of them: nothing
crashes, what is typed stays, no write is sent twice by itself, and there is a way on.

    cargo xtask test e2e -- e2e/faults
    cp target/skillscope/e2e/faults.md tests/e2e/FAULTS.md
`;

function table(cells: Kept[]): string {
  const sees = (row: string, fault: string) => cells.find((cell) => cell.row === row && cell.fault === fault)?.sees ?? "";
  const legend = FAULTS.map((fault) => `- \`${fault}\`: ${MEANING[fault]}`);
  const rows = ROWS.map(([row, faults]) =>
    [
      `\n## ${row}\n`,
      "| Fault | What the person sees |",
      "| --- | --- |",
      ...faults.map((fault) => `| ${fault} | ${sees(row, fault).replace(/\s+/g, " ").replaceAll("|", "\\|")} |`),
    ].join("\n"),
  );
  const counted = ROWS.reduce((sum, [, faults]) => sum + faults.length, 0);
  return `${HEAD}\n${ROWS.length} rows, ${counted} cells. The faults of an answer:\n\n${legend.join("\n")}\n${rows.join("\n")}\n`;
}

/** The rows of a table with their cells, as it stands in a file. */
export function read(text: string): Map<string, Map<string, string>> {
  const rows = new Map<string, Map<string, string>>();
  for (const part of text.split("\n## ").slice(1)) {
    const [name, ...lines] = part.split("\n");
    const cells = lines.filter((line) => line.startsWith("| ") && !line.startsWith("| ---") && !line.startsWith("| Fault "));
    rows.set(name, new Map(cells.map((line) => line.slice(2, -2).split(" | ", 2)).map(([fault, sees]) => [fault, sees ?? ""])));
  }
  return rows;
}
