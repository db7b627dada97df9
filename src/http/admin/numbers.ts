import { idParams } from "../../contract/admin/field.ts";
import {
  csvSchema,
  numbersAddedSchema,
  numberSchema,
  numbersCreateSchema,
  numbersImportedSchema,
  numbersQuery,
  restSchema,
} from "../../contract/admin/number.ts";
import { countedPageOf } from "../../contract/admin/page.ts";
import { isId, type AccountId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import { BEGINNING, type Instant } from "../../core/time.ts";
import type { AdminPorts } from "../../service/admin/admin-ports.ts";
import { rowsOfCsv } from "../../service/admin/csv-rows.ts";
import { addNumbers } from "../../service/admin/number.ts";
import { optional } from "../../service/admin/patch.ts";
import { findRecord, found } from "../../service/admin/record.ts";
import { Problem } from "../../service/problem.ts";
import type { Counted, NumberWithState, Page } from "../../store/catalogue.ts";
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
  restRoutes(app, ports);
}

function readNumberRoutes(app: AdminApp, { catalogue }: AdminPorts): void {
  app.get("/numbers", {
    schema: {
      ...operation(area, "listNumbers", "List numbers"),
      querystring: numbersQuery,
      response: { 200: countedPageOf(numberSchema), ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const { poolId, unassigned, search, country, type, areaCode, ...page } = request.query;
      const pool =
        poolId === undefined
          ? undefined
          : await findRecord("pool", catalogue.pools, accountId, poolId);
      const filter = {
        ...optional("poolId", pool?.id),
        ...(unassigned === "true" ? { isUnassigned: true } : {}),
        ...optional("digits", digitsOf(search)),
        ...optional("country", country),
        ...optional("type", type),
        ...optional("areaCode", areaCode),
      };
      return shownNumbers(await catalogue.numbers(accountId, filter, pageRequest(page)));
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
      response: { 200: numbersImportedSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { rows, ignoredColumns } = rowsOfCsv(request.body);
      const added = await addNumbers(ports, actorOf(request).accountId, rows);
      return { ...added, ignoredColumns: [...ignoredColumns] };
    },
  });
}

/** Charset of a content type (RFC 9110 section 8.3.2) in small letters; utf-8 if it says none. */
function charsetOf(contentType: string): string {
  const [, quoted, plain] = /;\s*charset=(?:"([^"]*)"|([^\s;]*))/i.exec(contentType) ?? [];
  return (quoted ?? plain ?? "utf-8").toLowerCase().slice(0, 40);
}

/** A number that rests is given to nobody (R12). */
function restRoutes(app: AdminApp, { catalogue }: AdminPorts): void {
  const rest = async (accountId: AccountId, id: string, until: Instant) => {
    const number = await find(catalogue, accountId, id);
    await catalogue.quarantine(accountId, number.id, until);
    return showNumber(await find(catalogue, accountId, number.id));
  };
  app.post("/numbers/:id/rest", {
    schema: {
      ...operation(
        area,
        "restNumber",
        "Let a number rest",
        "It is given to nobody until then: after misdials, spam, or a failed check. Said again, " +
          "the new time counts.",
      ),
      params: idParams,
      body: restSchema,
      response: { 200: numberSchema, ...problemAnswers },
    },
    handler: async (request) =>
      rest(actorOf(request).accountId, request.params.id, instantOf(request.body.until)),
  });
  app.delete("/numbers/:id/rest", {
    schema: {
      ...operation(area, "endRestOfNumber", "End a number's rest"),
      params: idParams,
      response: { 200: numberSchema, ...problemAnswers },
    },
    handler: async (request) => rest(actorOf(request).accountId, request.params.id, BEGINNING),
  });
}

async function find(catalogue: AdminPorts["catalogue"], accountId: AccountId, id: string) {
  const number = isId("number", id) ? await catalogue.number(accountId, id) : undefined;
  return found("number", id, number);
}

/** The digits of what somebody looks for, however they write them; undefined without any. */
export function digitsOf(search: string | undefined): string | undefined {
  const digits = (search ?? "").replaceAll(/\D/g, "");
  return digits === "" ? undefined : digits;
}

export function shownNumbers(page: Page<NumberWithState> & Counted<NumberWithState>) {
  return { ...shownPage(page, showNumber), total: page.total };
}

function showNumber(number: NumberWithState) {
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
    ...optional("impressionId", number.impressionId),
    createdAt: iso(createdAt),
  };
}
