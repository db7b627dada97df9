import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  inject,
  startAdminServer,
  type AccountHands,
  type AdminServer,
} from "../../../test/support/admin-server.ts";

let server: AdminServer;

beforeAll(async () => {
  server = await startAdminServer();
});

afterAll(async () => {
  await server.close();
});

function importCsv({ token }: AccountHands, csv: string, type = "text/csv") {
  const headers = { authorization: `Bearer ${token}`, "content-type": type };
  return inject(server.app, "POST", "numbers/import", csv, headers);
}

async function inventory({ ask }: AccountHands): Promise<readonly unknown[]> {
  const { body } = await ask("GET", "numbers?limit=200");
  return (body["items"] as { number: string }[]).map(({ number }) => number).toSorted();
}

describe("CSV import (R4)", () => {
  test("of five rows with two bad ones three are kept, and two are named with line and reason", async () => {
    const account = await server.account();
    const csv = [
      "country,number,type,carrier,carrierId",
      "US,+12125550100,local,simulator,PN1",
      "US,not a number,local,simulator,PN2",
      "US,(212) 555-0101,,,",
      "",
      "CA,+12125550102,local,simulator,PN4",
      ",+18885550103,tollfree,simulator,PN5",
    ].join("\r\n");
    const answer = await importCsv(account, csv);
    expect(answer).toMatchObject({ status: 200, body: { added: 3, duplicates: 0, refused: 2 } });
    const results = answer.body["results"] as { line: number; outcome: string; reason?: string }[];
    expect(results.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, "added"],
      [3, "refused"],
      [4, "added"],
      [6, "refused"],
      [7, "added"],
    ]);
    expect(results[1]).toMatchObject({ number: "not a number" });
    expect(results[1]?.reason).toContain("is not a phone number");
    expect(results[3]?.reason).toBe("The country says CA, but +12125550102 is a number of US.");
    expect(await inventory(account)).toEqual(["+12125550100", "+12125550101", "+18885550103"]);
    const { body } = await account.ask("GET", "numbers");
    expect(body["items"]).toContainEqual(
      expect.objectContaining({
        number: "+12125550100",
        country: "US",
        type: "local",
        areaCode: "212",
        carrier: "simulator",
        carrierId: "PN1",
        state: "free",
      }),
    );
  });

  test("the same file again adds nothing and refuses nothing", async () => {
    const account = await server.account();
    const csv = "number\n+12125550100\n+12125550101\n+12125550100\n";
    const first = { added: 2, duplicates: 1, refused: 0 };
    expect((await importCsv(account, csv)).body).toMatchObject(first);
    const second = { added: 0, duplicates: 3, refused: 0 };
    expect((await importCsv(account, csv)).body).toMatchObject(second);
    expect(await inventory(account)).toHaveLength(2);
  });

  test.each([
    ["a byte order mark", "\uFEFFnumber\n+12125550100"],
    ["capital letters in the header", "NUMBER,CarrierID\n+12125550100,PN1"],
    ["quotes", `"number","carrierId"\n"+12125550100","a ""b"", c"`],
    ["spaces around values", " number , country \n +12125550100 , US "],
    ["line ends of old Macs", "number\r+12125550100"],
    ["fewer values than columns", "number,country,type\n+12125550100"],
  ])("%s do no harm", async (_what, csv) => {
    expect((await importCsv(await server.account(), csv)).body).toMatchObject({ added: 1 });
  });

  test.each([
    ["a quote that does not end", `"+12125550101`, "quotation mark"],
    ["more values than columns", "+12125550101,US,more", "3 values"],
    ["no number", ",US", "The row has no number."],
    ["a spreadsheet's rounding", "1.21256E+10,US", "not a phone number"],
    ["an unknown country", "+12125550101,XX", "XX"],
    ["a country's whole name", "+12125550101,Ruritania", "two capital letters"],
    ["a formula", `=HYPERLINK("x"),US`, "quotation mark"],
    ["a number that is too long", `${"1".repeat(5000)},US`, "too long"],
  ])("%s spoils its own row and no other", async (_what, row, reason) => {
    const account = await server.account();
    const csv = `number,country\n+12125550100,US\n${row}\n+12125550102,US\n`;
    const answer = await importCsv(account, csv);
    expect(answer).toMatchObject({ status: 200, body: { added: 2, refused: 1 } });
    const [, bad] = answer.body["results"] as { line: number; reason: string }[];
    expect(bad?.line).toBe(3);
    expect(bad?.reason).toContain(reason);
    expect(await inventory(account)).toEqual(["+12125550100", "+12125550102"]);
  });

  test("a carrier's own export is taken: its words for the columns, and numbers of the home country", async () => {
    const account = await server.account();
    const answer = await importCsv(
      account,
      "Phone Number,Carrier\n(212) 555-0141,Twilio\n12,Twilio",
    );
    expect(answer).toMatchObject({
      status: 200,
      body: { added: 1, refused: 1, ignoredColumns: [] },
    });
    const { body } = await account.ask("GET", "numbers");
    expect(body["items"]).toMatchObject([
      { number: "+12125550141", country: "US", carrier: "twilio" },
    ]);
  });

  test("the home country is the first that the account allows, and of no number with its own +", async () => {
    const account = await server.account();
    await account.ask("PATCH", "account", { allowedCountries: ["GB", "US"] });
    const csv = "number,country\n020 7946 0000\n+12125550100\n(212) 555-0101,US";
    expect((await importCsv(account, csv)).body).toMatchObject({ added: 3 });
    const { body } = await account.ask("GET", "numbers");
    const countries = (body["items"] as { country: string }[]).map(({ country }) => country);
    expect(countries.toSorted()).toEqual(["GB", "US", "US"]);
  });

  test.each(
    ["NUMBER", "Phone", "phone_number", "PhoneNumber", "Telephone", "TFN"].flatMap((number) =>
      ["carrierId", "Carrier ID", "carrier_id", "SID"].map((id) => [number, id] as const),
    ),
  )("the columns %s and %s are known", async (number, id) => {
    const account = await server.account();
    await importCsv(account, `${id},${number}\nPN1,+12125550100`);
    const { body } = await account.ask("GET", "numbers");
    expect(body["items"]).toMatchObject([{ number: "+12125550100", carrierId: "PN1" }]);
  });

  test.each([";", "\t"])("values with %j between them are told apart", async (between) => {
    const account = await server.account();
    const lines = [
      ["SID", "Number", "Type", "Country", "Carrier"],
      ["", "+18885550100", "Toll-Free", "us", "Acme, Inc."],
      ["PN2", '"+12125550101"', "", "", ""],
    ];
    const csv = lines.map((cells) => cells.join(between)).join("\n");
    expect((await importCsv(account, csv)).body).toMatchObject({ added: 2, ignoredColumns: [] });
    const { body } = await account.ask("GET", "numbers");
    expect(body["items"]).toContainEqual(
      expect.objectContaining({ number: "+18885550100", type: "tollfree", carrier: "acme-inc" }),
    );
    expect(body["items"]).toContainEqual(
      expect.objectContaining({ number: "+12125550101", carrier: "manual", carrierId: "PN2" }),
    );
  });

  test.each([
    ["AT&T", "at-t"],
    [" Telefónica  España ", "telefonica-espana"],
    ["-x-", "x"],
    [`${"a".repeat(29)} b`, "a".repeat(29)],
  ])("the carrier %s is kept as %s", async (given, kept) => {
    const account = await server.account();
    await importCsv(account, `number,carrier\n+12125550100,${given}`);
    const { body } = await account.ask("GET", "numbers");
    expect(body["items"]).toMatchObject([{ carrier: kept }]);
  });

  test("a file without a header is read by its first column, and its bad rows are named", async () => {
    const account = await server.account();
    const answer = await importCsv(
      account,
      "1.21256E+10,x\n(212) 555-0100\n+12125550101,,y\nhello",
    );
    expect(answer.body).toMatchObject({
      added: 2,
      refused: 2,
      ignoredColumns: ["column 2", "column 3"],
      results: [
        { line: 1, outcome: "refused" },
        { line: 2, number: "+12125550100" },
        { line: 3, number: "+12125550101" },
        { line: 4, outcome: "refused" },
      ],
    });
  });

  test("columns that nobody knows are ignored, and the answer says so", async () => {
    const account = await server.account();
    const csv =
      "Friendly Name,number,__proto__,,,\nMain,+12125550100,x,,y,\nSpare,+12125550101,,,,,,";
    expect((await importCsv(account, csv)).body).toMatchObject({
      added: 2,
      ignoredColumns: ["Friendly Name", "__proto__", "column 5"],
    });
  });

  test("reasons are sentences for a person", async () => {
    const csv = `number,country,type,carrier,sid\n,USA,mobile,网络,${"1".repeat(101)}`;
    const answer = await importCsv(await server.account(), csv);
    const [bad] = answer.body["results"] as { reason: string }[];
    expect(bad?.reason.match(/The [^.]+\./g)).toHaveLength(5);
    expect(bad?.reason).not.toMatch(/expected|Invalid|:/);
  });

  test.each([
    ["a type that the number is not", "+12125550101,tollfree", "is not a toll-free number"],
    ["a toll-free number as local", "+18885550101,local", "is a toll-free number"],
    ["a type that nobody knows", "+12125550101,mobile", "type"],
  ])("%s is refused", async (_what, row, reason) => {
    const answer = await importCsv(await server.account(), `number,type\n${row}`);
    const [bad] = answer.body["results"] as { outcome: string; reason: string }[];
    expect(bad).toMatchObject({ outcome: "refused" });
    expect(bad?.reason).toContain(reason);
  });

  test("a toll-free number is at home in any country that shares it", async () => {
    const account = await server.account();
    const csv = "number,country\n+18885550100,CA\n+18885550101,US\n+18885550102,GB";
    expect((await importCsv(account, csv)).body).toMatchObject({ added: 2, refused: 1 });
    const { body } = await account.ask("GET", "numbers");
    expect(body["items"]).toContainEqual(
      expect.objectContaining({ number: "+18885550100", country: "CA" }),
    );
  });

  test.each([
    ["an empty file", "", "empty"],
    ["only line ends", "\n\n", "empty"],
    ["a header without number", "country,type\nUS,local", "None of the columns"],
    ["a column twice in two cases", "number,Number\n+12125550100,+12125550101", "twice"],
    ["a column twice under two names", "Phone,TFN\n+12125550100,+12125550101", "“Phone” and “TFN”"],
    ["a column twice", "number,number\n+12125550100,+12125550101", "twice"],
    ["a header with an open quote", `"number\n+12125550100`, "quotation mark"],
  ])("%s is refused as a whole", async (_what, csv, detail) => {
    const account = await server.account();
    const answer = await importCsv(account, csv);
    expect(answer).toMatchObject({ status: 400, body: { code: "malformed_body" } });
    expect(answer.body["detail"]).toContain(detail);
    expect(await inventory(account)).toEqual([]);
  });

  test("more rows than one import takes are refused, and so is a file that is too large", async () => {
    const account = await server.account();
    const many = `number\n${"+12125550100\n".repeat(10_001)}`;
    const large = `number\n${"x".repeat(1_048_576)}`;
    for (const csv of [many, large]) {
      const answer = await importCsv(account, csv);
      expect(answer).toMatchObject({ status: 413, body: { code: "body_too_large" } });
    }
    expect(await inventory(account)).toEqual([]);
  });

  test("ten thousand rows are taken in one import, and others are answered meanwhile", async () => {
    const account = await server.account();
    const rows = Array.from({ length: 10_000 }, (_, i) => `+1212${5_550_100 + (i % 100)}`);
    const imported = importCsv(account, ["number", ...rows].join("\n"));
    const order: string[] = [];
    const done = imported.then(() => order.push("import"));
    await account.ask("GET", "account").then(() => order.push("account"));
    await done;
    expect(order).toEqual(["account", "import"]);
    expect((await imported).body).toMatchObject({ added: 100, duplicates: 9900 });
  });

  test.each([
    ["text/csv; charset=utf-8", 200],
    ['text/csv;header=present; Charset="UTF-8"', 200],
    ["text/csv; charset=iso-8859-1", 415],
    ["text/csv; charset=utf-16le", 415],
    ["text/csv; charset=", 415],
  ])("a file of the type %s is answered %i", async (type, status) => {
    const answer = await importCsv(await server.account(), "number\n+12125550100", type);
    expect(answer.status).toBe(status);
    if (status === 415) expect(answer.body["code"]).toBe("unsupported_media_type");
  });

  test("JSON is not CSV", async () => {
    const { ask } = await server.account();
    const answer = await ask("POST", "numbers/import", { numbers: [] });
    expect(answer).toMatchObject({ status: 415, body: { code: "unsupported_media_type" } });
  });
});

