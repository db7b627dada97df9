import { Alert, Group, SegmentedControl, Skeleton, Stack, Text } from "@mantine/core";
import IconChartAreaLine from "@tabler/icons-react/icons/IconChartAreaLine";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { poolHistoryQuery, type Pool, type PoolHistory } from "../../api/pools.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useUrlState } from "../../parts/use-url-state.ts";
import { peakOf } from "./history-rows.ts";

/** Charts weigh as much as all the rest of the app. */
const HistoryCharts = lazy(async () => ({
  default: (await import("./history-charts.tsx")).HistoryCharts,
}));

const ranges = [
  { value: "1h", label: "1 hour", seconds: 3_600 },
  { value: "24h", label: "24 hours", seconds: 86_400 },
  { value: "7d", label: "7 days", seconds: 7 * 86_400 },
] as const;

const asShown = { range: "24h" };

/** Two charts and the words between them. */
const CHARTS_HEIGHT_PX = 520;

/** What the pool's numbers did, and when it had none to give. */
export function OverTimeTab({ pool }: { readonly pool: Pool }) {
  const [{ range }, change] = useUrlState(asShown);
  const chosen = ranges.find(({ value }) => value === range) ?? ranges[1];
  const { data, error, refetch } = useQuery(poolHistoryQuery(pool.id, chosen.seconds));
  return (
    <Stack gap="md">
      <Group>
        <SegmentedControl
          aria-label="Period"
          data={ranges.map(({ value, label }) => ({ value, label }))}
          value={chosen.value}
          onChange={(value) => change({ range: value })}
        />
      </Group>
      {error !== null && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <Skeleton h={CHARTS_HEIGHT_PX} />}
      {data !== undefined && <History history={data} />}
    </Stack>
  );
}

function History({ history }: { readonly history: PoolHistory }) {
  const { points } = history;
  const isEmpty = points.every(({ held, impressions }) => held === undefined && impressions === 0);
  if (isEmpty) {
    return (
      <EmptyState icon={<IconChartAreaLine />} title="Nothing to draw yet">
        What the pool&rsquo;s numbers do is noted once a minute. Come back in a few minutes, or look
        at a longer period.
      </EmptyState>
    );
  }
  return (
    <>
      <InWords history={history} />
      <Suspense fallback={<Skeleton h={CHARTS_HEIGHT_PX} />}>
        <HistoryCharts history={history} />
      </Suspense>
    </>
  );
}

/** What the charts show, for those who do not see them, and as the first thing for those who do. */
function InWords({ history }: { readonly history: PoolHistory }) {
  const { peakHeld, peakSize, misses, impressions } = peakOf(history);
  const visits = `${impressions.toLocaleString("en-US")} ${impressions === 1 ? "visit" : "visits"}`;
  const most = `At most ${peakHeld} of ${peakSize} numbers were held at once`;
  if (misses === 0) {
    return (
      <Text size="sm">
        {visits}, and a number for each of them. {most}.
      </Text>
    );
  }
  const title = `The pool ran out for ${misses.toLocaleString("en-US")} of ${visits}`;
  return (
    <Alert color="orange" title={title}>
      <Text size="sm">
        These visitors saw the primary number, so their calls tell of no visit. {most}: add numbers,
        or shorten the Idle Limit so that numbers come back sooner.
      </Text>
    </Alert>
  );
}
