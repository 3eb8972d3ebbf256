// Amazon's own client, ask-smapi-sdk, against the sandbox server at SANDBOX_URL: every operation on experiments through
// a lifecycle, and everything that each state refuses.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import sdk from "ask-smapi-sdk";
import { base, client, control, refusal } from "./sandbox.mjs";

const cityTrips = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111";
const hearthLights = "amzn1.ask.skill.22222222-2222-4222-8222-222222222222";
const dayPlanner = "amzn1.ask.skill.44444444-4444-4444-8444-444444444444";

// A 400 whose every violation begins with the path of a field.
const invalid = (...paths) => (error) => {
  refusal(400)(error);
  assert.deepEqual(error.response.violations.map((violation) => violation.message.split(" ")[0]).sort(), paths.sort());
  return true;
};

const settings = (changes = {}) => ({
  experiment: {
    name: "my_first_experiment",
    description: "experiment_1",
    type: "ENDPOINT_BASED",
    plannedDuration: "P4W",
    exposurePercentage: 20,
    metricConfigurations: [{ name: "Customer Friction", metricTypes: ["GUARDRAIL"], expectedChange: "INCREASE" }],
    ...changes,
  },
});

const location = (answer) => sdk.getValueFromHeader(answer.headers, "location")[0];

async function create(name, changes = {}) {
  const answer = await client().callCreateExperimentV1(cityTrips, settings({ name, ...changes }));
  assert.equal(answer.statusCode, 201);
  return location(answer).split("/").pop();
}

const stateOf = async (id) => (await client().getExperimentStateV1(cityTrips, id)).state;
const ask = (id, targetState, stoppedReason) =>
  client().callManageExperimentStateV1(cityTrips, id, { targetState, stoppedReason });

async function go(id, targetState) {
  assert.equal((await ask(id, targetState)).statusCode, 202);
  await control("clock", { advanceSeconds: 5 });
  assert.equal(await stateOf(id), targetState);
}

async function seeded(name) {
  const { experiments } = await client().listExperimentsV1(cityTrips);
  return experiments.find((experiment) => experiment.name === name).experimentId;
}

// Every write, each of which some state refuses.
const writes = {
  update: (id) => client().updateExperimentV1(cityTrips, id, { experiment: { description: "other words" } }),
  expose: (id) => client().updateExposureV1(cityTrips, id, { exposurePercentage: 90 }),
  pin: (id) => client().setCustomerTreatmentOverrideV1(cityTrips, id, { treatmentId: "C" }),
  enable: (id) => ask(id, "ENABLED"),
  start: (id) => ask(id, "RUNNING"),
  stop: (id) => ask(id, "STOPPED"),
  delete: (id) => client().deleteExperimentV1(cityTrips, id),
};

async function refused(id, ...names) {
  for (const name of names) await assert.rejects(writes[name](id), refusal(409), name);
}

before(() => assert.ok(base, "SANDBOX_URL names the sandbox server"));
beforeEach(async () => {
  await control("reset");
  await control("knobs", { ratePerS: 10000, burst: 10000 });
});
after(() => control("reset"));

