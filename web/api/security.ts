import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { sessionSchema } from "../../src/contract/admin/me.ts";
import { ask, get } from "./ask.ts";

/* What a person changes of how they prove who they are. */

type Session = z.infer<typeof sessionSchema>;

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: ({ signal }) =>
    get<{ readonly items: readonly Session[] }>("/api/v1/me/sessions", signal),
});

export const endSession = (id: string) => ask("DELETE", `/api/v1/me/sessions/${id}`);
export const endOtherSessions = () => ask("DELETE", "/api/v1/me/sessions");

export const rename = (name: string) => ask("PATCH", "/api/v1/me", { body: { name } });

export const setFirstPassword = (password: string) =>
  ask("PUT", "/api/v1/me/password", { body: { password } });

export const changePassword = (currentPassword: string, newPassword: string) =>
  ask("POST", "/api/auth/change-password", {
    body: { currentPassword, newPassword, revokeOtherSessions: true },
  });

/** As better-auth answers: the address is for the QR code, the codes are shown once. */
type TwoFactorStart = { readonly totpURI: string; readonly backupCodes: readonly string[] };

/** It is on once `confirmTwoFactor` has taken a code of the app. */
export const startTwoFactor = (password: string) =>
  ask<TwoFactorStart>("POST", "/api/auth/two-factor/enable", { body: { password } });

export const confirmTwoFactor = (code: string) =>
  ask("POST", "/api/auth/two-factor/verify-totp", { body: { code } });

export const disableTwoFactor = (password: string) =>
  ask("POST", "/api/auth/two-factor/disable", { body: { password } });

export const newBackupCodes = (password: string) =>
  ask<Pick<TwoFactorStart, "backupCodes">>("POST", "/api/auth/two-factor/generate-backup-codes", {
    body: { password },
  });
