import type { TestCallWish } from "../../contract/admin/test-call.ts";
import type { AccountId } from "../../core/ids.ts";
import { parseE164, type E164 } from "../../core/phone/e164.ts";
import type { Catalogue } from "../../store/catalogue.ts";
import { Problem } from "../problem.ts";

export type TestCallNumbers = { readonly from: E164 | undefined; readonly to: E164 };

/**
 * Reads the numbers of a test call as people of the account write them.
 * @throws Problem invalid
 */
export async function testCallNumbers(
  catalogue: Catalogue,
  accountId: AccountId,
  { from, to }: Pick<TestCallWish, "from" | "to">,
): Promise<TestCallNumbers> {
  const account = await catalogue.account(accountId);
  const home = account?.allowedCountries[0];
  const isWithheld = from.trim() === "";
  return {
    to: readNumber("to", to, home),
    from: isWithheld ? undefined : readNumber("from", from, home),
  };
}

function readNumber(path: string, text: string, home: string | undefined): E164 {
  const parsed = parseE164(text, home);
  if (parsed.ok) return parsed.e164;
  const message = parsed.reason;
  throw new Problem("invalid", `${path}: ${message}`, { errors: [{ path, message }] });
}
