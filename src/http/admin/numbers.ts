import { idParams } from "../../contract/admin/field.ts";
import {
  csvSchema,
  numbersAddedSchema,
  numberSchema,
  numbersCreateSchema,
  numbersQuery,
  restSchema,
} from "../../contract/admin/number.ts";
import { pageOf } from "../../contract/admin/page.ts";
import { isId, type AccountId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import { BEGINNING } from "../../core/time.ts";
import type { AdminPorts } from "../../service/admin/admin-ports.ts";
import { rowsOfCsv } from "../../service/admin/csv-rows.ts";
import { addNumbers } from "../../service/admin/number.ts";
import { optional } from "../../service/admin/patch.ts";
import { findRecord, found } from "../../service/admin/record.ts";
import { Problem } from "../../service/problem.ts";
import type { NumberWithState } from "../../store/catalogue.ts";
import {
  instantOf,
  iso,
  isoFields,
  operation,
  problemAnswers,
  type AdminApp,
} from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { pageRequest, shownPage } from "./record-routes.ts";

const area = "Numbers";

/** The inventory: every phone number that the account has. */
export function numberRoutes(app: AdminApp, ports: AdminPorts): void {
  readNumberRoutes(app, ports);
  addRoute(app, ports);
  quarantineRoute(app, ports);
}

function readNumberRoutes(app: AdminApp, { catalogue }: AdminPorts): void {
  app.get("/numbers", {
    schema: {
      ...operation(area, "listNumbers", "List numbers"),
      querystring: numbersQuery,
      response: { 200: pageOf(numberSchema), ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const { poolId, unassigned, ...page } = request.query;
      const pool =
        poolId === undefined
          ? undefined
          : await findRecord("pool", catalogue.pools, accountId, poolId);
      const filter = {
        ...optional("poolId", pool?.id),
        ...(unassigned === "true" ? { isUnassigned: true } : {}),
      };
      return shownPage(await catalogue.numbers(accountId, filter, pageRequest(page)), showNumber);
    },
  });
  app.get("/numbers/:id", {
    schema: {
      ...operation(area, "getNumber", "Get one number"),
      params: idParams,
      response: { 200: numberSchema, ...problemAnswers },
    },
    handler: async (request) =>
      showNumber(await find(catalogue, actorOf(request).accountId, request.params.id)),
  });
}

function addRoute(app: AdminApp, ports: AdminPorts): void {
  app.post("/numbers", {
    schema: {
      ...operation(
        area,
        "addNumbers",
        "Add numbers",
        "Good rows are added, bad ones are refused, each with its reason.",
      ),
      body: numbersCreateSchema,
      response: { 200: numbersAddedSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const rows = request.body.numbers.map((fields, at) => ({ line: at + 1, fields }));
      return addNumbers(ports, actorOf(request).accountId, rows);
    },
  });
}

/** CSV instead of JSON, with a limit of its own. */
export function numberImportRoute(app: AdminApp, ports: AdminPorts): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("text/csv", { parseAs: "string" }, (request, body, done) => {
    const charset = charsetOf(request.headers["content-type"] ?? "");
    if (/^utf-?8$/.test(charset)) done(null, body);
    else done(new Problem("unsupported_media_type", `The file must be in utf-8, not ${charset}.`));
  });
  app.post("/numbers/import", {
    bodyLimit: limits.csvBodyBytesMax,
    schema: {
      ...operation(
        area,
        "importNumbers",
        "Import numbers from CSV",
        "Good rows are added, bad ones are refused, each with its line and its reason.",
      ),
      consumes: ["text/csv"],
      body: csvSchema,
      response: { 200: numbersAddedSchema, ...problemAnswers },
    },
    handler: async (request) =>
      addNumbers(ports, actorOf(request).accountId, rowsOfCsv(request.body)),
  });
}

/** Charset of a content type (RFC 9110 section 8.3.2) in small letters; utf-8 if it says none. */
function charsetOf(contentType: string): string {
  const [, quoted, plain] = /;\s*charset=(?:"([^"]*)"|([^\s;]*))/i.exec(contentType) ?? [];
  return (quoted ?? plain ?? "utf-8").toLowerCase().slice(0, 40);
}

function quarantineRoute(app: AdminApp, { catalogue }: AdminPorts): void {
  app.post("/numbers/:id/quarantine", {
    schema: {
      ...operation(area, "quarantineNumber", "Let a number rest"),
      params: idParams,
      body: restSchema,
      response: { 200: numberSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const number = await find(catalogue, accountId, request.params.id);
      await catalogue.quarantine(accountId, number.id, instantOf(request.body.until));
      return showNumber(await find(catalogue, accountId, number.id));
    },
  });
}

async function find(catalogue: AdminPorts["catalogue"], accountId: AccountId, id: string) {
  const number = isId("number", id) ? await catalogue.number(accountId, id) : undefined;
  return found("number", id, number);
}

export function showNumber(number: NumberWithState) {
  const { id, e164, country, type, carrier, state, quarantinedUntil, createdAt } = number;
  return {
    id,
    number: e164,
    country,
    type,
    ...optional("areaCode", number.areaCode),
    carrier,
    ...optional("carrierId", number.carrierId),
    ...optional("poolId", number.poolId),
    ...optional("publisherNumberId", number.publisherNumberId),
    state,
    ...isoFields({
      heldUntil: number.heldUntil,
      linkUntil: number.linkUntil,
      quarantinedUntil: quarantinedUntil === BEGINNING ? undefined : quarantinedUntil,
    }),
    createdAt: iso(createdAt),
  };
}
