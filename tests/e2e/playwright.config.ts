import { defineConfig } from "@playwright/test";
import path from "node:path";

// `cargo xtask test e2e` starts the servers, names the browser and reads the report.
const results = process.env.SKILLSCOPE_RESULTS ?? "e2e-results";

export default defineConfig({
  testDir: ".",
  outputDir: path.join(results, "output"),
  fullyParallel: true,
  forbidOnly: true,
  workers: 2, // one for each stack of servers that xtask starts
  retries: 0,
  // As long as a machine under load may take; nothing is asserted about speed here.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: path.join(results, "report.json") }]],
  use: {
    browserName: "chromium",
    headless: true,
    viewport: { width: 1440, height: 900 },
    // Requests that a service worker makes are not those of the page, which specs look at; archive.spec.ts allows it.
    serviceWorkers: "block",
    locale: "en-GB",
    timezoneId: "UTC",
    // Traces slow every test: SKILLSCOPE_TRACE=1 keeps those of failures, to look into one.
    trace: process.env.SKILLSCOPE_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
