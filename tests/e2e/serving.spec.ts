import http from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "./fixture";

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/** A request as it is written: Playwright's own client would tidy the path and unpack the body. */
function get(base: string, path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, path, headers, method, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece) => pieces.push(piece));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    });
    request.on("error", reject);
    request.end();
  });
}

async function wasmPath(base: string): Promise<string> {
  const html = (await get(base, "/")).body.toString();
  const found = html.match(/href="(\/[^"]+\.wasm)"/);
  if (!found) throw new Error("the page names no WebAssembly file");
  return found[1];
}

// What a deployed page answers otherwise is compared by `cargo xtask rehearse`, which leaves these out.
const LOCAL = { tag: "@local-server" };

test("every kind of answer carries the security headers", LOCAL, async ({ baseURL, stack }) => {
  for (const path of ["/", "/skills/x/metrics", await wasmPath(baseURL!), "/config.json", "/nothing.js", "/v1/vendors"]) {
    const { headers } = await get(baseURL!, path);
    expect(headers, path).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "x-frame-options": "DENY",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
      "content-security-policy":
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; " +
        `font-src 'self'; worker-src 'self'; connect-src 'self' ${stack.sandbox}; manifest-src 'self'; ` +
        "object-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'; frame-ancestors 'none'",
    });
    expect(headers, "plain http on this machine").not.toHaveProperty("strict-transport-security");
  }
});

test("media types and caching follow the kind of file", async ({ baseURL }) => {
  const page = await get(baseURL!, "/");
  expect(page.headers).toMatchObject({ "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" });
  const wasm = await get(baseURL!, await wasmPath(baseURL!));
  expect(wasm.headers).toMatchObject({
    "content-type": "application/wasm",
    "cache-control": "public, max-age=31536000, immutable",
  });
  const config = await get(baseURL!, "/config.json");
  expect(config.headers).toMatchObject({ "content-type": "application/json", "cache-control": "no-cache" });
  // A browser asks for the service worker's file anew each time, or an old one could stay.
  const worker = await get(baseURL!, "/sw.js");
  expect(worker.headers).toMatchObject({ "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache" });
});

test("the compressed forms unpack to the same bytes", async ({ baseURL }) => {
  const path = await wasmPath(baseURL!);
  const plain = await get(baseURL!, path);
  const brotli = await get(baseURL!, path, { "Accept-Encoding": "gzip, deflate, br" });
  const gzip = await get(baseURL!, path, { "Accept-Encoding": "gzip" });
  expect(plain.headers).not.toHaveProperty("content-encoding");
  expect(brotli.headers["content-encoding"]).toBe("br");
  expect(gzip.headers["content-encoding"]).toBe("gzip");
  expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
  expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
  expect(brotli.body.length).toBeLessThan(gzip.body.length);
});

test("a deep link is the page, a missing file is 404, and reserved paths are never the page", async ({ baseURL }) => {
  const page = await get(baseURL!, "/");
  for (const path of ["/callback", "/skills/amzn1.ask.skill.11111111-1111-4111-8111-111111111111/metrics?v=1"]) {
    const answer = await get(baseURL!, path);
    expect(answer.status, path).toBe(200);
    expect(answer.body.equals(page.body), path).toBe(true);
  }
  for (const path of ["/missing.wasm", "/missing.js", "/v1/vendors", "/v2/skills", "/bots/x", "/auth/o2/token"]) {
    const answer = await get(baseURL!, path);
    expect(answer.status, path).toBe(404);
    expect(answer.body.toString(), path).not.toContain("<html");
  }
});

test("no path leads out of the folder, and nothing can be written", LOCAL, async ({ baseURL }) => {
  for (const path of ["/../../../Cargo.toml", "/..%2f..%2f..%2fCargo.toml", "/%2e%2e/%2e%2e/%2e%2e/Cargo.toml"]) {
    expect((await get(baseURL!, path)).status, path).toBe(400);
  }
  for (const method of ["POST", "PUT", "DELETE"]) {
    expect((await get(baseURL!, "/config.json", {}, method)).status, method).toBe(405);
  }
});

test("the page has no inline code, and every script and style carries integrity", async ({ page }) => {
  await page.goto("/");
  const html = await (await page.request.get("/")).text();
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
  expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+="/);
  const tags = html.match(/<script[^>]*>|<link[^>]*rel="(?:stylesheet|modulepreload)"[^>]*>/g) ?? [];
  expect(tags.length).toBeGreaterThanOrEqual(4);
  for (const tag of tags) expect(tag).toContain('integrity="sha384-');
});

test("the policy also stands in the page, before anything it governs", async ({ page }) => {
  const html = await (await page.request.get("/")).text();
  const policy = html.indexOf('http-equiv="Content-Security-Policy"');
  expect(policy).toBeGreaterThan(0);
  expect(policy).toBeLessThan(html.search(/<script|<link/));
});

test("the configuration points at the sandbox and back at this page", async ({ baseURL, stack }) => {
  const config = JSON.parse((await get(baseURL!, "/config.json")).body.toString());
  expect(config.endpoints.smapi).toBe(stack.sandbox);
  expect(config.redirectUri).toBe(`${baseURL}/callback`);
});

test.describe("with another configuration", () => {
  test.use({ variant: "pkce" });
  test("the page is served with it", async ({ baseURL }) => {
    const config = JSON.parse((await get(baseURL!, "/config.json")).body.toString());
    expect(config.auth.flow).toBe("pkce");
  });
});
