import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  invitationAcceptSchema,
  invitationShownSchema,
} from "../../src/contract/admin/invitation.ts";
import { ask, get } from "./ask.ts";

type InvitationShown = z.infer<typeof invitationShownSchema>;
type InvitationAccept = z.infer<typeof invitationAcceptSchema>;

/** What somebody with the link is invited to. */
export const shownInvitationQuery = (token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) =>
      get<InvitationShown>(`/api/invitations/${encodeURIComponent(token)}`, signal),
    staleTime: Infinity,
  });

/** Joins the account, and signs a new person in. */
export function acceptInvitation(token: string, body: InvitationAccept): Promise<unknown> {
  return ask("POST", `/api/invitations/${encodeURIComponent(token)}`, { body });
}
