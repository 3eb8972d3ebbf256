// A request as the browser sent it, held against botocore's own signer.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "./fixture";
import { dialog, keys, loaded, open, pasteKeys, PATH, run } from "./lex-page";
import { test } from "./metrics-page";

// `cargo xtask test e2e` names the Python that has botocore.
const PYTHON = process.env.SKILLSCOPE_PYTHON ?? "python3";
const VERIFY = fileURLToPath(new URL("../clients/verify_signature.py", import.meta.url));

/** What the verifier says of a request. */
function verify(request: object, secret: string): { valid: boolean; signedHeaders: string[]; canonicalRequest: string } {
  const told = spawnSync(PYTHON, [VERIFY], {
    input: JSON.stringify(request),
    env: { ...process.env, SECRET_ACCESS_KEY: secret },
    encoding: "utf8",
  });
  expect(told.stderr).toBe("");
  return JSON.parse(told.stdout);
}

test("botocore computes the signature that the browser sent, over the headers that must be signed and no other", async ({ page, stack }) => {
  const pasted = await keys(stack);
  await open(page);
  await loaded(page);
  await pasteKeys(page, pasted);
  await expect(dialog(page)).toContainText("One Lex request: accepted");
  await page.keyboard.press("Escape");
  const [request] = await Promise.all([
    page.waitForRequest((sent) => sent.method() === "POST" && sent.url().includes(PATH) && !!sent.postData()?.includes("binBy")),
    run(page),
  ]);
  const captured = {
    method: request.method(),
    url: request.url(),
    headers: await request.allHeaders(),
    body: request.postData(),
  };
  const result = verify(captured, pasted.secret);
  expect(result.valid, result.canonicalRequest).toBe(true);
  expect(result.signedHeaders).toEqual(["content-type", "host", "x-amz-date", "x-amz-security-token"]);
  expect(verify({ ...captured, body: `${captured.body} ` }, pasted.secret).valid, "another body").toBe(false);
  expect(verify(captured, `${pasted.secret}x`).valid, "another secret").toBe(false);
});
