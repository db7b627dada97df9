import { Alert, Anchor, List, Skeleton, Text } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Dashboard } from "../../../src/contract/admin/dashboard.ts";
import { poolNeedQuery } from "../../api/dashboard.ts";
import { useMe } from "../../api/me.ts";
import { counted } from "../../parts/count.ts";
import { formatLength, formatMinute } from "../../parts/time-format.ts";
import { paths } from "../../paths.ts";
import { adviseOn } from "./pool-advice.ts";

/** More would push the day itself out of sight; the others are one link away. */
const POOLS_SHOWN_MAX = 3;

type PoolOfDay = Dashboard["pools"][number];

/** Which pools had too few numbers today, and how many more would have done. */
export function PoolMisses({ day }: { readonly day: Dashboard }) {
  const { pools } = day;
  if (pools.length === 0) return null;
  const others = pools.length - POOLS_SHOWN_MAX;
  const title =
    `${counted(day.misses, "visitor")} saw the primary number today, ` +
    "because a pool had none left to give";
  return (
    <Alert color="orange" icon={<IconAlertTriangle />} title={title}>
      <Text size="sm" mb={6}>
        Their calls still come in, but nobody can tell which visit they belong to.
      </Text>
      <List size="sm" spacing={6}>
        {pools.slice(0, POOLS_SHOWN_MAX).map((pool) => (
          <List.Item key={pool.id}>
            <Anchor component={Link} to={paths.pool(pool.id)} size="sm" fw={600} inherit>
              {pool.name}
            </Anchor>
            {`: ${counted(pool.misses, "miss", "misses")}, with `}
            {counted(pool.size, "number")}. <Advice pool={pool} day={day} />
          </List.Item>
        ))}
      </List>
      {others > 0 && (
        <Anchor component={Link} to={paths.pools()} size="sm">
          and {counted(others, "other pool")}
        </Anchor>
      )}
    </Alert>
  );
}

type AdviceProps = { readonly pool: PoolOfDay; readonly day: Dashboard };

function Advice({ pool, day }: AdviceProps) {
  const { account } = useMe();
  const need = useQuery(poolNeedQuery(pool.id, day.day.from, pool.misses));
  if (need.isPending) return <Skeleton h={14} w={220} component="span" display="inline-block" />;
  if (need.data === undefined) return "Add numbers to it.";
  const { settings, history } = need.data;
  const holdSeconds = settings.idleLimitSeconds + settings.closedBrowserDelaySeconds;
  const advice = adviseOn(history.points, history.bucketSeconds, holdSeconds);
  if (advice === undefined) return "Add numbers to it.";
  const from = formatMinute(new Date(advice.from), account.timeZone);
  const all = pool.size === 0 ? "it had none" : `all ${pool.size} were held`;
  return (
    <>
      <b>Add about {counted(advice.numbersToAdd, "number")}</b>
      {`: in the worst ${formatLength(advice.windowSeconds)}, from ${from}, `}
      {`${counted(advice.numbersToAdd, "visitor")} missed while ${all}; `}
      {`each would have kept one for at least ${formatLength(holdSeconds)}.`}
    </>
  );
}
