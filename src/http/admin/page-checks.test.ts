import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeFilledPool, makeTag } from "../../../test/support/admin-records.ts";
import {
  startAdminServer,
  type AccountHands,
  type AdminServer,
} from "../../../test/support/admin-server.ts";

let server: AdminServer;
let account: AccountHands;
let campaignId: string;

beforeAll(async () => {
  server = await startAdminServer();
  account = await server.account();
  const { id } = await makeFilledPool(account, 1);
  ({ campaignId } = await makeTag(account, id));
});

afterAll(async () => {
  await server.close();
});

describe("checking a page", () => {
  test.each([
    "http://127.0.0.1:9/",
    "http://169.254.169.254/latest/",
    "http://[::1]/",
    "localhost",
  ])("%s is not asked, and the answer says how to allow it (R72)", async (url) => {
    const { status, body } = await account.ask("POST", "page-checks", { url, campaignId });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      level: "error",
      findings: [
        { code: "address_not_allowed", remedy: expect.stringContaining("debug link") },
        { code: "campaign_active" },
      ],
      snippets: [],
      numbers: [],
      debugUrl: expect.stringContaining("callpool_debug=1"),
    });
  });

  test("a campaign of another account is not found", async () => {
    const stranger = await server.account("Stranger");
    const wish = { url: "https://plumber.example/", campaignId };
    expect(await stranger.ask("POST", "page-checks", wish)).toMatchObject({ status: 404 });
  });

  test.each([
    [{ url: "ftp://plumber.example/" }, "url"],
    [{ url: "" }, "url"],
    [{ url: "https://me:secret@plumber.example/" }, "url"],
    [{ url: "https://plumber.example/", depth: 2 }, ""],
  ])("%j is refused", async (wish, path) => {
    const answer = await account.ask("POST", "page-checks", { campaignId, ...wish });
    expect(answer.status).toBe(422);
    expect(answer.body["errors"]).toContainEqual(expect.objectContaining({ path }));
  });
});
