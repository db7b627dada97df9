/** A path of better-auth that browsers use. */
export type BrowserPath = {
  readonly method: "GET" | "POST";
  /** The change that it makes to a person, as the audit log names it. */
  readonly change?: string;
};

/**
 * What is open of better-auth, by its path under /api/auth. Its many others stay closed: accounts,
 * members, sessions and tokens are changed through Callpool's own API.
 */
export const browserPaths: Readonly<Record<string, BrowserPath>> = {
  "/get-session": { method: "GET" },
  "/magic-link/verify": { method: "GET" },
  "/sign-in/email": { method: "POST" },
  "/sign-out": { method: "POST" },
  "/organization/list": { method: "GET" },
  "/organization/set-active": { method: "POST" },
  "/change-password": { method: "POST", change: "changePassword" },
  "/two-factor/enable": { method: "POST", change: "startTwoFactor" },
  "/two-factor/disable": { method: "POST", change: "disableTwoFactor" },
  "/two-factor/get-totp-uri": { method: "POST" },
  "/two-factor/verify-totp": { method: "POST", change: "turnOnTwoFactor" },
  "/two-factor/verify-backup-code": { method: "POST" },
  "/two-factor/generate-backup-codes": { method: "POST", change: "generateBackupCodes" },
};

const AUTH_PREFIX = "/api/auth";

/** @returns undefined for what is not open */
export function browserPathOf(method: string, pathname: string): BrowserPath | undefined {
  const path = pathname.startsWith(AUTH_PREFIX) ? pathname.slice(AUTH_PREFIX.length) : "";
  const found = Object.hasOwn(browserPaths, path) ? browserPaths[path] : undefined;
  return found?.method === method ? found : undefined;
}
