// Amazon's own client, ask-smapi-sdk from npm, against the sandbox server: every operation that exists so far.
// `cargo xtask test clients` starts the server and names it in SANDBOX_URL.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import smapi from "ask-smapi-sdk";
import model from "ask-smapi-model";

const sandbox = process.env.SANDBOX_URL;
assert.ok(sandbox, "run `cargo xtask test clients`");

const CITY_TRIPS = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111";
const HEARTH_LIGHTS = "amzn1.ask.skill.22222222-2222-4222-8222-222222222222";
const NO_TRAFFIC = "amzn1.ask.skill.44444444-4444-4444-8444-444444444444";

function clientWith(accessToken) {
  return new smapi.CustomSmapiClientBuilder()
    .withApiEndpoint(sandbox)
    .withApiClient(new model.runtime.DefaultApiClient())
    .withAccessTokenConfig({ clientId: "unused", clientSecret: "unused", accessToken })
    .client();
}

const client = clientWith("Atza|sandbox");

/** Midnight UTC some days before the sandbox's today. */
function day(daysAgo) {
  const midnight = new Date();
  midnight.setUTCHours(0, 0, 0, 0);
  return new Date(midnight.getTime() - daysAgo * 86_400_000).toISOString().replace(".000", "");
}

function metrics({ skill = CITY_TRIPS, from = 8, to = 1, period = "P1D", metric = "uniqueCustomers", type = "custom", rest = [] }) {
  return client.getSkillMetricsV1(skill, day(from), day(to), period, metric, "live", type, ...rest);
}

async function refusal(promise) {
  const error = await promise.then(
    () => assert.fail("the call was answered"),
    (refused) => refused,
  );
  return { status: error.statusCode, body: error.response };
}

beforeEach(async () => {
  const reset = await fetch(`${sandbox}/_sandbox/reset`, { method: "POST" });
  assert.ok(reset.ok);
});

test("the vendors of the account are read", async () => {
  const { vendors } = await client.getVendorListV1();
  assert.deepEqual(vendors.map((vendor) => vendor.id), ["M1SANDBOX"]);
  assert.ok(vendors[0].name && vendors[0].roles.length > 0);
});

test("the skills of the vendor are read, page by page", async () => {
  const seen = [];
  let nextToken;
  do {
    const page = await client.listSkillsForVendorV1("M1SANDBOX", nextToken, 3);
    assert.ok(page.skills.length <= 3);
    seen.push(...page.skills);
    nextToken = page.isTruncated ? page.nextToken : undefined;
  } while (nextToken);
  assert.equal(new Set(seen.map((skill) => skill.skillId)).size, 4);
  const trips = seen.find((skill) => skill.skillId === CITY_TRIPS && skill.stage === "live");
  assert.equal(trips.apis[0], "custom");
  assert.ok(Object.values(trips.nameByLocale).includes("City Trips"));
  assert.ok(!Number.isNaN(new Date(trips.lastUpdated).getTime()));
});

test("skills can be asked for by id", async () => {
  const { skills } = await client.listSkillsForVendorV1("M1SANDBOX", undefined, undefined, [CITY_TRIPS, HEARTH_LIGHTS]);
  assert.deepEqual(new Set(skills.map((skill) => skill.skillId)), new Set([CITY_TRIPS, HEARTH_LIGHTS]));
});

test("a week of days is read, with its timestamps", async () => {
  const answer = await metrics({ metric: "totalSessions" });
  assert.equal(answer.metric, "totalSessions");
  assert.equal(answer.timestamps.length, answer.values.length);
  assert.ok(answer.values.length >= 6 && answer.values.every((value) => value > 0));
  const first = new Date(answer.timestamps[0]).getTime();
  assert.ok(first >= new Date(day(8)).getTime() && first < new Date(day(1)).getTime());
});

test("every period, and the filters by intent and locale, are understood", async () => {
  const all = await metrics({ metric: "totalUtterances", from: 2, to: 1 });
  for (const period of ["SINGLE", "PT15M", "PT1H", "P1D"]) {
    const { values } = await metrics({ metric: "totalUtterances", from: 2, to: 1, period });
    assert.ok(values.length > 0, period);
  }
  const german = await metrics({ metric: "totalUtterances", from: 2, to: 1, rest: [undefined, "de-DE"] });
  assert.ok(german.values[0] < all.values[0]);
});

test("a long answer comes in pages that join without a gap", async () => {
  const whole = await metrics({ metric: "totalSessions", period: "PT1H", from: 3, to: 1 });
  const timestamps = [];
  let nextToken;
  do {
    const page = await metrics({
      metric: "totalSessions",
      period: "PT1H",
      from: 3,
      to: 1,
      rest: [undefined, undefined, 10, nextToken],
    });
    assert.ok(page.values.length <= 10);
    timestamps.push(...page.timestamps.map((time) => new Date(time).toISOString()));
    nextToken = page.nextToken;
  } while (nextToken);
  assert.deepEqual(
    timestamps,
    whole.timestamps.map((time) => new Date(time).toISOString()),
  );
});

test("a skill without traffic answers with nothing, not with an error", async () => {
  const { values } = await metrics({ skill: NO_TRAFFIC });
  assert.ok(values.every((value) => value === 0));
});

test("a metric that the skill type does not have is refused with 400", async () => {
  const { status, body } = await refusal(metrics({ skill: HEARTH_LIGHTS, metric: "totalSessions", type: "smartHome" }));
  assert.equal(status, 400);
  assert.ok(body.message);
});

test("more than a week is refused with 400, and an unknown skill with 404", async () => {
  assert.equal((await refusal(metrics({ from: 10 }))).status, 400);
  const unknown = metrics({ skill: "amzn1.ask.skill.99999999-9999-4999-8999-999999999999" });
  assert.equal((await refusal(unknown)).status, 404);
});

test("an unknown token is refused with 401", async () => {
  assert.equal((await refusal(clientWith("Atza|nobody").getVendorListV1())).status, 401);
});

test("a burst above the limit meets 429, and only then", async () => {
  const calls = await Promise.allSettled(Array.from({ length: 25 }, () => client.getVendorListV1()));
  const refused = calls.filter((call) => call.status === "rejected");
  assert.ok(calls.length - refused.length >= 10);
  assert.ok(refused.length > 0);
  assert.deepEqual([...new Set(refused.map((call) => call.reason.statusCode))], [429]);
});
