import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  InvitationCreate,
  invitationMadeSchema,
  invitationSchema,
} from "../../src/contract/admin/invitation.ts";
import type { MemberPatch, memberSchema } from "../../src/contract/admin/member.ts";
import { ask, get } from "./ask.ts";

export type Member = z.infer<typeof memberSchema>;
export type Role = Member["role"];
export type Invitation = z.infer<typeof invitationSchema>;
export type InvitationMade = z.infer<typeof invitationMadeSchema>;

type All<T> = { readonly items: readonly T[] };

export const membersQuery = queryOptions({
  queryKey: ["members"],
  queryFn: ({ signal }) => get<All<Member>>("/api/v1/members", signal),
});

export const invitationsQuery = queryOptions({
  queryKey: ["invitations"],
  queryFn: ({ signal }) => get<All<Invitation>>("/api/v1/invitations", signal),
});

export const patchMember = (id: string, body: MemberPatch) =>
  ask("PATCH", `/api/v1/members/${id}`, { body });
export const removeMember = (id: string) => ask("DELETE", `/api/v1/members/${id}`);

export const invite = (body: InvitationCreate) =>
  ask<InvitationMade>("POST", "/api/v1/invitations", { body });
export const withdrawInvitation = (id: string) => ask("DELETE", `/api/v1/invitations/${id}`);
