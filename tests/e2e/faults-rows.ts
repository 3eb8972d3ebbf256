// The rows and columns of the fault matrix: what is called × what goes wrong, and each page × what the browser does.

/** Every fault of an answer, in the order in which they are tried: no two that follow each other say the same. */
export const FAULTS = [
  "403",
  "hang",
  "404",
  "huge",
  "reset",
  "409",
  "429",
  "500",
  "reset-mid-body",
  "429-retry-after=1",
  "503",
  "offline",
  "truncate",
  "html",
  "empty",
  "wrong-content-type",
  "unknown-enums",
  "missing-fields",
  "nulls",
  "null-fields",
  "401-no-access",
] as const;

export type Fault = (typeof FAULTS)[number];

/** What each of them is. */
export const MEANING: Record<Fault, string> = {
  "403": "refused",
  hang: "no answer in time",
  "404": "not found",
  huge: "9 MiB, more than is read",
  reset: "the connection is dropped",
  "409": "conflict",
  "429": "too many requests, no word on how long to wait",
  "500": "the service failed",
  "reset-mid-body": "the connection is dropped in the middle of the body",
  "429-retry-after=1": "too many requests, wait a second",
  "503": "the service is down",
  offline: "the browser has no network",
  truncate: "half of the JSON",
  html: "a page in HTML instead of JSON, with status 200",
  empty: "no body",
  "wrong-content-type": "JSON that is called text",
  "unknown-enums": "values that no document has",
  "missing-fields": "no text, number or truth value is there",
  nulls: "null for every text, number and truth value",
  "null-fields": "null for every member of the outermost object",
  "401-no-access": "401 for this request, while the sign-in holds",
};

/** What is called, by the spec that walks through it. Each is a row of its own. */
export const ENDPOINTS: Record<string, string[]> = {
  "faults-reads.spec.ts": [
    "GET /v1/vendors",
    "GET /v1/skills",
    "GET /v1/skills/{skillId}/metrics",
    "GET …/experiments",
    "GET …/experiments/{experimentId}",
    "GET …/state",
    "GET …/treatmentOverrides/~current",
    "GET …/metricSnapshots",
    "GET …/metricSnapshots/{metricSnapshotId}",
  ],
  "faults-writes.spec.ts": [
    "POST …/experiments",
    "POST …/experiments/{experimentId}/properties",
    "POST …/exposurePercentage",
    "PUT …/treatmentOverrides/~current",
    "POST …/state",
    "DELETE …/experiments/{experimentId}",
  ],
  "faults-speech.spec.ts": [
    "GET …/enablement",
    "PUT …/enablement",
    "POST …/simulations",
    "GET …/simulations/{simulationId}",
    "POST …/profileNlu",
    "GET …/interactionModel/locales/{locale}",
  ],
  "faults-sign-in.spec.ts": ["GET /auth/o2/tokeninfo", "POST /auth/o2/token", "GET /user/profile"],
  "faults-lex.spec.ts": [
    "POST /bots/{botId}/analytics/sessionmetrics",
    "Cognito GetId",
    "Cognito GetCredentialsForIdentity",
    "STS AssumeRoleWithWebIdentity",
  ],
};

/** What the browser does, of which each is a walk through all pages. */
export const BROWSER_FAULTS = [
  "the clock is three days ahead",
  "the clock is three days behind",
  "IndexedDB cannot be reached",
  "IndexedDB does not open",
  "IndexedDB is full",
  "sessionStorage is blocked",
  "sessionStorage is full",
  "localStorage is full",
  "two tabs at once",
] as const;

export type BrowserFault = (typeof BROWSER_FAULTS)[number];

export const PAGES = ["Metrics", "Experiments", "Form of an experiment", "Simulator", "Profiler", "Lex", "Settings"] as const;

export type PageName = (typeof PAGES)[number];

export const pageRow = (page: PageName) => `Page: ${page}`;

/** All rows of the table, in its order, with their columns. */
export const ROWS: [string, readonly string[]][] = [
  ...Object.values(ENDPOINTS)
    .flat()
    .map((name): [string, readonly string[]] => [name, FAULTS]),
  ...PAGES.map((page): [string, readonly string[]] => [pageRow(page), BROWSER_FAULTS]),
];
