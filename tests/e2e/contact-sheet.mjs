// Lays our screens beside the design's, state by state:
//   node tests/e2e/contact-sheet.mjs APP_URL OUT_FOLDER [DESIGN_SHOTS [ONLY]]
//
// APP_URL is what `cargo xtask serve` prints. For each width and theme one PNG is written, with the design's picture
// left (where DESIGN_SHOTS has one) and ours right. ONLY is a part of the names of the states that are wanted. It judges
// nothing: somebody looks at it.
import { chromium } from "@playwright/test";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [appUrl, out, design = "../shared/design/shots", only = ""] = process.argv.slice(2);
if (!appUrl || !out) throw new Error("usage: contact-sheet.mjs APP_URL OUT_FOLDER [DESIGN_SHOTS]");
mkdirSync(out, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

const settled = (page) => page.waitForFunction(() => document.querySelector(".kpi") && !document.querySelector(".kpi__wait"));
const fresh = async (page) => {
  await page.goto(appUrl);
  await page.getByRole("button", { name: "Explore with demo data" }).click();
  await settled(page);
};

const list = async (page) => {
  await fresh(page);
  await page.getByRole("link", { name: "Experiments" }).first().click();
  await page.getByRole("link", { name: "Shorter welcome message", exact: true }).first().waitFor();
};
const experiment = async (page) => {
  await list(page);
  await page.getByRole("link", { name: "Shorter welcome message", exact: true }).first().click();
  await page.getByText("Suggested next step").waitFor();
};

const open = async (page, name) => {
  await fresh(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
};
const say = async (page, text) => {
  const before = await page.locator(".bubble--me").count();
  await page.getByRole("textbox", { name: "What to say" }).fill(text);
  await page.getByRole("textbox", { name: "What to say" }).press("Enter");
  await page.locator(".bubble--me").nth(before).waitFor();
  await page.getByRole("log", { name: "Turns" }).getByRole("button", { name: "Cancel" }).waitFor({ state: "detached" });
};
const SUITE = readFileSync(new URL("../suite/city-trips.csv", import.meta.url), "utf8").split("\n").slice(0, 60).join("\n");

// Each state: the design's picture, and how to get there.
const states = [
  { name: "Sign-in", shot: "sign-in", go: async (page) => void (await page.goto(appUrl)) , ready: (page) => page.getByRole("button", { name: "Explore with demo data" }).waitFor() },
  { name: "Connection settings", shot: "sign-in-settings", go: async (page) => { await page.goto(appUrl); await page.getByText("Connection settings", { exact: true }).first().click(); } },
  { name: "Metrics", shot: "metrics", go: fresh },
  { name: "Export menu", shot: "metrics-export-menu", view: true, go: async (page) => { await fresh(page); await page.getByText("Export", { exact: true }).click(); } },
  { name: "Choosing dates", view: true, go: async (page) => { await fresh(page); await page.locator("summary", { hasText: "Last 28 days" }).click(); } },
  { name: "Table", go: async (page) => { await fresh(page); await page.getByText("Table", { exact: true }).click(); } },
  { name: "Loading a long range", view: true, go: async (page) => { await fresh(page); await page.goto(`${new URL("/metrics?v=1&range=52w&period=PT15M", appUrl)}`); await page.getByRole("progressbar").waitFor(); } },
  { name: "No traffic", go: async (page) => { await fresh(page); await page.goto(`${new URL("/metrics?v=1&skill=amzn1.ask.skill.44444444-4444-4444-8444-444444444444", appUrl)}`); await page.getByText("No traffic in this range").waitFor(); } },
  { name: "Refused (404)", go: async (page) => { await fresh(page); await page.goto(`${new URL("/metrics?v=1&skill=amzn1.ask.skill.99999999-9999-4999-8999-999999999999", appUrl)}`); await page.getByText("This skill was not found (404)").waitFor(); } },
  { name: "Experiments", shot: "experiments", go: async (page) => { await list(page); await page.getByText(/Details of all/).waitFor(); await page.getByText("T1 is likely better").first().waitFor(); } },
  { name: "New experiment", shot: "experiment-new", go: async (page) => { await list(page); await page.getByRole("link", { name: "New experiment" }).click(); await page.getByRole("button", { name: "Create draft" }).waitFor(); } },
  { name: "An experiment", shot: "experiment", go: experiment },
  { name: "Stopping it", shot: "experiment-stop-dialog", view: true, go: async (page) => { await experiment(page); await page.getByRole("button", { name: "Stop experiment…" }).click(); } },
  { name: "Simulator", shot: "simulator", go: async (page) => { await open(page, "Simulator"); for (const text of ["open city trips", "book a trip from seattle", "to portland", "next friday"]) await say(page, text); } },
  { name: "Simulator: scripts", go: async (page) => { await open(page, "Simulator"); await page.getByText("Scripts", { exact: true }).first().click(); } },
  { name: "Simulator: C beside T1", go: async (page) => { await open(page, "Simulator"); await page.getByText("Compare C and T1", { exact: true }).first().click(); } },
  { name: "Profiler", shot: "profiler", go: async (page) => { await open(page, "Profiler"); await page.getByLabel("Utterance", { exact: true }).fill("book a trip from seattle"); await page.getByRole("button", { name: "Profile", exact: true }).click(); await page.getByRole("group", { name: "The dialog continues" }).waitFor(); } },
  { name: "Profiler: a suite", shot: "profiler", go: async (page) => { await open(page, "Profiler"); await page.getByLabel("Name", { exact: true }).fill("City trips"); await page.locator("#suite-rows").fill(SUITE); await page.getByRole("button", { name: "Keep suite" }).click(); await page.getByRole("region", { name: "Utterance suite", exact: true }).getByRole("button", { name: /^Run/ }).click(); await page.getByRole("region", { name: "Confusion matrix" }).first().waitFor({ timeout: 60_000 }); await page.getByRole("region", { name: /^(Running|Not finished)$/ }).waitFor({ state: "detached", timeout: 90_000 }); } },
  { name: "Lex", shot: "lex", go: async (page) => { await open(page, "Lex"); await page.getByRole("table").first().waitFor({ timeout: 60_000 }); } },
  { name: "Settings", go: async (page) => { await fresh(page); await page.goto(`${new URL("/settings", appUrl)}`); await page.getByRole("heading", { name: "Settings" }).waitFor(); } },
];

for (const width of [1440, 390]) {
  for (const theme of ["light", "dark"]) {
    const rows = [];
    for (const state of states.filter((state) => state.name.includes(only))) {
      const context = await browser.newContext({ viewport: { width, height: width === 390 ? 844 : 1000 }, colorScheme: theme, reducedMotion: "reduce" });
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      await state.go(page);
      await state.ready?.(page);
      const ours = (await page.screenshot({ fullPage: !state.view })).toString("base64");
      await context.close();
      const file = state.shot && join(design, `${state.shot}-${theme}-${width}.png`);
      rows.push({ name: state.name, ours, theirs: file && existsSync(file) ? readFileSync(file).toString("base64") : null });
    }
    const cell = (data, title) => (data ? `<figure><figcaption>${title}</figcaption><img src="data:image/png;base64,${data}"></figure>` : "<figure></figure>");
    const sheet = await browser.newPage({ viewport: { width: width === 390 ? 900 : 1640, height: 900 } });
    await sheet.setContent(
      `<style>body{margin:16px;font:14px sans-serif;background:#fff;color:#111}section{display:grid;grid-template-columns:1fr 1fr;gap:16px;margin-bottom:24px}figure{margin:0}img{width:100%;border:1px solid #999}h2{grid-column:1/-1;margin:0}</style>` +
        rows.map((r) => `<section><h2>${r.name}</h2>${cell(r.theirs, "design")}${cell(r.ours, "ours")}</section>`).join(""),
    );
    await sheet.screenshot({ path: join(out, `contact-sheet-${theme}-${width}.png`), fullPage: true });
    await sheet.close();
    console.log(`contact-sheet-${theme}-${width}.png`);
  }
}
await browser.close();
