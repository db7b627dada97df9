import type { ProblemCode } from "../../contract/problem.ts";
import { Problem } from "../../service/problem.ts";

type Answer = {
  readonly code: ProblemCode;
  readonly detail: string;
  /** The field of the body that is wrong. */
  readonly path?: string;
};

const wrongPassword = "That is not your password. Nothing was changed.";

/**
 * What better-auth refuses, by its codes. A wrong password or code of somebody who is signed in is
 * a field that is not valid: `unauthorized` would tell the app that the session has ended.
 */
const known: Readonly<Record<string, Answer>> = {
  INVALID_EMAIL_OR_PASSWORD: {
    code: "unauthorized",
    detail: "E-mail address and password do not belong together. Check both and try again.",
  },
  INVALID_EMAIL: { code: "invalid", detail: "That is no e-mail address.", path: "email" },
  INVALID_PASSWORD: { code: "invalid", detail: wrongPassword, path: "password" },
  PASSWORD_TOO_SHORT: {
    code: "invalid",
    detail: "Choose a longer password: at least 12 characters.",
    path: "newPassword",
  },
  PASSWORD_TOO_LONG: {
    code: "invalid",
    detail: "Choose a shorter password: at most 128 characters.",
    path: "newPassword",
  },
  CREDENTIAL_ACCOUNT_NOT_FOUND: {
    code: "conflict",
    detail: "You have no password yet. Set one first.",
  },
  INVALID_CODE: {
    code: "invalid",
    detail: "That code is wrong or too old. Enter the one that the app shows now.",
    path: "code",
  },
  INVALID_BACKUP_CODE: {
    code: "invalid",
    detail: "That backup code is wrong or was used already. Enter another one.",
    path: "code",
  },
  INVALID_TWO_FACTOR_COOKIE: {
    code: "unauthorized",
    detail: "Signing in took too long. Start again with e-mail address and password.",
  },
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: {
    code: "unauthorized",
    detail: "Too many wrong codes. Start again with e-mail address and password.",
  },
  ACCOUNT_TEMPORARILY_LOCKED: {
    code: "too_many_requests",
    detail: "Too many wrong codes. Nobody can sign in as you for a quarter of an hour.",
  },
  TOTP_ALREADY_ENABLED: { code: "conflict", detail: "The second factor is on already." },
  TOTP_NOT_ENABLED: { code: "conflict", detail: "The second factor is not on. Turn it on first." },
  TWO_FACTOR_NOT_ENABLED: {
    code: "conflict",
    detail: "The second factor is not on. Turn it on first.",
  },
  BACKUP_CODES_NOT_ENABLED: {
    code: "conflict",
    detail: "There are no backup codes. Turn the second factor on first.",
  },
  USER_IS_NOT_A_MEMBER_OF_THE_ORGANIZATION: {
    code: "not_found",
    detail: "You do not belong to that account.",
  },
};

const byStatus: Readonly<Record<number, Answer>> = {
  401: { code: "unauthorized", detail: "Sign in first." },
  403: {
    code: "forbidden",
    detail:
      "A browser can do this only at the address that the server was started with: --base-url, " +
      "or http://localhost and the port. Open the app there.",
  },
  404: { code: "not_found", detail: "There is nothing here." },
  415: { code: "unsupported_media_type", detail: "Send the body as application/json." },
  429: {
    code: "too_many_requests",
    detail: "Too many attempts from your address. Wait a moment, then try once more.",
  },
};

/** A refusal of better-auth as the problem that it is: its own words are for programmers. */
export function signInProblem(status: number, body: string): Problem {
  const code = codeOf(body);
  const answer = Object.hasOwn(known, code) ? known[code] : byStatus[status];
  if (answer !== undefined) {
    const { path, detail } = answer;
    return new Problem(
      answer.code,
      detail,
      path === undefined ? {} : { errors: [{ path, message: detail }] },
    );
  }
  if (status >= 500) return new Problem("internal", "The server failed; its log says why.");
  return new Problem("malformed_body", "The body is not what this address takes.");
}

function codeOf(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    const isNamed = typeof parsed === "object" && parsed !== null && "code" in parsed;
    return isNamed && typeof parsed.code === "string" ? parsed.code : "";
  } catch {
    return "";
  }
}
