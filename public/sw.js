/*
 * The service worker: a page that was opened before opens without a network too.
 *
 * It keeps three things of this origin, and never anything of a service:
 *
 * - files whose names carry the hash of their content: once fetched, from here;
 * - the page and config.json: from the network, and as they came last only where that fails;
 * - which two versions of the page there were last, so that a tab of the one before goes on.
 *
 * An address may hold the reply of a sign-in, so the page is kept under one fixed name and without the address that it came
 * from. Requests to other origins, those with an Authorization header, all but GET, and the paths that are passed through
 * to Amazon are not touched at all: the browser sends them as if this file were not there.
 */
"use strict";

const PAGE = "skillscope-page"; // the page and config.json
const FILES = "skillscope-files-"; // and the version: the files of one version
const INDEX = "/index.html";
const CONFIG = "/config.json";
const PASSED_THROUGH = ["/v1", "/v2", "/bots", "/auth"];

/** Whether a path belongs to a service, passed through this origin. */
function isPassedThrough(path) {
  return PASSED_THROUGH.some((prefix) => path === prefix || path.startsWith(prefix + "/"));
}

/** Whether a path is a file whose name carries its hash: the rule of xtask/src/header.rs. */
function isHashed(path) {
  return /^\/(?:[\w.-]+\/)*[\w-]+-[0-9a-f]{12,16}(?:_bg)?\.[a-z0-9]+$/.test(path);
}

/** Whether a path is the page's, which reads the address itself: its last segment has no ending. */
function isPage(path) {
  return !/\.[A-Za-z0-9]{1,12}$/.test(path);
}

/** The version of a page: the hash in the name of the script that starts it, on which all its other files depend. */
function versionOf(html) {
  const found = html.match(/\/start-([0-9a-f]{12,16})\.js/);
  return found ? found[1] : "unknown";
}

/** The names of the hashed files that a page refers to. */
function filesOf(html) {
  const names = [...html.matchAll(/(?:src|href)="(\/[^"?#]+)"/g)].map((found) => found[1]);
  return [...new Set(names.filter(isHashed))];
}

/** A copy without the address that it came from, fit to be kept. */
async function bare(response) {
  const headers = new Headers(response.headers);
  // The body is unpacked by now.
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(await response.blob(), { status: response.status, headers });
}

/** Whether an answer is a whole one from this origin, of a media type. */
function isGood(response, type) {
  const media = response.headers.get("content-type") || "";
  return response.status === 200 && !response.redirected && response.type === "basic" && media.startsWith(type);
}

/** The same for a file. A host that answers a missing file with the page must not have that kept under the file's name. */
function isGoodFile(response) {
  return isGood(response, "") && !isGood(response, "text/html");
}

/** The version that the kept page has; null where none is kept. */
async function keptVersion() {
  const page = await (await caches.open(PAGE)).match(INDEX);
  return page ? versionOf(await page.text()) : null;
}

/** Keeps the page. The files of this version and the one before stay; a file that both have is in either. */
async function keepPage(response) {
  const copy = await bare(response);
  const version = versionOf(await copy.clone().text());
  const before = await keptVersion();
  await (await caches.open(PAGE)).put(INDEX, copy);
  if (before === version) return;
  await caches.open(FILES + version);
  const stay = [FILES + version, FILES + before];
  for (const name of await caches.keys()) {
    if (name.startsWith(FILES) && !stay.includes(name)) await caches.delete(name);
  }
}

/** The page from the network; as it was kept where there is none. */
async function page(event) {
  let response;
  try {
    response = await fetch(event.request);
  } catch (lost) {
    const kept = await (await caches.open(PAGE)).match(INDEX);
    if (kept) return kept;
    throw lost;
  }
  if (isGood(response, "text/html")) event.waitUntil(keepPage(response.clone()).catch(() => {}));
  return response;
}

/** config.json from the network; as it was kept where there is none. */
async function config(event) {
  let response;
  try {
    response = await fetch(event.request);
  } catch (lost) {
    const kept = await (await caches.open(PAGE)).match(CONFIG);
    if (kept) return kept;
    throw lost;
  }
  if (isGood(response, "application/json")) {
    const keep = async (copy) => (await caches.open(PAGE)).put(CONFIG, await bare(copy));
    event.waitUntil(keep(response.clone()).catch(() => {}));
  }
  return response;
}

/** A file that never changes: as it is kept, else from the network. */
async function file(event, path) {
  const kept = await caches.match(path, { ignoreVary: true });
  if (kept) {
    event.waitUntil(keepFile(path, kept.clone()).catch(() => {}));
    return kept;
  }
  const response = await fetch(event.request);
  if (isGoodFile(response)) event.waitUntil(keepFile(path, response.clone()).catch(() => {}));
  return response;
}

/** Keeps a file among those of the present version. */
async function keepFile(path, response) {
  const version = await keptVersion();
  if (version === null) return;
  const files = await caches.open(FILES + version);
  if (!(await files.match(path, { ignoreVary: true }))) await files.put(path, await bare(response));
}

/** Fetches what a page needs that was opened before this worker was there; the browser has most of it at hand. */
async function keepAll(paths) {
  for (const path of paths) {
    try {
      if (await caches.match(path, { ignoreVary: true })) continue;
      const response = await fetch(path, { credentials: "same-origin" });
      if (isGoodFile(response)) await keepFile(path, response);
    } catch (lost) {
      // It is kept when it is asked for next.
    }
  }
}

async function install() {
  const index = await fetch("/", { cache: "no-cache", credentials: "same-origin" });
  if (!isGood(index, "text/html")) return;
  const html = await index.clone().text();
  await keepPage(index);
  await keepAll(filesOf(html));
  const config = await fetch(CONFIG, { cache: "no-cache", credentials: "same-origin" });
  if (isGood(config, "application/json")) await (await caches.open(PAGE)).put(CONFIG, await bare(config));
}

self.addEventListener("install", (event) => {
  // Where something cannot be kept, the page works as it does without this worker.
  event.waitUntil(install().catch(() => {}).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

// boot.js names the files that the page has loaded: parts of the page are named nowhere in it.
self.addEventListener("message", (event) => {
  const names = event.data && event.data.keep;
  if (!Array.isArray(names)) return;
  const paths = names.filter((name) => typeof name === "string" && isHashed(name));
  event.waitUntil(keepAll(paths.slice(0, 200)));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || isPassedThrough(url.pathname)) return;
  if (request.headers.has("authorization") || request.headers.has("range")) return;
  if (request.mode === "navigate") {
    if (isPage(url.pathname)) event.respondWith(page(event));
  } else if (url.pathname === CONFIG && !url.search) {
    event.respondWith(config(event));
  } else if (isHashed(url.pathname) && !url.search) {
    event.respondWith(file(event, url.pathname));
  }
});