describe("adding numbers as JSON", () => {
  test("good rows are kept, bad ones are named by their place", async () => {
    const account = await server.account();
    const numbers = [
      { number: "+12125550100", carrierId: "PN1" },
      { number: "12" },
      "+12125550101",
      { number: "+12125550102", colour: "red" },
      null,
      { number: "2125550103", country: "US" },
    ];
    const answer = await account.ask("POST", "numbers", { numbers });
    expect(answer).toMatchObject({ status: 200, body: { added: 2, duplicates: 0, refused: 4 } });
    const results = answer.body["results"] as { line: number; outcome: string }[];
    expect(results.filter(({ outcome }) => outcome === "refused").map(({ line }) => line)).toEqual([
      2, 3, 4, 5,
    ]);
    expect(await inventory(account)).toEqual(["+12125550100", "+12125550103"]);
  });

  test("no rows and too many are refused", async () => {
    const { ask } = await server.account();
    expect(await ask("POST", "numbers", { numbers: [] })).toMatchObject({ status: 422 });
    const numbers = Array.from({ length: 10_001 }, () => "");
    expect(await ask("POST", "numbers", { numbers })).toMatchObject({ status: 422 });
  });

  test("two accounts can have the same number, since each has carriers of its own", async () => {
    for (const account of [await server.account(), await server.account()]) {
      const answer = await account.ask("POST", "numbers", {
        numbers: [{ number: "+12125550100" }],
      });
      expect(answer.body).toMatchObject({ added: 1 });
    }
  });
});