describe("a lifecycle", () => {
  test("an experiment is created, changed, enabled, started, raised, read and stopped", async () => {
    const created = await client().callCreateExperimentV1(cityTrips, settings());
    assert.equal(created.statusCode, 201);
    assert.ok(location(created).startsWith(`/v1/skills/${cityTrips}/experiments/`));
    const id = location(created).split("/").pop();
    await refused(id, "stop");

    const { experiment } = await client().getExperimentV1(cityTrips, id);
    assert.deepEqual({ ...settings().experiment }, Object.fromEntries(
      Object.keys(settings().experiment).map((key) => [key, experiment[key]]),
    ));
    assert.equal(experiment.state, "CREATED");
    assert.ok(experiment.history.creationTime);

    const updated = await client().callUpdateExperimentV1(cityTrips, id, {
      experiment: { description: "better words", plannedDuration: "P3W", exposurePercentage: 5, metricConfigurations: experiment.metricConfigurations },
    });
    assert.equal(updated.statusCode, 204);
    assert.equal((await client().callUpdateExposureV1(cityTrips, id, { exposurePercentage: 10 })).statusCode, 204);
    const pinned = await client().callSetCustomerTreatmentOverrideV1(cityTrips, id, { treatmentId: "T1" });
    assert.equal(pinned.statusCode, 204);
    assert.deepEqual(await client().getCustomerTreatmentOverrideV1(cityTrips, id), { treatmentId: "T1", treatmentOverrideCount: 1 });

    const enabling = await ask(id, "ENABLED");
    assert.equal(enabling.statusCode, 202);
    assert.ok(location(enabling).includes(id));
    assert.equal(await stateOf(id), "ENABLING");
    const { lastStateTransition } = await client().getExperimentV1(cityTrips, id);
    assert.equal(lastStateTransition.status, "IN_PROGRESS");
    assert.deepEqual([lastStateTransition.sourceState, lastStateTransition.targetState], ["CREATED", "ENABLED"]);
    await refused(id, ...Object.keys(writes));
    await control("clock", { advanceSeconds: 5 });
    assert.equal(await stateOf(id), "ENABLED");
    await refused(id, "update", "expose", "pin", "enable", "delete");

    await go(id, "RUNNING");
    await refused(id, "update", "pin", "enable", "start", "delete");
    const running = (await client().getExperimentV1(cityTrips, id)).experiment;
    assert.ok(running.history.startTime && running.trigger.scheduledEndTime);
    assert.equal(running.treatmentOverrideCount, 1);
    await assert.rejects(client().updateExposureV1(cityTrips, id, { exposurePercentage: 10 }), invalid("exposurePercentage"));
    await assert.rejects(client().updateExposureV1(cityTrips, id, { exposurePercentage: 9 }), invalid("exposurePercentage"));
    await client().updateExposureV1(cityTrips, id, { exposurePercentage: 50 });

    await control("clock", { advanceDays: 8 });
    const { metricSnapshots } = await client().listExperimentMetricSnapshotsV1(cityTrips, id);
    assert.equal(metricSnapshots.length, 8);
    const snapshot = await client().getExperimentMetricSnapshotV1(cityTrips, id, metricSnapshots[7].metricSnapshotId);
    assert.equal(snapshot.status, "RELIABLE");
    assert.deepEqual(snapshot.metrics.map((metric) => [metric.name, metric.treatmentId]), [["Customer Friction", "C"], ["Customer Friction", "T1"]]);
    for (const key of ["mean", "percentDiff", "confidenceIntervalLower", "confidenceIntervalUpper", "pValue", "userCount"]) {
      assert.equal(typeof snapshot.metrics[1].values[key], "number", key);
    }

    const stopping = await ask(id, "STOPPED", "EXPERIMENT_SUCCESS");
    assert.equal(stopping.statusCode, 202);
    assert.equal(await stateOf(id), "STOPPING");
    await refused(id, ...Object.keys(writes));
    await control("clock", { advanceSeconds: 5 });
    assert.equal(await stateOf(id), "STOPPED");
    await refused(id, ...Object.keys(writes));
    const stopped = (await client().getExperimentV1(cityTrips, id)).experiment;
    assert.equal(stopped.history.stoppedReason, "EXPERIMENT_SUCCESS");
    assert.equal(stopped.treatmentOverrideCount, 0);
  });

  test("an experiment is created and deleted, and its name is free again", async () => {
    const id = await create("for a moment");
    await assert.rejects(create("for a moment"), invalid("experiment.name"));
    assert.equal((await client().callDeleteExperimentV1(cityTrips, id)).statusCode, 204);
    assert.equal(await stateOf(id), "DELETED");
    await refused(id, ...Object.keys(writes));
    assert.notEqual(await create("for a moment"), id);
  });

  test("an experiment that was enabled is stopped without having run", async () => {
    const id = await create("enabled only");
    await go(id, "ENABLED");
    await go(id, "STOPPED");
    const { experiment } = await client().getExperimentV1(cityTrips, id);
    assert.equal(experiment.history.startTime, undefined);
    assert.equal(experiment.history.stoppedReason, "DEVELOPER_REQUEST");
    assert.deepEqual((await client().listExperimentMetricSnapshotsV1(cityTrips, id)).metricSnapshots, []);
  });

  test("an experiment that cannot be deployed fails with its reason and refuses everything", async () => {
    const id = await create("bound to fail to deploy");
    await ask(id, "RUNNING");
    await control("clock", { advanceSeconds: 5 });
    const { experiment, lastStateTransition } = await client().getExperimentV1(cityTrips, id);
    assert.equal(experiment.state, "FAILED");
    assert.equal(lastStateTransition.status, "FAILED");
    assert.equal(lastStateTransition.errors[0].type, "INELIGIBLITY");
    assert.ok(lastStateTransition.errors[0].message);
    await refused(id, ...Object.keys(writes));
  });
});

describe("lists", () => {
  test("experiments and snapshots are read page by page", async () => {
    const id = await seeded("Shorter welcome message");
    for (let n = 0; n < 55; n += 1) await create(`number ${n}`);
    const rows = [];
    let page;
    do {
      page = await client().listExperimentsV1(cityTrips, page?.paginationContext?.nextToken, 20);
      assert.ok(page.experiments.length <= 20);
      rows.push(...page.experiments);
    } while (page.paginationContext?.nextToken);
    assert.equal(new Set(rows.map((row) => row.experimentId)).size, 55 + 16);
    assert.ok(rows.every((row) => row.name && row.state && row.experimentHistory.creationTime));

    const snapshots = [];
    page = undefined;
    do {
      page = await client().listExperimentMetricSnapshotsV1(cityTrips, id, page?.paginationContext?.nextToken, 10);
      snapshots.push(...page.metricSnapshots);
    } while (page.paginationContext?.nextToken);
    assert.equal(snapshots.length, 26);
    assert.equal(new Set(snapshots.map((snapshot) => snapshot.startDate)).size, 1);
  });

  test("the seeded experiments are in every state of the document", async () => {
    const { experiments } = await client().listExperimentsV1(cityTrips);
    assert.deepEqual(
      [...new Set(experiments.map((experiment) => experiment.state))].sort(),
      ["CREATED", "DELETED", "ENABLED", "ENABLING", "FAILED", "RUNNING", "STOPPED", "STOPPING"],
    );
  });
});

