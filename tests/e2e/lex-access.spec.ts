// Keys for Amazon Lex: from the sign-in, pasted, run out, refused, and signed by a wrong clock. None is kept anywhere.

import { expect } from "./fixture";
import {
  access,
  advance,
  banner,
  builder,
  dialog,
  fillKeys,
  keys,
  loaded,
  log,
  open,
  pasteKeys,
  PATH,
  results,
  run,
} from "./lex-page";
import { test } from "./metrics-page";
import { lastingPlaces, turn } from "./session";

test("the sign-in gives keys, every request is signed with them, and nothing of them is kept", async ({ page, stack }) => {
  const signed: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().includes(PATH)) {
      signed.push(request.headers()["authorization"]);
    }
  });
  await open(page);
  await loaded(page);
  await expect(access(page)).toContainText("Amazon sign-in, through Cognito");
  await expect(access(page)).toContainText(/(5\d|60) min left/);
  await expect.poll(() => signed.length).toBeGreaterThan(1);
  for (const header of signed) {
    expect(header).toMatch(/^AWS4-HMAC-SHA256 Credential=ASIA.*\/us-east-1\/lex\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, /);
  }
  expect((await log(stack, PATH)).every((entry) => entry.status === 200)).toBe(true);
  const id = /Credential=(ASIA[A-Z0-9]+)/.exec(signed[0])![1];
  expect(await lastingPlaces(page)).not.toContain(id);
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(id);
});

test("the checks in the dialog say how far the way to Lex goes", async ({ page }) => {
  await open(page);
  await loaded(page);
  await page.getByRole("button", { name: "Change…" }).click();
  await expect(dialog(page)).toContainText("us-east-1:5a4db0c5-0000-4000-8000-000000000001");
  await dialog(page).getByRole("button", { name: "Use my sign-in" }).click();
  await expect(dialog(page)).toContainText("Amazon sign-in accepted by the pool");
  await expect(dialog(page)).toContainText(/Temporary keys received: (5\d|60) min left/);
  await expect(dialog(page)).toContainText("One Lex request: accepted");
});

test("pasted keys work, and leave nothing in address, storage or fields", async ({ page, stack }) => {
  const pasted = await keys(stack);
  await open(page);
  await loaded(page);
  await pasteKeys(page, { ...pasted, token: ` ${pasted.token.slice(0, 20)}\n${pasted.token.slice(20)} ` });
  await expect(dialog(page)).toContainText("One Lex request: accepted");
  await expect(dialog(page).getByLabel("Secret access key")).toHaveValue("");
  await expect(dialog(page).getByLabel("Session token")).toHaveValue("");
  await expect(dialog(page).getByLabel("Session token")).toHaveAttribute("type", "password");
  await page.keyboard.press("Escape");
  await expect(access(page)).toContainText("Temporary keys that you paste");
  await run(page);
  await loaded(page);
  const places = (await lastingPlaces(page)) + (await page.evaluate(() => JSON.stringify({ ...sessionStorage })));
  for (const secret of [pasted.id, pasted.secret, pasted.token]) expect(places).not.toContain(secret);
});