describe("the inventory", () => {
  test("it is filtered by pool, and by numbers that have no use yet", async () => {
    const { ask, make } = await server.account();
    const numbers = ["+12125550100", "+12125550101", "+12125550102"];
    await ask("POST", "numbers", { numbers: numbers.map((number) => ({ number })) });
    const poolId = await make("pools", { name: "P", country: "US", numberType: "local" });
    await ask("POST", `pools/${poolId}/numbers`, { numbers: [numbers[0]] });
    const campaignId = await make("campaigns", { name: "C" });
    const publisherId = await make("publishers", { name: "S" });
    await make("publisher-numbers", { number: numbers[1], campaignId, publisherId });
    const listed = async (query: string) => {
      const { body } = await ask("GET", `numbers${query}`);
      return (body["items"] as { number: string }[]).map(({ number }) => number).toSorted();
    };
    expect(await listed("")).toEqual(numbers);
    expect(await listed(`?poolId=${poolId}`)).toEqual([numbers[0]]);
    expect(await listed("?unassigned=true")).toEqual([numbers[2]]);
    expect(await listed("?unassigned=false")).toEqual(numbers);
    expect(await listed("?search=555-0101")).toEqual([numbers[1]]);
    expect(await listed("?search=()")).toEqual(numbers);
    expect(await listed("?country=CA")).toEqual([]);
    expect(await listed("?type=local&areaCode=212&country=US")).toEqual(numbers);
    expect(await listed("?areaCode=310")).toEqual([]);
    expect((await ask("GET", "numbers?limit=1")).body).toMatchObject({
      total: 3,
      next: numbers[0],
    });
    expect(await ask("GET", "numbers?unassigned=maybe")).toMatchObject({ status: 422 });
    const nowhere = await ask("GET", "numbers?poolId=pol_00000000000000000000000000");
    expect(nowhere).toMatchObject({ status: 404 });
  });

  test("a number rests until the time that was said, or until the rest is ended (R12)", async () => {
    const { ask } = await server.account();
    const added = await ask("POST", "numbers", { numbers: [{ number: "+12125550100" }] });
    const [{ id } = { id: "" }] = added.body["results"] as { id: string }[];
    const until = "2026-01-06T12:00:00+02:00";
    const resting = await ask("POST", `numbers/${id}/rest`, { until });
    expect(resting).toMatchObject({
      status: 200,
      body: { state: "quarantined", quarantinedUntil: "2026-01-06T10:00:00.000Z" },
    });
    const rested = await ask("DELETE", `numbers/${id}/rest`);
    expect(rested).toMatchObject({ status: 200, body: { state: "free" } });
    expect(rested.body).not.toHaveProperty("quarantinedUntil");
    const past = { until: "2026-01-05T08:00:00Z" };
    expect(await ask("POST", `numbers/${id}/rest`, past)).toMatchObject({
      body: { state: "free" },
    });
    for (const wrong of ["tomorrow", "2026-13-01T00:00:00Z", 5, null]) {
      const answer = await ask("POST", `numbers/${id}/rest`, { until: wrong });
      expect(answer).toMatchObject({ status: 422 });
    }
    const nobody = "numbers/num_00000000000000000000000000/rest";
    expect(await ask("POST", nobody, { until })).toMatchObject({ status: 404 });
  });
});