describe("refusals", () => {
  test("every wrong field is refused by its path", async () => {
    const wrong = (changes) => client().createExperimentV1(cityTrips, settings({ name: "wrong", ...changes }));
    await assert.rejects(wrong({ name: "x".repeat(256) }), invalid("experiment.name"));
    await assert.rejects(wrong({ description: undefined }), invalid("experiment.description"));
    await assert.rejects(wrong({ type: "MODEL_BASED" }), invalid("experiment.type"));
    await assert.rejects(wrong({ plannedDuration: "P21W" }), invalid("experiment.plannedDuration"));
    await assert.rejects(wrong({ exposurePercentage: 101 }), invalid("experiment.exposurePercentage"));
    await assert.rejects(wrong({ metricConfigurations: [] }), invalid("experiment.metricConfigurations"));
    await assert.rejects(
      wrong({ metricConfigurations: [{ name: "", metricTypes: ["OTHER"], expectedChange: "UP" }] }),
      invalid(...["name", "metricTypes", "expectedChange"].map((field) => `experiment.metricConfigurations[0].${field}`)),
    );
    const id = await create("right");
    await assert.rejects(
      client().updateExperimentV1(cityTrips, id, { experiment: { plannedDuration: "3 weeks" } }),
      invalid("experiment.plannedDuration"),
    );
    await assert.rejects(client().updateExposureV1(cityTrips, id, { exposurePercentage: -1 }), invalid("exposurePercentage"));
    await assert.rejects(client().setCustomerTreatmentOverrideV1(cityTrips, id, { treatmentId: "T2" }), invalid("treatmentId"));
    await assert.rejects(ask(id, "PAUSED"), invalid("targetState"));
    await assert.rejects(ask(id, "ENABLED", "EXPERIMENT_ISSUE"), invalid("stoppedReason"));
    await assert.rejects(client().listExperimentsV1(cityTrips, undefined, 51), invalid("maxResults"));
    await assert.rejects(client().listExperimentsV1(cityTrips, "forged"), invalid("nextToken"));
    await assert.rejects(client().listExperimentMetricSnapshotsV1(cityTrips, id, undefined, 51), invalid("maxResults"));
  });

  test("every operation reads 401, 403, 404, 429, 500 and 503 with message and request id", async () => {
    const id = await create("refused");
    const operations = (skillId, experimentId, token) => [
      () => client(token).listExperimentsV1(skillId),
      () => client(token).createExperimentV1(skillId, settings({ name: "another" })),
      () => client(token).getExperimentV1(skillId, experimentId),
      () => client(token).updateExperimentV1(skillId, experimentId, { experiment: {} }),
      () => client(token).deleteExperimentV1(skillId, experimentId),
      () => client(token).updateExposureV1(skillId, experimentId, { exposurePercentage: 30 }),
      () => client(token).getCustomerTreatmentOverrideV1(skillId, experimentId),
      () => client(token).setCustomerTreatmentOverrideV1(skillId, experimentId, { treatmentId: "C" }),
      () => client(token).getExperimentStateV1(skillId, experimentId),
      () => client(token).manageExperimentStateV1(skillId, experimentId, { targetState: "ENABLED" }),
      () => client(token).listExperimentMetricSnapshotsV1(skillId, experimentId),
      () => client(token).getExperimentMetricSnapshotV1(skillId, experimentId, "none"),
    ];
    for (const call of operations(cityTrips, id, "Atza|sandbox-robin")) await assert.rejects(call(), refusal(401));
    for (const call of operations(hearthLights, id)) await assert.rejects(call(), refusal(403));
    for (const call of operations("amzn1.ask.skill.001", id)) await assert.rejects(call(), refusal(404));
    for (const call of operations(dayPlanner, id).slice(2)) await assert.rejects(call(), refusal(404));
    for (const status of [401, 403, 404, 429, 500, 503]) {
      await control("knobs", { faults: [{ fault: String(status), pathContains: "/experiments" }] });
      for (const call of operations(cityTrips, id)) await assert.rejects(call(), refusal(status));
      await control("knobs", { faults: [] });
    }
    assert.equal(await stateOf(id), "CREATED");
  });

  test("a service that has no experiments any more answers 403 or 404", async () => {
    await control("knobs", { experiments: "forbidden" });
    await assert.rejects(client().listExperimentsV1(cityTrips), refusal(403));
    await control("knobs", { experiments: "missing" });
    await assert.rejects(client().listExperimentsV1(cityTrips), refusal(404));
  });
});
