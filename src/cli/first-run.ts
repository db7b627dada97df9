import { setUpDemo } from "../service/demo.ts";
import { simulatorConnection } from "../service/simulator-connection.ts";
import type { Owner } from "../identity/identity.ts";
import type { Installation } from "./installation.ts";

export type Prepared = {
  readonly owner: Owner;
  /** Present when the owner was created just now. */
  readonly signInLink?: string;
  /** Secret part of the simulator's webhook address. */
  readonly simulatorKey: string;
};

/**
 * Makes what an empty data folder lacks: owner, account, simulator connection, demo. Each step
 * looks first, so a start that was cut short is completed by the next; but for the demo, which is
 * made with the account or not at all.
 */
export async function prepare(
  installation: Installation,
  { ownerEmail, withDemo }: { readonly ownerEmail: string; readonly withDemo: boolean },
): Promise<Prepared> {
  const { store, identity, clock } = installation;
  const known = await identity.firstOwner();
  const accountName = withDemo ? "Demo" : "My account";
  const owner = known ?? (await identity.createOwner({ email: ownerEmail, accountName }));
  const { accountId } = owner;
  if ((await store.catalogue.account(accountId)) === undefined) {
    const allowedCountries = ["US", "CA"];
    const createdAt = clock.now();
    await store.catalogue.insertAccount({
      id: accountId,
      name: accountName,
      allowedCountries,
      truncateIpAddresses: false,
      // Whoever starts the server is most likely where it is.
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
      createdAt,
    });
    if (withDemo) await setUpDemo(store, installation, accountId);
  }
  const { key: simulatorKey } = await simulatorConnection(store.calls, accountId);
  const signInLink = known === undefined ? await identity.signInLink(ownerEmail) : undefined;
  return { owner, simulatorKey, ...(signInLink === undefined ? {} : { signInLink }) };
}
