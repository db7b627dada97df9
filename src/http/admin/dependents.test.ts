import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeFilledPool, makeTag } from "../../../test/support/admin-records.ts";
import {
  startAdminServer,
  type AccountHands,
  type AdminServer,
} from "../../../test/support/admin-server.ts";

let server: AdminServer;

beforeAll(async () => {
  // Tags and publisher numbers are constrained by the database, too.
  server = await startAdminServer("sqlite");
});

afterAll(async () => {
  await server.close();
});

async function world() {
  const account = await server.account();
  const { id: poolId } = await makeFilledPool(account, 1);
  return { account, poolId, ...(await makeTag(account, poolId)) };
}

/** A second publisher number of the campaign, of another publisher and without a tag. */
async function secondNumber({ make }: AccountHands, campaignId: string): Promise<string> {
  const publisherId = await make("publishers", { name: "Newspaper" });
  const number = "+18885550101";
  return make("publisher-numbers", { number, campaignId, publisherId });
}

async function statusOf({ ask }: AccountHands, path: string): Promise<unknown> {
  return (await ask("GET", path)).body["status"];
}

describe("a record that others need is deleted by force alone, and then they with it", () => {
  test("a publisher number with its tag", async () => {
    const { account, publisherNumberId, publisherId, campaignId, tagId } = await world();
    const path = `publisher-numbers/${publisherNumberId}`;
    expect(await account.ask("DELETE", path)).toMatchObject({
      status: 409,
      body: { code: "in_use", references: [{ kind: "tag", id: tagId, name: "Header" }] },
    });
    expect(await statusOf(account, path)).toBe("active");
    expect(await account.ask("DELETE", `${path}?force=1`)).toMatchObject({ status: 422 });

    expect((await account.ask("DELETE", `${path}?force=true`)).status).toBe(204);
    expect(await statusOf(account, path)).toBe("deleted");
    expect(await statusOf(account, `tags/${tagId}`)).toBe("deleted");
    expect(await statusOf(account, `publishers/${publisherId}`)).toBe("active");
    expect(await statusOf(account, `campaigns/${campaignId}`)).toBe("active");
    expect((await account.ask("DELETE", path)).status).toBe(204);
  });

  test("a publisher with its numbers and their tags, and nobody else's", async () => {
    const { account, publisherNumberId, publisherId, campaignId, tagId } = await world();
    const other = await secondNumber(account, campaignId);
    const path = `publishers/${publisherId}`;
    const refused = await account.ask("DELETE", path);
    expect(refused).toMatchObject({ status: 409, body: { code: "in_use" } });
    expect(refused.body["references"]).toEqual([
      { kind: "publisherNumber", id: publisherNumberId, name: "+18885550100" },
      { kind: "tag", id: tagId, name: "Header" },
    ]);
    expect(refused.body["detail"]).toContain("1 publisher number and 1 tag");
    expect(await statusOf(account, path)).toBe("active");

    expect((await account.ask("DELETE", `${path}?force=true`)).status).toBe(204);
    for (const gone of [path, `publisher-numbers/${publisherNumberId}`, `tags/${tagId}`]) {
      expect(await statusOf(account, gone)).toBe("deleted");
    }
    expect(await statusOf(account, `publisher-numbers/${other}`)).toBe("active");
    const { body } = await account.ask("GET", "numbers?unassigned=true");
    expect(body["items"]).toMatchObject([{ number: "+18885550100" }]);
  });

  test("a campaign with its tags and publisher numbers, and no publisher", async () => {
    const { account, publisherNumberId, publisherId, campaignId, tagId } = await world();
    const other = await secondNumber(account, campaignId);
    const path = `campaigns/${campaignId}`;
    const refused = await account.ask("DELETE", path);
    expect(refused).toMatchObject({ status: 409, body: { code: "in_use" } });
    const references = refused.body["references"] as { id: string }[];
    const expected = [publisherNumberId, other, tagId];
    expect(references.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());

    expect((await account.ask("DELETE", `${path}?force=true`)).status).toBe(204);
    const numbers = [publisherNumberId, other].map((id) => `publisher-numbers/${id}`);
    for (const gone of [path, ...numbers, `tags/${tagId}`]) {
      expect(await statusOf(account, gone)).toBe("deleted");
    }
    expect(await statusOf(account, `publishers/${publisherId}`)).toBe("active");
  });

  test("a paused tag counts, a deleted one does not", async () => {
    const { account, publisherNumberId, tagId } = await world();
    const path = `publisher-numbers/${publisherNumberId}`;
    await account.ask("PATCH", `tags/${tagId}`, { status: "paused" });
    expect(await account.ask("DELETE", path)).toMatchObject({ status: 409 });
    await account.ask("DELETE", `tags/${tagId}`);
    expect((await account.ask("DELETE", path)).status).toBe(204);
  });

  test("another account's records stand in nobody's way, and are not touched", async () => {
    const theirs = await world();
    const mine = await server.account();
    const path = `publishers/${theirs.publisherId}?force=true`;
    expect(await mine.ask("DELETE", path)).toMatchObject({ status: 404 });
    expect(await statusOf(theirs.account, `tags/${theirs.tagId}`)).toBe("active");
  });
});

describe("the numbers of a publisher follow it", () => {
  test("they are paused and activated with it, and nobody else's are", async () => {
    const { account, publisherNumberId, publisherId, campaignId } = await world();
    const other = await secondNumber(account, campaignId);
    const path = `publishers/${publisherId}`;
    const paused = await account.ask("PATCH", path, { status: "paused" });
    expect(paused).toMatchObject({ status: 200, body: { status: "paused", name: "Search" } });
    expect(await statusOf(account, `publisher-numbers/${publisherNumberId}`)).toBe("paused");
    expect(await statusOf(account, `publisher-numbers/${other}`)).toBe("active");
    await account.ask("PATCH", path, { status: "active" });
    expect(await statusOf(account, `publisher-numbers/${publisherNumberId}`)).toBe("active");
  });

  test("a name that changes leaves the status of its numbers as it was", async () => {
    const { account, publisherNumberId, publisherId } = await world();
    await account.ask("PATCH", `publisher-numbers/${publisherNumberId}`, { status: "paused" });
    await account.ask("PATCH", `publishers/${publisherId}`, { name: "Radio", status: "active" });
    expect(await statusOf(account, `publisher-numbers/${publisherNumberId}`)).toBe("paused");
  });

  test("none of them is made or activated while it is paused", async () => {
    const { account, publisherNumberId, publisherId, campaignId } = await world();
    await account.ask("PATCH", `publishers/${publisherId}`, { status: "paused" });
    const refusals = [
      await account.ask("PATCH", `publisher-numbers/${publisherNumberId}`, { status: "active" }),
      await account.ask("POST", "publisher-numbers", {
        number: "+18885550101",
        campaignId,
        publisherId,
      }),
    ];
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ status: 409, body: { code: "conflict" } });
      expect(refusal.body["detail"]).toContain("Activate the publisher first");
    }
  });
});

test("a number without its country is of the account's first allowed country", async () => {
  const { account, publisherId, campaignId } = await world();
  const target = { kind: "phone", address: "(212) 555-0192" };
  const campaign = await account.ask("PATCH", `campaigns/${campaignId}`, { target });
  expect(campaign.body).toMatchObject({ target: { address: "+12125550192" } });
  const number = "(888) 555-0102";
  const made = await account.ask("POST", "publisher-numbers", { number, campaignId, publisherId });
  expect(made.body).toMatchObject({ number: "+18885550102" });
});
