/**
 * What the built-in fields are called before the server has listed them all, so that the log's head
 * does not change under the reader's eyes.
 */
export const fieldTitles: Readonly<Record<string, string>> = {
  receivedAt: "Received",
  from: "Caller",
  to: "Dialled number",
  state: "State",
  confidence: "Confidence",
  lengthSeconds: "Length",
  secondsFromImpression: "Seconds from impression",
  campaignId: "Campaign",
  publisherId: "Publisher",
  poolId: "Pool",
  poolName: "Pool name",
};
