import type { AccountId, CampaignId, PoolId } from "../../core/ids.ts";
import { optional } from "../../service/admin/patch.ts";
import { findRecord } from "../../service/admin/record.ts";
import type { Catalogue } from "../../store/catalogue.ts";

type Wish = { readonly campaignId?: string | undefined; readonly poolId?: string | undefined };
type Filter = { readonly campaignId?: CampaignId; readonly poolId?: PoolId };

/**
 * Which records a list is asked for.
 * @throws Problem not_found for a campaign or pool that the account does not have
 */
export async function recordFilter(
  { campaigns, pools }: Catalogue,
  accountId: AccountId,
  { campaignId, poolId }: Wish,
): Promise<Filter> {
  const campaign =
    campaignId === undefined
      ? undefined
      : await findRecord("campaign", campaigns, accountId, campaignId);
  const pool =
    poolId === undefined ? undefined : await findRecord("pool", pools, accountId, poolId);
  return { ...optional("campaignId", campaign?.id), ...optional("poolId", pool?.id) };
}
