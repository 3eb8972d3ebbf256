// Amazon's own client, ask-smapi-sdk, against the sandbox server at SANDBOX_URL: every operation that the sandbox has.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { base, client, control, refusal } from "./sandbox.mjs";

const cityTrips = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111";
const morningMinute = "amzn1.ask.skill.33333333-3333-4333-8333-333333333333";

// Get metrics by the names of its parameters; the client takes them by place.
const week = {
  skillId: cityTrips,
  startTime: "2025-03-10T00:00:00Z",
  endTime: "2025-03-17T00:00:00Z",
  period: "P1D",
  metric: "totalUtterances",
  stage: "live",
  skillType: "custom",
};
const places = ["skillId", "startTime", "endTime", "period", "metric", "stage", "skillType", "intent", "locale", "maxResults", "nextToken"];
const metrics = (changes = {}, token) =>
  client(token).getSkillMetricsV1(...places.map((place) => ({ ...week, ...changes })[place]));

// A 400 whose every violation names a parameter.
const invalid = (...names) => (error) => {
  refusal(400)(error);
  const words = error.response.violations.map((violation) => violation.message.split(" "));
  assert.deepEqual(words.map((message) => message.find((word) => places.includes(word))).sort(), names.sort());
  return true;
};

before(() => assert.ok(base, "SANDBOX_URL names the sandbox server"));
beforeEach(async () => {
  await control("reset");
  await control("knobs", { ratePerS: 10000, burst: 10000 });
});
after(() => control("reset"));

describe("vendors and skills", () => {
  test("the vendor list is read", async () => {
    const { vendors } = await client().getVendorListV1();
    assert.deepEqual(vendors.map((vendor) => vendor.id), ["M1SANDBOX"]);
    assert.ok(vendors[0].name && vendors[0].roles.length);
  });

  test("the skills are read page by page", async () => {
    const whole = await client().listSkillsForVendorV1("M1SANDBOX");
    assert.equal(whole.skills.length, 8);
    assert.equal(whole.isTruncated, false);
    const rows = [];
    let page;
    do {
      page = await client().listSkillsForVendorV1("M1SANDBOX", page?.nextToken, 3);
      rows.push(...page.skills);
      assert.equal(page.isTruncated, Boolean(page.nextToken));
    } while (page.nextToken);
    assert.deepEqual(rows, whole.skills);
    assert.deepEqual(Object.keys(rows[0]).sort(), [
      "apis", "asin", "lastUpdated", "nameByLocale", "publicationStatus", "skillId", "stage",
    ]);
  });

  test("skills are read by id", async () => {
    const { skills } = await client().listSkillsForVendorV1("M1SANDBOX", undefined, undefined, [cityTrips, morningMinute]);
    assert.deepEqual(new Set(skills.map((skill) => skill.skillId)), new Set([cityTrips, morningMinute]));
  });

  test("refusals of the lists are read", async () => {
    await assert.rejects(client().listSkillsForVendorV1("M1SANDBOX", undefined, 51), refusal(400));
    await assert.rejects(client().listSkillsForVendorV1("M1SANDBOX", "forged"), refusal(400));
    await assert.rejects(client().listSkillsForVendorV1("M2OTHER"), refusal(401));
    await assert.rejects(client("Atza|nobodys").getVendorListV1(), refusal(401));
  });
});

