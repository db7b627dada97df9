import "@mantine/charts/styles.css";
import { AreaChart, BarChart } from "@mantine/charts";
import { Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useMe } from "../../api/me.ts";
import type { PoolHistory } from "../../api/pools.ts";
import { numberStates } from "../../parts/number-states.ts";
import { numbersRows, visitsRows } from "./history-rows.ts";

const areas = numberStates.map(({ state, label, fill }) => ({
  name: state,
  label,
  color: fill,
}));

const bars = [
  { name: "served", label: "Got a number", color: "var(--callpool-linked)" },
  { name: "misses", label: "Misses", color: "var(--callpool-resting)" },
];

const axis = {
  tickLine: "none",
  gridAxis: "x",
  withLegend: true,
  dataKey: "time",
  legendProps: { itemSorter: null },
} as const;
const xAxis = { minTickGap: 48, interval: "preserveStartEnd" } as const;
const whole = { allowDecimals: false, width: 40 } as const;

/** What was sampled, and the visits of the same time below it. */
export function HistoryCharts({ history }: { readonly history: PoolHistory }) {
  const { account } = useMe();
  // The charts' type wants arrays of their own.
  const numbers = [...numbersRows(history, account.timeZone)];
  const visits = [...visitsRows(history, account.timeZone)];
  return (
    <Stack gap="md">
      <Chart
        title="Numbers"
        about="What each number was doing, at the busiest moment of each step."
      >
        <AreaChart
          {...axis}
          h={260}
          data={numbers}
          type="stacked"
          series={areas}
          curveType="stepAfter"
          fillOpacity={1}
          withDots={false}
          withGradient={false}
          strokeWidth={0}
          connectNulls={false}
          xAxisProps={xAxis}
          yAxisProps={whole}
        />
      </Chart>
      <Chart
        title="Visits"
        about="Those who asked for a number, and those for whom there was none."
      >
        <BarChart
          {...axis}
          h={180}
          data={visits}
          type="stacked"
          series={bars}
          xAxisProps={xAxis}
          yAxisProps={whole}
        />
      </Chart>
    </Stack>
  );
}

type ChartProps = { readonly title: string; readonly about: string; readonly children: ReactNode };

function Chart({ title, about, children }: ChartProps) {
  return (
    <Paper withBorder p={{ base: "sm", sm: "lg" }} component="section" aria-label={title}>
      <Stack gap="xs">
        <Title order={2}>{title}</Title>
        <Text size="sm" c="dimmed">
          {about}
        </Text>
        {children}
      </Stack>
    </Paper>
  );
}
