import { assert } from "./assert.ts";

/** Every bound in one place, so that they can be held against each other. */
export const limits = {
  /** Largest body of a page's request: a long URL, a long referrer and a full set of tags fit. */
  edgeBodyBytesMax: 131_072,
  /** Largest JSON body of the admin API. */
  adminBodyBytesMax: 262_144,
  /** Largest CSV import; 10,000 rows of some 100 bytes. */
  csvBodyBytesMax: 1_048_576,
  csvRowsMax: 10_000,
  /** Numbers named in one allocation. */
  allocationNumbersMax: 10_000,
  poolSizeMax: 1_000_000,

  nameCharsMax: 100,
  carrierIdCharsMax: 100,
  sipAddressCharsMax: 255,
  /** Countries in an account's list; ISO 3166-1 has some 250. */
  allowedCountriesMax: 250,
  tokensPerAccountMax: 100,
  /** Persons in one account, and invitations that wait; both lists are read whole. */
  membersPerAccountMax: 200,
  invitationsPerAccountMax: 200,
  /** better-auth's own bound; hashing a longer one would only cost. */
  passwordCharsMax: 128,
  passwordCharsMin: 12,

  /** Of each header that tells of a browser; the longest real user agents have some 300. */
  browserHeaderCharsMax: 512,
  /** Different browsers whose headers are read once and remembered. */
  knownBrowsersMax: 2_048,

  urlCharsMax: 4_096,
  titleCharsMax: 512,
  tagNameCharsMax: 100,
  tagValueCharsMax: 500,
  tagTypeCharsMax: 30,
  tagsPerImpressionMax: 100,
  tagsPerRequestMax: 50,
  /** One snippet serves all tags of its campaign (R17). */
  tagsPerCampaignMax: 20,
  urlParameterRulesMax: 100,

  idleLimitSecondsMax: 86_400,
  closedBrowserDelaySecondsMax: 86_400,
  linkRetentionSecondsMax: 30 * 86_400,

  /**
   * A call holds its number until it ends (R50). A carrier may lose the end, so a hold by a call is
   * never longer than this.
   */
  callHoldMs: 4 * 3_600_000,
  /** Impressions of one number that an attribution trace lists (R52), newest first. */
  traceImpressionsMax: 50,
  /** Signals kept of one call; a carrier sends about ten. */
  signalsPerCallMax: 100,

  /** Events of the lease log that are read at once. */
  leaseLogPageMax: 10_000,

  /** Impressions, and calls, that one reading of the news tells one by one. */
  newsMax: 200,
  /** Calls in progress whose further states are watched for. */
  newsOpenCallsMax: 1_000,
  /** What a live view that was cut off is told again; beyond it, it loads anew. */
  newsReplayMax: 200,
  /** How far back that goes. */
  newsReplayMs: 5 * 60_000,

  /** Those who watch live, of one process and of one account. */
  liveListenersMax: 200,
  liveListenersPerAccountMax: 50,
  /** How often the store is asked for news while anybody watches. */
  liveBeatMs: 1_000,
  /** After so many beats without news, a sign of life. */
  liveHeartbeatBeats: 15,
  /** After so many beats it is looked whether who watches still may. */
  liveCheckBeats: 5,
  /** After so many beats a stream ends; its browser comes back, and shows that it still may. */
  liveStreamBeats: 300,
  /** Whoever has not read so much is cut off. */
  liveBacklogBytesMax: 1_048_576,
  /** Pools of an account that a live view tells of. */
  livePoolsMax: 500,

  /** How long it is kept what a pool's numbers did, once a minute. */
  poolSampleDays: 31,
  /** Samples that are written in one transaction. */
  poolSamplesBatchMax: 256,
  /** Points of a pool's history in one answer. */
  historyPointsMax: 500,

  /** Pools that the dashboard warns of. */
  worstPoolsMax: 20,

  pageSizeDefault: 50,
  pageSizeMax: 200,

  /** Groups of a filter, conditions of a group, and values of one condition. */
  filterGroupsMax: 10,
  conditionsPerGroupMax: 10,
  conditionValuesMax: 50,
  /** A filter as JSON in an address, whose line is at most 16 KiB with all headers. */
  filterCharsMax: 8_192,
  /** `tag:TYPE:NAME`, where each character of the type may be escaped. */
  fieldCharsMax: 300,
  /** Where a page of a sorted list begins: the longest tag value, in an alphabet for addresses. */
  positionCharsMax: 8_192,

  /** The newest calls, and as many visits, whose tags are listed as fields; and what is listed. */
  seenRecordsMax: 1_000,
  listedTagsMax: 500,
  exampleValuesMax: 5,

  /** A page that is checked: its bytes, its redirects, and the time to get it and to read it. */
  pageBytesMax: 2_097_152,
  pageRedirectsMax: 5,
  pageFetchMs: 10_000,
  pageReadMs: 15_000,
  /** Pages that one process checks at once. */
  pageChecksMax: 4,
  /** What a check tells of one page: script tags, and places of numbers. */
  pageSnippetsMax: 20,
  pageNumbersMax: 50,

  /** Operations that wait for one group commit; beyond it the server says that it is busy. */
  storeQueueMax: 10_000,
  /** Questions that may read a whole table and wait for their turn; each takes up to a second. */
  storeScanQueueMax: 100,
  /** Operations in one transaction: bounds how long the first of them waits. */
  storeBatchMax: 256,

  /** Connections of one process to PostgreSQL, whose own limit is 100 for all. */
  databaseConnectionsMax: 10,
  /**
   * Batches of one process that may be under way; while they are, the next collects. One of leases,
   * since larger batches cost the database less than a second beside it gains; calls, which take
   * several round trips, gain.
   */
  databaseLeaseBatchesMax: 1,
  databaseCallBatchesMax: 2,
  /** Questions of one process that read whole tables at once. */
  databaseScansMax: 3,
  /** Commands in one batch; each takes one of PostgreSQL's locks, some 6,400 for all. */
  databaseBatchMax: 128,
  /** Commands of one process after which the numbers' table is vacuumed. */
  databaseVacuumAfter: 10_000,
  /** Tries of a batch that collided with another process's. */
  databaseAttemptsMax: 20,
  /** How long, and how often, a command waits for others that are just taking the last numbers. */
  databaseContentionMs: 5,
  databaseContentionsMax: 400,

  /** For how long a server that stops leaves idle connections open for a last request. */
  drainIdleMs: 500,
  /** What a server that stops has not answered by then is cut off; a statement ends in 5 s. */
  drainMs: 7_000,
  /** By then the process has ended, whatever hangs. Docker kills it after 10 s. */
  stopMs: 9_000,
} as const;

assert(limits.pageSizeDefault <= limits.pageSizeMax, "the default page fits the largest page");
assert(limits.storeBatchMax <= limits.storeQueueMax, "a full queue fills at least one batch");
assert(
  limits.databaseLeaseBatchesMax + limits.databaseCallBatchesMax + limits.databaseScansMax <
    limits.databaseConnectionsMax,
  "batches and scans leave connections for reading",
);
assert(limits.drainIdleMs < limits.drainMs, "idle connections close before requests are cut off");
assert(limits.drainMs < limits.stopMs, "the store closes before the process is ended");
assert(
  limits.tagsPerRequestMax <= limits.tagsPerImpressionMax,
  "one request's tags fit its impression",
);
assert(
  limits.idleLimitSecondsMax + limits.closedBrowserDelaySecondsMax <=
    limits.linkRetentionSecondsMax,
  "the longest link covers the longest hold",
);