describe("metrics", () => {
  test("a week by the day has seven values under the metric's name", async () => {
    const answer = await metrics();
    assert.equal(answer.metric, "totalUtterances");
    assert.equal(answer.timestamps.length, 7);
    assert.equal(answer.timestamps[0], "2025-03-10T00:00:00Z");
    assert.equal(answer.values.length, 7);
    assert.equal(answer.nextToken, undefined);
  });

  test("every period, stage and metric of the document is answered", async () => {
    for (const period of ["SINGLE", "PT15M", "PT1H", "P1D"]) assert.ok((await metrics({ period })).values.length);
    for (const stage of ["live", "development"]) assert.ok((await metrics({ stage })).values.length);
    const byType = {
      custom: [cityTrips, [
        "uniqueCustomers", "totalEnablements", "totalUtterances", "successfulUtterances", "failedUtterances",
        "totalSessions", "successfulSessions", "incompleteSessions", "userEndedSessions", "skillEndedSessions",
      ]],
      smartHome: ["amzn1.ask.skill.22222222-2222-4222-8222-222222222222", ["uniqueCustomers", "totalEnablements", "totalUtterances"]],
      flashBriefing: [morningMinute, ["uniqueCustomers", "totalEnablements", "totalSessions"]],
    };
    for (const [skillType, [skillId, names]] of Object.entries(byType)) {
      for (const metric of names) assert.equal((await metrics({ skillId, skillType, metric })).metric, metric);
    }
  });

  test("every optional parameter is sent and understood", async () => {
    const sum = async (changes) => (await metrics({ period: "SINGLE", ...changes })).values[0];
    const [all, locale, intent] = [await sum({}), await sum({ locale: "de-DE" }), await sum({ intent: "AMAZON.HelpIntent" })];
    assert.ok(0 < locale && locale < all && 0 < intent && intent < all);
    const whole = await metrics({ period: "PT15M" });
    const times = [];
    let page;
    do {
      page = await metrics({ period: "PT15M", maxResults: 50, nextToken: page?.nextToken });
      assert.ok(page.values.length <= 50);
      times.push(...page.timestamps);
    } while (page.nextToken);
    assert.deepEqual(times, whole.timestamps);
  });

  test("every mistake is refused by the parameter's name", async () => {
    await assert.rejects(metrics({ startTime: "yesterday" }), invalid("startTime"));
    await assert.rejects(metrics({ endTime: "2025-03-09T00:00:00Z" }), invalid("endTime"));
    await assert.rejects(metrics({ endTime: "2025-03-18T00:00:00Z" }), invalid("endTime"));
    await assert.rejects(metrics({ startTime: "9000-01-01T00:00:00Z", endTime: "9000-01-02T00:00:00Z" }), invalid("startTime"));
    await assert.rejects(metrics({ period: "PT5M" }), invalid("period"));
    await assert.rejects(metrics({ metric: "retention" }), invalid("metric"));
    await assert.rejects(metrics({ stage: "certified" }), invalid("stage"));
    await assert.rejects(metrics({ skillType: "smartHome" }), invalid("skillType"));
    await assert.rejects(metrics({ skillId: morningMinute, skillType: "flashBriefing" }), invalid("metric"));
    await assert.rejects(metrics({ maxResults: 0 }), invalid("maxResults"));
    await assert.rejects(metrics({ maxResults: 100001 }), invalid("maxResults"));
    await assert.rejects(metrics({ nextToken: "forged" }), invalid("nextToken"));
    await control("knobs", { maxResultsCap: 50 });
    await assert.rejects(metrics({ maxResults: 51 }), invalid("maxResults"));
  });

  test("every refusal of the document is read with its message and request id", async () => {
    await assert.rejects(metrics({}, "Atza|nobodys"), refusal(401));
    await assert.rejects(metrics({}, "Atza|sandbox-robin"), refusal(401));
    await assert.rejects(metrics({ skillId: "amzn1.ask.skill.001" }), refusal(404));
    for (const status of [401, 403, 404, 429, 500, 503]) {
      await control("knobs", { faults: [{ fault: String(status), pathContains: "/metrics", times: 1 }] });
      await assert.rejects(metrics(), refusal(status));
      assert.ok((await metrics()).values.length, "the fault is over");
    }
  });

  test("more requests than the limit are refused with 429", async () => {
    await control("knobs", { ratePerS: 0.001, burst: 3 });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => metrics()));
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    assert.equal(refused.length, 2);
    for (const { reason } of refused) refusal(429)(reason);
  });
});