test("a long-lived key is refused in words", async ({ page }) => {
  await open(page);
  await pasteKeys(page, { id: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI", token: "" });
  await expect(dialog(page)).toContainText("This looks like a long-lived key. Temporary keys begin with ASIA.");
  await expect(dialog(page)).toContainText("Paste the session token.");
  await expect(dialog(page).getByLabel("Access key ID")).toHaveAttribute("aria-invalid", "true");
});

test("keys of the sign-in that ran out are renewed without a word", async ({ page, stack }) => {
  await open(page);
  await loaded(page);
  const before = (await log(stack, "/")).filter((e) => e.path === "/").length;
  await turn(stack, { faults: [{ fault: "401-expired", pathContains: PATH, times: 1 }] });
  await run(page);
  await loaded(page);
  await expect(page.locator(".banner")).toHaveCount(0);
  const after = async () => (await log(stack, "/")).filter((e) => e.path === "/").length;
  await expect.poll(after, { message: "keys were had once more" }).toBeGreaterThan(before);
  await expect.poll(async () => (await log(stack, PATH)).some((entry) => entry.status === 403)).toBe(true);
});

test("keys are renewed before they run out", async ({ page, stack }) => {
  await turn(stack, { awsKeyLifeS: 240 });
  await open(page);
  await loaded(page);
  const had = async () => (await log(stack, "/")).filter((e) => e.path === "/").length;
  const before = await had();
  await run(page);
  await loaded(page);
  await expect.poll(had).toBeGreaterThan(before);
  expect((await log(stack, PATH)).every((entry) => entry.status === 200)).toBe(true);
});

test("pasted keys that ran out are asked for again, and the query is kept", async ({ page, stack }) => {
  await open(page);
  await loaded(page);
  await pasteKeys(page, await keys(stack));
  await expect(dialog(page)).toContainText("One Lex request: accepted");
  await page.keyboard.press("Escape");
  await builder(page).getByRole("button", { name: "Locale", exact: true }).click();
  // Rows and figures are asked for at once: it is for whichever comes first.
  await turn(stack, { faults: [{ fault: "401-expired", pathContains: PATH }] });
  await run(page);
  await expect(banner(page, "The temporary keys have run out")).toBeVisible();
  await expect(builder(page).getByRole("button", { name: "Locale", exact: true })).toHaveAttribute("aria-pressed", "true");
  await expect(access(page)).toContainText("Ran out");
  await turn(stack, { faults: [] });
  await banner(page, "The temporary keys have run out").getByRole("button", { name: "Paste keys…" }).click();
  await fillKeys(page, await keys(stack));
  await expect(dialog(page)).toContainText("One Lex request: accepted");
  await page.keyboard.press("Escape");
  await loaded(page);
  await expect(page.getByRole("columnheader", { name: "LocaleId" })).toBeVisible();
});

test("a wrong clock is explained, and the page goes on with the right time", async ({ page, stack }) => {
  await open(page);
  await loaded(page);
  await advance(stack, 1_200);
  await run(page);
  const wrong = banner(page, "The clock of this machine is wrong");
  await expect(wrong).toContainText("20 minutes behind Amazon's");
  await wrong.getByRole("button", { name: "Go on with the right time" }).click();
  await loaded(page);
  await expect(wrong).toHaveCount(0);
  await expect(access(page)).toContainText("20 minutes behind Amazon's");
});

test("pasted keys that AWS does not know leave the working ones where they are", async ({ page, stack }) => {
  await open(page);
  await loaded(page);
  await pasteKeys(page, { ...(await keys(stack)), secret: "wJalrXUtnFEMIwrongwrongwrong" });
  await expect(dialog(page)).toContainText("One Lex request: AWS does not know these keys");
  await expect(dialog(page)).toContainText("the access from before stays as it was");
  await page.keyboard.press("Escape");
  await expect(access(page)).toContainText("Amazon sign-in, through Cognito");
  await run(page);
  await loaded(page);
  await expect(page.locator(".banner")).toHaveCount(0);
});

test("a reload forgets pasted keys, says so, and offers the sign-in", async ({ page, stack }) => {
  await open(page);
  await loaded(page);
  await pasteKeys(page, await keys(stack));
  await expect(dialog(page)).toContainText("One Lex request: accepted");
  await page.keyboard.press("Escape");
  await expect(access(page)).toContainText("Temporary keys that you paste");
  await page.reload();
  const gone = banner(page, "The keys you pasted are gone");
  await expect(gone).toContainText("Your query is kept.");
  await expect(access(page)).toContainText("Temporary keys that you paste");
  await gone.getByRole("button", { name: "Use my sign-in" }).click();
  await loaded(page);
  await expect(access(page)).toContainText("Amazon sign-in, through Cognito");
  await expect(gone).toHaveCount(0);
});

test("all three pasted into one field never stand there in clear", async ({ page, stack }) => {
  const pasted = await keys(stack);
  await open(page);
  await loaded(page);
  await page.getByRole("button", { name: "Change…" }).click();
  await dialog(page).getByText("Paste temporary keys").click();
  const block = `export AWS_ACCESS_KEY_ID="${pasted.id}"\nexport AWS_SECRET_ACCESS_KEY="${pasted.secret}"\nexport AWS_SESSION_TOKEN="${pasted.token}"`;
  await dialog(page).getByLabel("Access key ID").fill(block);
  await expect(dialog(page).getByLabel("Access key ID")).toHaveValue(pasted.id);
  await expect(dialog(page).getByLabel("Secret access key")).toHaveValue(pasted.secret);
  await expect(dialog(page).getByLabel("Secret access key")).toHaveAttribute("type", "password");
  await dialog(page).getByRole("button", { name: "Use these keys" }).click();
  await expect(dialog(page)).toContainText("One Lex request: accepted");
});

test("a bot that does not exist may be why access is denied", async ({ page }) => {
  await open(page, "from=2026-06-01&to=2026-06-14&bot=K3TRIPS9QX");
  const denied = banner(page, /lex:ListSessionMetrics is not allowed/);
  await expect(denied).toContainText("Check first that K3TRIPS9QX is the ID of your bot in us-east-1");
  await denied.getByRole("button", { name: "Check the bot ID" }).click();
  await expect(builder(page).getByLabel("Bot ID")).toBeFocused();
});

test("the demo says which bot it has, and asks for no keys", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: /demo/i }).first().click();
  await expect(page).toHaveURL(/\/metrics\?/);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Lex" }).click();
  await loaded(page);
  await builder(page).getByLabel("Bot ID").fill("K3TRIPS9QX");
  await run(page);
  const unknown = banner(page, "This bot is not in the demo");
  await expect(unknown).toContainText("The demo has one bot, SANDBOXBOT");
  await expect(unknown.getByRole("button")).toHaveText(["Check the bot ID"]);
  await builder(page).getByLabel("Bot ID").fill("SANDBOXBOT");
  await run(page);
  await loaded(page);
  await expect(unknown).toHaveCount(0);
});

