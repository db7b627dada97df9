import { ask } from "./ask.ts";

/** As better-auth answers: either the session is there, or a code is still wanted. */
type SignInAnswer = { readonly twoFactorRedirect?: boolean };

/** @returns whether a code of the person's app is wanted, too @throws ProblemError */
export async function signIn(email: string, password: string): Promise<boolean> {
  const body = { email, password };
  const answer = await ask<SignInAnswer>("POST", "/api/auth/sign-in/email", { body });
  return answer.twoFactorRedirect === true;
}

/** How a person proves that it is them, beside the password. */
export type SecondFactor = "totp" | "backup-code";

export function verifyCode(kind: SecondFactor, code: string): Promise<unknown> {
  return ask("POST", `/api/auth/two-factor/verify-${kind}`, { body: { code } });
}
