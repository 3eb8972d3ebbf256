// Every read of the service × every fault of an answer. What is tried again by itself, and resumed, is in
// metrics-faults.spec.ts; refusals of writes are in experiment-form.spec.ts and experiment-whole.spec.ts.

import { address, advance, bring, dialog, heading, makeDraft, open as openExperiment, row, stateTag } from "./experiment-page";
import { expect } from "./fixture";
import { walk } from "./faults-page";
import { MORNING_MINUTE, open as openMetrics, signIn, test } from "./metrics-page";

test.use({ variant: "faults" });
test.describe.configure({ timeout: 240_000 });

const UNPINNED = { fine: "An answer without a group is read as no pin." };

const NO_GROUPS = { shows: /C is missing, so there is no result/ };

const ONE_WEEK = "from=2026-06-01&to=2026-06-07&compare=off";

test("list of vendors", async ({ page, stack }) => {
  await page.goto("/metrics");
  await signIn(page, "Atza|sandbox");
  await walk(page, stack, {
    name: "GET /v1/vendors",
    rule: { pathContains: "/v1/vendors" },
    address: () => "/metrics",
    good: (page) => page.getByRole("region", { name: "Key figures" }),
    sees: {
      "401-no-access": { never: "A 401 to this question is how the page knows that the sign-in ran out: sign-in.spec.ts." },
      "null-fields": { shows: /This account has no skills/ },
    },
  });
});

test("list of skills", async ({ page, stack }) => {
  await page.goto("/metrics");
  await signIn(page, "Atza|sandbox");
  await walk(page, stack, {
    name: "GET /v1/skills",
    rule: { queryContains: "vendorId=" },
    address: () => "/metrics",
    good: (page) => page.getByRole("region", { name: "Key figures" }),
    sees: { "null-fields": { shows: /This account has no skills/ } },
  });
});

test("metrics", async ({ page, stack }) => {
  let weeks = 0;
  await openMetrics(page, ONE_WEEK, MORNING_MINUTE);
  await walk(page, stack, {
    name: "GET /v1/skills/{skillId}/metrics",
    rule: { pathContains: "/metrics" },
    // Another week each time: what was read once is kept.
    address: () => {
      const day = (days: number) => new Date(Date.UTC(2026, 4, 4) - days * 86_400_000).toISOString().slice(0, 10);
      weeks += 1;
      return `/metrics?v=1&skill=${MORNING_MINUTE}&from=${day(7 * weeks)}&to=${day(7 * weeks - 6)}&compare=off`;
    },
    good: (page) => page.getByRole("region", { name: "Key figures" }),
  });
});

test("list of experiments", async ({ page, stack }) => {
  await openExperiment(page);
  await walk(page, stack, {
    name: "GET …/experiments",
    rule: { method: "GET", queryContains: "maxResults", pathContains: "/experiments" },
    good: (page) => row(page, "Shorter welcome message"),
    place: (page) => page.getByRole("main"),
    sees: { "null-fields": { shows: /No experiments yet/ } },
  });
});

test.describe("an experiment", () => {
  test("its settings", async ({ page, stack }) => {
    const id = await makeDraft(stack, "Walked through faults");
    await openExperiment(page, address(id));
    await walk(page, stack, {
      name: "GET …/experiments/{experimentId}",
      rule: { method: "GET", pathContains: `/experiments/${id}` },
      good: (page) => heading(page).filter({ hasText: "Walked through faults" }),
    });
  });

  test("its state, which is read before each change", async ({ page, stack }) => {
    const id = await makeDraft(stack, "Asked before");
    await openExperiment(page, address(id));
    await expect(stateTag(page)).toHaveText("CREATED");
    await walk(page, stack, {
      name: "GET …/state",
      rule: { method: "GET", pathContains: `${id}/state` },
      provoke: async (page) => {
        const close = page.getByRole("button", { name: "Close", exact: true });
        if (await close.first().isVisible()) await close.first().click();
        const exposure = page.getByLabel("New exposure in percent");
        // What went well is the exposure now; there has to be another to set.
        const other = (await page.getByText("Now 50%").isVisible()) ? "20" : "50";
        await exposure.fill(other);
        await page.getByRole("button", { name: `Set to ${other}%` }).click();
        await dialog(page).getByRole("button", { name: `Set to ${other}%` }).click();
        await expect(dialog(page)).toBeHidden({ timeout: 20_000 });
      },
      good: (page) => page.getByText(/^Exposure set from/).first(),
      wayOn: (page) => page.getByRole("button", { name: "Close", exact: true }),
      // In a state that no document has nothing is offered, and so nothing is sent.
      sees: { "unknown-enums": { says: /It is NEVER_SEEN now, which does not allow this\. Nothing was sent/ } },
    });
  });

  test("the own treatment", async ({ page, stack }) => {
    const id = await makeDraft(stack, "Own treatment");
    await openExperiment(page, address(id));
    await walk(page, stack, {
      name: "GET …/treatmentOverrides/~current",
      rule: { method: "GET", pathContains: `${id}/treatmentOverrides` },
      good: (page) => page.getByText("Your account is not pinned"),
      sees: { "missing-fields": UNPINNED, nulls: UNPINNED, "null-fields": UNPINNED },
    });
  });

  test("its snapshots", async ({ page, stack }) => {
    const id = await makeDraft(stack, "List of snapshots");
    await bring(stack, id, "RUNNING");
    await advance(stack, { advanceDays: 2 });
    await openExperiment(page, address(id));
    await walk(page, stack, {
      name: "GET …/metricSnapshots",
      // The data of the snapshots as well: where the list cannot be read, they are not asked for.
      rule: { method: "GET", pathContains: `${id}/metricSnapshots` },
      good: (page) => page.locator(".verdict__eyebrow"),
      sees: { "null-fields": { shows: /No snapshot yet/ } },
    });
  });

  test("a snapshot", async ({ page, stack }) => {
    const id = await makeDraft(stack, "One snapshot");
    await bring(stack, id, "RUNNING");
    await advance(stack, { advanceDays: 2 });
    await openExperiment(page, address(id));
    await walk(page, stack, {
      name: "GET …/metricSnapshots/{metricSnapshotId}",
      rule: { method: "GET", pathContains: `${id}/metricSnapshots/` },
      good: (page) => page.locator(".verdict__eyebrow"),
      sees: { "missing-fields": NO_GROUPS, nulls: NO_GROUPS, "null-fields": NO_GROUPS },
    });
  });
});
