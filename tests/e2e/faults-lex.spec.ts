// Analytics of a Lex bot, and the keys for it, × every fault of an answer. Names of the service's own errors are in
// lex-faults.spec.ts; keys that run out are in lex-access.spec.ts.

import { walk, type Sees } from "./faults-page";
import { PATH, loaded, open, results, run } from "./lex-page";
import { test } from "./metrics-page";

test.use({ variant: "faults" });
test.describe.configure({ timeout: 240_000 });

test("analytics of a Lex bot", async ({ page, stack }) => {
  await open(page);
  await loaded(page);
  await walk(page, stack, {
    name: "POST /bots/{botId}/analytics/sessionmetrics",
    rule: { pathContains: PATH },
    provoke: run,
    good: results,
    wayOn: (page) => page.getByRole("button", { name: "Run query" }),
    sees: {
      "404": { says: /This bot was not found/, id: true },
      // AWS has no 401: what may not be done is 403, and so is a bot that is not there.
      "401-no-access": { says: /lex:ListSessionMetrics is not allowed \(403\)/, id: true },
    },
  });
});

const REFUSED = { says: /The sign-in was not taken in exchange for keys/, id: true };
const NO_KEYS = { says: /There are no keys for this sign-in/, id: true };
/** These services say with 400 that there were too many requests. */
const SLOWER = { says: /Amazon asked us to slow down/, id: true };
const KEYS: Sees = {
  "401-no-access": REFUSED,
  "403": REFUSED,
  "404": NO_KEYS,
  "409": NO_KEYS,
  "429": SLOWER,
  "429-retry-after=1": SLOWER,
};

test("an identity for a sign-in", async ({ page, stack }) => {
  await open(page);
  await loaded(page);
  await walk(page, stack, {
    name: "Cognito GetId",
    rule: { method: "POST", bodyContains: '"IdentityPoolId"' },
    good: results,
    sees: KEYS,
  });
});

test("keys for an identity", async ({ page, stack }) => {
  await open(page);
  await loaded(page);
  await walk(page, stack, {
    name: "Cognito GetCredentialsForIdentity",
    rule: { method: "POST", bodyContains: '"IdentityId"' },
    good: results,
    sees: KEYS,
  });
});

test.describe("with a role instead of a pool", () => {
  test.use({ variant: "faults-sts" });

  test("keys for a role", async ({ page, stack }) => {
    await open(page);
    await loaded(page);
    await walk(page, stack, {
      name: "STS AssumeRoleWithWebIdentity",
      rule: { method: "POST", bodyContains: "AssumeRoleWithWebIdentity" },
      good: results,
      sees: {
        ...KEYS,
        "unknown-enums": { never: "The answer has no value of a closed set." },
        "null-fields": { never: "The answer is XML, which has no null: an element without text is the fault before." },
      },
    });
  });
});
