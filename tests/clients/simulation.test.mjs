// Amazon's own client, ask-smapi-sdk, against the sandbox server at SANDBOX_URL: simulations and enablement.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import sdk from "ask-smapi-sdk";
import { base, client, control, refusal } from "./sandbox.mjs";

const cityTrips = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111";
const hearthLights = "amzn1.ask.skill.22222222-2222-4222-8222-222222222222";
const dayPlanner = "amzn1.ask.skill.44444444-4444-4444-8444-444444444444";

const body = (content, changes = {}) => ({
  session: { mode: "DEFAULT" },
  input: { content },
  device: { locale: "en-US" },
  ...changes,
});

// Simulates, and polls until the simulation has ended; the sandbox's clock moves on instead of the test waiting.
async function say(content, { skillId = cityTrips, stage = "development", ...changes } = {}) {
  let simulation = await client().simulateSkillV2(skillId, stage, body(content, changes));
  assert.equal(simulation.status, "IN_PROGRESS");
  for (let polls = 0; simulation.status === "IN_PROGRESS"; polls += 1) {
    assert.ok(polls < 5, "it ends within three seconds");
    await control("clock", { advanceSeconds: 1 });
    simulation = await client().getSkillSimulationV2(skillId, stage, simulation.id);
  }
  return simulation;
}

const captions = ({ result }) => result.alexaExecutionInfo.alexaResponses.map((response) => response.content.caption);

before(() => assert.ok(base, "SANDBOX_URL names the sandbox server"));
beforeEach(async () => {
  await control("reset");
  await control("knobs", { ratePerS: 10000, burst: 10000 });
});
after(() => control("reset"));

describe("simulations", () => {
  test("a trip is booked turn by turn: simulated, polled, and read", async () => {
    const launch = await say("open city trips", { session: { mode: "FORCE_NEW_SESSION" } });
    assert.equal(launch.status, "SUCCESSFUL");
    assert.equal(launch.result.alexaExecutionInfo.consideredIntents[0].name, "<LaunchRequest>");
    const turns = ["book a trip", "seattle", "yes", "portland", "next friday"];
    for (const turn of turns) {
      const { result } = await say(turn);
      assert.equal(result.alexaExecutionInfo.consideredIntents[0].name, "BookTripIntent", turn);
      assert.equal(result.skillExecutionInfo.invocations.length, 1);
    }
    const done = await say("yes");
    const [first, second] = done.result.skillExecutionInfo.invocations;
    assert.equal(first.invocationResponse.body.response.directives[0].type, "Dialog.Delegate");
    assert.equal(second.invocationRequest.body.request.dialogState, "COMPLETED");
    assert.ok(second.metrics.skillExecutionTimeInMilliseconds > 0);
    assert.match(captions(done).join(" "), /Seattle to Portland is booked/);
    const { slots } = done.result.alexaExecutionInfo.consideredIntents[0];
    assert.equal(slots.DepartingCity.resolutions.resolutionsPerAuthority[0].status.code, "ER_SUCCESS_MATCH");
  });

  test("the answer to simulate has the path of the result in its Location", async () => {
    const answer = await client().callSimulateSkillV2(cityTrips, "live", body("open city trips"));
    assert.equal(answer.statusCode, 200);
    const [location] = sdk.getValueFromHeader(answer.headers, "location");
    assert.equal(location, `/v2/skills/${cityTrips}/stages/live/simulations/${answer.body.id}`);
  });

  test("a simulation that fails says why, and one may end without the skill", async () => {
    const failed = await say("open city trips", { device: { locale: "fr-FR" } });
    assert.equal(failed.status, "FAILED");
    assert.match(failed.result.error.message, /fr-FR/);
    const silent = await say("ask city trips for silence");
    assert.deepEqual(silent.result.skillExecutionInfo.invocations, []);
  });

  test("every refusal of the document is read with its message and request id", async () => {
    const simulate = (skillId, content = "open city trips", token, changes) =>
      client(token).simulateSkillV2(skillId, "live", body(content, changes));
    await assert.rejects(simulate(cityTrips, "x".repeat(256)), (error) => {
      refusal(400)(error);
      assert.equal(error.response.code, "INVALID_STRING_LENGTH");
      return true;
    });
    await assert.rejects(simulate(cityTrips, "hello", undefined, { device: { locale: "xx-XX" } }), (error) => {
      refusal(400)(error);
      assert.match(error.response.violations[0].message, /^device\.locale /);
      return true;
    });
    await assert.rejects(simulate(cityTrips, "hello", "Atza|sandbox-robin"), refusal(401));
    await assert.rejects(simulate(hearthLights), refusal(403));
    await assert.rejects(simulate(dayPlanner), refusal(403));
    await assert.rejects(simulate("amzn1.ask.skill.001"), refusal(404));
    await assert.rejects(client().getSkillSimulationV2(cityTrips, "live", "none"), refusal(404));
    await simulate(cityTrips);
    await assert.rejects(simulate(cityTrips), refusal(409));
    for (const status of [401, 403, 404, 429, 500, 503]) {
      await control("knobs", { faults: [{ fault: String(status), pathContains: "/simulations", times: 2 }] });
      await assert.rejects(simulate(cityTrips), refusal(status));
      await assert.rejects(client().getSkillSimulationV2(cityTrips, "live", "none"), refusal(status));
    }
  });
});

describe("enablement", () => {
  test("enablement is read, set and taken back", async () => {
    const status = async (call) => (await call).statusCode;
    const of = [dayPlanner, "development"];
    assert.equal(await status(client().callGetSkillEnablementStatusV1(cityTrips, "live")), 204);
    await assert.rejects(client().getSkillEnablementStatusV1(...of), refusal(404));
    assert.equal(await status(client().callSetSkillEnablementV1(...of)), 204);
    assert.equal(await status(client().callGetSkillEnablementStatusV1(...of)), 204);
    const opened = await say("open day planner", { skillId: dayPlanner });
    assert.match(captions(opened)[0], /^Welcome to Day Planner/);
    assert.equal(await status(client().callDeleteSkillEnablementV1(...of)), 204);
    await assert.rejects(client().getSkillEnablementStatusV1(...of), refusal(404));
  });
});
