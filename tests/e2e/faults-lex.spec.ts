// Analytics of a Lex bot × every fault of an answer. Names of the service's own errors are in lex-faults.spec.ts; Cognito
// and STS, which answer at one path that no fault rule tells apart, are in lex-access.spec.ts.

import { walk } from "./faults-page";
import { PATH, loaded, open, results, run } from "./lex-page";
import { test } from "./metrics-page";

test.use({ variant: "faults" });
test.describe.configure({ timeout: 120_000 });

test("analytics of a Lex bot", async ({ page, stack }) => {
  await open(page);
  await loaded(page);
  await walk(page, stack, {
    name: "POST /bots/{botId}/analytics/…",
    rule: { pathContains: PATH },
    provoke: run,
    good: results,
    place: (page) => page.locator(".banner"),
    wayOn: (page) => page.getByRole("button", { name: "Run query" }),
  });
});
