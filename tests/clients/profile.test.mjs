// Amazon's own client, ask-smapi-sdk, against the sandbox server at SANDBOX_URL: the utterance profiler and the
// interaction model.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import sdk from "ask-smapi-sdk";
import { base, client, control, refusal } from "./sandbox.mjs";

const cityTrips = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111";
const hearthLights = "amzn1.ask.skill.22222222-2222-4222-8222-222222222222";

// Profiles an utterance; with a token it answers in a dialog.
const profile = (utterance, multiTurnToken, { skillId = cityTrips, stage = "development", locale = "en-US", token } = {}) =>
  client(token).profileNluV1({ utterance, multiTurnToken }, skillId, stage, locale);

// A 400 whose every violation begins with the name of a field.
const invalid = (...names) => (error) => {
  refusal(400)(error);
  assert.deepEqual(error.response.violations.map((violation) => violation.message.split(" ")[0]), names);
  return true;
};

before(() => assert.ok(base, "SANDBOX_URL names the sandbox server"));
beforeEach(async () => {
  await control("reset");
  await control("knobs", { ratePerS: 1e6, burst: 1e6 });
});
after(() => control("reset"));

describe("the utterance profiler", () => {
  test("an utterance is profiled, and a booking is carried on to its end by the token", async () => {
    const found = await profile("i want to travel from seattle");
    assert.equal(found.sessionEnded, false);
    assert.equal(found.selectedIntent.name, "FindTripIntent");
    const [resolution] = found.selectedIntent.slots.DepartingCity.resolutions.resolutionsPerAuthority;
    assert.equal(resolution.status.code, "ER_SUCCESS_MATCH");
    assert.deepEqual(resolution.values, [{ name: "Seattle", id: "sea" }]);
    assert.ok(found.consideredIntents.some((intent) => intent.name === "BookTripIntent"));
    assert.equal(found.multiTurn, undefined);

    let answer = await profile("book a trip from seattle");
    for (const [type, targetSlot, reply] of [
      ["Dialog.ConfirmSlot", "DepartingCity", "no, from tacoma"],
      ["Dialog.ConfirmSlot", "DepartingCity", "yes"],
      ["Dialog.ElicitSlot", "ArrivingCity", "portland"],
      ["Dialog.ElicitSlot", "TravelDate", "tomorrow"],
      ["Dialog.ConfirmIntent", undefined, "yes"],
    ]) {
      const { dialogAct, prompt, token } = answer.multiTurn;
      assert.deepEqual([dialogAct.type, dialogAct.targetSlot], [type, targetSlot]);
      assert.ok(prompt.length > 10);
      answer = await profile(reply, token);
    }
    assert.equal(answer.multiTurn, undefined);
    assert.equal(answer.selectedIntent.confirmationStatus, "CONFIRMED");
    assert.equal(answer.selectedIntent.slots.DepartingCity.value, "tacoma");
  });

  test("german and japanese are understood, and only leaving ends the session", async () => {
    assert.equal((await profile("wie ist das Wetter in Köln", undefined, { locale: "de-DE" })).selectedIntent.name, "WeatherIntent");
    assert.equal((await profile("東京の天気を教えて", undefined, { locale: "ja-JP" })).selectedIntent.name, "WeatherIntent");
    assert.equal((await profile("stop")).sessionEnded, true);
    assert.equal((await profile("help", undefined, { stage: "live" })).sessionEnded, false);
  });

  test("what is wrong with a request is refused", async () => {
    const tooLong = (error) => {
      refusal(400)(error);
      assert.equal(error.response.code, "INVALID_STRING_LENGTH");
      return true;
    };
    await assert.rejects(profile(""), tooLong);
    await assert.rejects(profile("x".repeat(256)), tooLong);
    await assert.rejects(profile("seattle", "forged"), invalid("multiTurnToken"));
    await assert.rejects(profile("help", undefined, { locale: "fr-FR" }), invalid("locale"));
    await assert.rejects(profile("help", undefined, { stage: "certified" }), invalid("stage"));
    await assert.rejects(profile("help", undefined, { skillId: hearthLights }), refusal(403));
  });

  test("every refusal of the profiler is read with its message and request id", async () => {
    await assert.rejects(profile("help", undefined, { token: "Atza|nobodys" }), refusal(401));
    await assert.rejects(profile("help", undefined, { token: "Atza|sandbox-robin" }), refusal(401));
    await assert.rejects(profile("help", undefined, { skillId: "amzn1.ask.skill.001" }), refusal(404));
    for (const status of [400, 401, 403, 404, 409, 429, 500, 503]) {
      await control("knobs", { faults: [{ fault: String(status), pathContains: "/profileNlu", times: 1 }] });
      await assert.rejects(profile("help"), refusal(status));
      assert.equal((await profile("help")).selectedIntent.name, "AMAZON.HelpIntent", "the fault is over");
    }
  });
});

describe("the interaction model", () => {
  test("intents, slot types, dialog and prompts are read, with a tag", async () => {
    const answer = await client().callGetInteractionModelV1(cityTrips, "live", "en-GB");
    const { languageModel, dialog, prompts } = answer.body.interactionModel;
    assert.equal(languageModel.invocationName, "city trips");
    assert.ok(languageModel.intents.some((intent) => intent.name === "AMAZON.FallbackIntent"));
    assert.deepEqual(languageModel.types.map((type) => type.name).sort(), ["City", "InfoTopic", "SightKind", "TravelClass", "TravelMode"]);
    const [booking] = dialog.intents;
    for (const slot of booking.slots.filter((slot) => slot.elicitationRequired)) {
      assert.ok(prompts.some((prompt) => prompt.id === slot.prompts.elicitation), slot.name);
    }
    assert.match(sdk.getValueFromHeader(answer.headers, "etag")[0], /^"[0-9a-f]+"$/);
    await assert.rejects(client().getInteractionModelV1(cityTrips, "live", "fr-FR"), refusal(404));
  });
});
