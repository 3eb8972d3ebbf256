// Amazon's own client, ask-smapi-sdk, and the sandbox server at SANDBOX_URL, for every file that plays the one against
// the other.
import assert from "node:assert/strict";
import sdk from "ask-smapi-sdk";

export const base = process.env.SANDBOX_URL?.replace(/\/$/, "");

// The client with a token given by hand: it never asks Login with Amazon for one.
export function client(accessToken = "Atza|sandbox") {
  return new sdk.CustomSmapiClientBuilder()
    .withAccessTokenConfig({ clientId: "none", clientSecret: "none", accessToken })
    .withApiEndpoint(base)
    .client();
}

export async function control(path, body) {
  const answer = await fetch(`${base}/_sandbox/${path}`, { method: "POST", body: body && JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.text());
}

export const refusal = (status) => (error) => {
  assert.equal(error.statusCode, status);
  assert.equal(typeof error.response.message, "string");
  assert.ok(sdk.getValueFromHeader(error.headers, "x-amzn-requestid")[0]);
  return true;
};
