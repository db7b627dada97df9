import type { AccountId } from "../../core/ids.ts";
import { dayOf, type Period } from "../../core/time-zone.ts";
import type { AdminPorts } from "./admin-ports.ts";
import { accountOf } from "./account.ts";

/** The day that it is in the account's time zone. */
export async function todayOf(
  { catalogue, clock }: Pick<AdminPorts, "catalogue" | "clock">,
  accountId: AccountId,
): Promise<Period & { readonly timeZone: string }> {
  const { timeZone } = await accountOf(catalogue, accountId);
  return { ...dayOf(clock.now(), timeZone), timeZone };
}
