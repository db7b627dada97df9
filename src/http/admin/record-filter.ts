import type { AccountId, CampaignId, PoolId, PublisherId } from "../../core/ids.ts";
import { optional } from "../../service/admin/patch.ts";
import { findRecord } from "../../service/admin/record.ts";
import type { Catalogue } from "../../store/catalogue.ts";

type Wish = {
  readonly campaignId?: string | undefined;
  readonly publisherId?: string | undefined;
  readonly poolId?: string | undefined;
};
type Filter = {
  readonly campaignId?: CampaignId;
  readonly publisherId?: PublisherId;
  readonly poolId?: PoolId;
};

/**
 * Which records a list is asked for.
 * @throws Problem not_found for a campaign, publisher or pool that the account does not have
 */
export async function recordFilter(
  { campaigns, publishers, pools }: Catalogue,
  accountId: AccountId,
  { campaignId, publisherId, poolId }: Wish,
): Promise<Filter> {
  const campaign =
    campaignId === undefined
      ? undefined
      : await findRecord("campaign", campaigns, accountId, campaignId);
  const publisher =
    publisherId === undefined
      ? undefined
      : await findRecord("publisher", publishers, accountId, publisherId);
  const pool =
    poolId === undefined ? undefined : await findRecord("pool", pools, accountId, poolId);
  return {
    ...optional("campaignId", campaign?.id),
    ...optional("publisherId", publisher?.id),
    ...optional("poolId", pool?.id),
  };
}
