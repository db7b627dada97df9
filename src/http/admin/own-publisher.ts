import type { FastifyRequest } from "fastify";
import type { IdKind } from "../../core/ids.ts";
import { found } from "../../service/admin/record.ts";
import { actorOf } from "./actor.ts";

/*
 * Somebody of the role publisher sees the numbers and calls of one publisher (R67). Every route
 * that needs `own` narrows down what it answers with these two.
 */

type Narrowed = { readonly publisherId?: string | undefined };

/** What was asked for; of a publisher, never more than its own. */
export function ofOwnPublisher<Query extends Narrowed>(
  request: FastifyRequest,
  query: Query,
): Query & Narrowed {
  const { publisherId } = actorOf(request);
  return publisherId === undefined ? query : { ...query, publisherId };
}

export function isPublisher(request: FastifyRequest): boolean {
  return actorOf(request).publisherId !== undefined;
}

/**
 * The record, unless a publisher asks and it is another's.
 * @throws Problem not_found
 */
export function ownOnly<R extends Narrowed>(
  request: FastifyRequest,
  kind: IdKind,
  id: string,
  record: R,
): R {
  const { publisherId } = actorOf(request);
  const isTheirs = publisherId === undefined || record.publisherId === publisherId;
  return found(kind, id, isTheirs ? record : undefined);
}
