import type { CampaignCreate, CampaignPatch, NewTarget } from "../../contract/admin/campaign.ts";
import type { AccountId } from "../../core/ids.ts";
import { parseE164 } from "../../core/phone/e164.ts";
import type { Target } from "../../core/routing/route.ts";
import type { Campaign } from "../../store/catalogue.ts";
import { Problem } from "../problem.ts";
import type { AdminPorts } from "./admin-ports.ts";
import { homeCountry } from "./account.ts";
import { given, optional } from "./patch.ts";
import { findLiving } from "./record.ts";

export async function createCampaign(
  ports: AdminPorts,
  accountId: AccountId,
  { target, ...wish }: CampaignCreate,
): Promise<Campaign> {
  const campaign: Campaign = {
    ...wish,
    id: ports.newId("campaign"),
    accountId,
    createdAt: ports.clock.now(),
    status: "active",
    ...optional("target", await readTarget(ports, accountId, target)),
  };
  await ports.catalogue.campaigns.insert(campaign);
  return campaign;
}

export async function patchCampaign(
  ports: AdminPorts,
  accountId: AccountId,
  id: string,
  { target, ...patch }: CampaignPatch,
): Promise<Campaign> {
  const { catalogue } = ports;
  const campaign = await findLiving("campaign", catalogue.campaigns, accountId, id);
  const { target: targetBefore, ...before } = campaign;
  const targetNow =
    target === undefined ? targetBefore : await readTarget(ports, accountId, target);
  const changed: Campaign = { ...before, ...given(patch), ...optional("target", targetNow) };
  await catalogue.campaigns.replace(changed);
  return changed;
}

/**
 * A SIP address as RFC 3261 section 19.1 writes it, of the parts that a target needs: user, host,
 * port and parameters, no headers, no passwords, nothing that would end a header line.
 */
const SIP_USER = /[\w\-.!~*'()%&=+$,;?/]+/;
const SIP_HOST = /(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?/;
const SIP_PARAMETERS = /(?:;[\w\-.!~*'()%+=]+)*/;
const SIP_URI = new RegExp(`^sips?:${SIP_USER.source}@${SIP_HOST.source}${SIP_PARAMETERS.source}$`);

async function readTarget(
  { catalogue }: AdminPorts,
  accountId: AccountId,
  target: NewTarget | null | undefined,
): Promise<Target | undefined> {
  if (target === null || target === undefined) return undefined;
  if (target.kind === "sip") {
    if (SIP_URI.test(target.address)) return target;
    throw invalidAddress("is not a SIP address; write it like sip:desk@example.com");
  }
  const parsed = parseE164(target.address, await homeCountry(catalogue, accountId));
  if (!parsed.ok) throw invalidAddress(parsed.reason.replace(/\.$/, ""));
  return { kind: "phone", address: parsed.e164 };
}

function invalidAddress(message: string): Problem {
  const path = "target.address";
  return new Problem("invalid", `${path}: ${message}.`, { errors: [{ path, message }] });
}