test("a missing permission is named, with the least policy to copy", async ({ page, stack, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await turn(stack, { lexMissingPermissions: ["lex:ListIntentMetrics"] });
  await open(page, "subject=intents&range=7d");
  const denied = banner(page, /lex:ListIntentMetrics is not allowed/);
  await expect(denied).toContainText("bot/SANDBOXBOT");
  await expect(denied).toContainText("Request ID");
  await denied.getByRole("button", { name: "Show the policy" }).click();
  const policy = page.getByRole("region", { name: "Least IAM policy" });
  for (const action of ["ListSessionMetrics", "ListIntentMetrics", "ListIntentStageMetrics", "ListUtteranceMetrics", "ListAggregatedUtterances"]) {
    await expect(policy).toContainText(`lex:${action}`);
  }
  await page.getByRole("button", { name: "Copy policy" }).click();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(copied.Statement[0].Resource).toBe("arn:aws:lex:us-east-1:*:bot/SANDBOXBOT");
  await turn(stack, { lexMissingPermissions: [] });
  await denied.getByRole("button", { name: "Try again" }).click();
  await expect(results(page)).toBeVisible();
});

test("the demo signs with its own keys, and no request leaves the page", async ({ page }) => {
  const left: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/bots/")) left.push(request.url());
  });
  await page.goto("/");
  await page.getByRole("button", { name: /demo/i }).first().click();
  await expect(page).toHaveURL(/\/metrics\?/);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Lex" }).click();
  await loaded(page);
  await expect(access(page)).toContainText("The demo, in this page");
  // The demo comes a moment after the page when that is opened here.
  await page.reload();
  await loaded(page);
  await expect(page.getByRole("heading", { name: "Your sign-in ran out" })).toHaveCount(0);
  expect(left).toEqual([]);
});

test.describe("with a role instead of a pool", () => {
  test.use({ variant: "sts" });

  test("the sign-in is exchanged at the Security Token Service, and the checks say so", async ({ page, stack }) => {
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST" && new URL(request.url()).pathname === "/") asked.push(request.postData() ?? "");
    });
    await open(page);
    await loaded(page);
    await expect(access(page)).toContainText("Amazon sign-in, through a role");
    await expect(access(page)).toContainText("skillscope-lex-read");
    await expect(access(page)).toContainText(/(5\d|60) min left/);
    expect(asked).toHaveLength(1);
    expect(new URLSearchParams(asked[0]).get("Action")).toBe("AssumeRoleWithWebIdentity");
    expect(new URLSearchParams(asked[0]).get("ProviderId")).toBe("www.amazon.com");
    expect((await log(stack, PATH)).every((entry) => entry.status === 200)).toBe(true);
    await page.getByRole("button", { name: "Change…" }).click();
    await dialog(page).getByRole("button", { name: "Use my sign-in" }).click();
    await expect(dialog(page)).toContainText("Amazon sign-in accepted for the role");
    await expect(dialog(page)).toContainText("One Lex request: accepted");
  });
});
