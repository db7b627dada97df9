import { Grid, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Dashboard as DashboardOfDay } from "../../../src/contract/admin/dashboard.ts";
import { dashboardQuery } from "../../api/dashboard.ts";
import { useMe } from "../../api/me.ts";
import { formatDay } from "../../parts/time-format.ts";
import { Page } from "../../parts/page.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { DayHours } from "./day-hours.tsx";
import { DayTiles } from "./day-tiles.tsx";
import { LiveFeed } from "./live-feed.tsx";
import { PoolMisses } from "./pool-misses.tsx";
import { SetUpSteps } from "./set-up-steps.tsx";
import { useLiveFeed } from "./use-live-feed.ts";

export { Dashboard as Page };

function Dashboard() {
  const { account } = useMe();
  const { data, error, refetch } = useQuery(dashboardQuery);
  const feed = useLiveFeed();
  return (
    <Page title="Dashboard" about={data === undefined ? "Today" : said(data, account.timeZone)}>
      {error !== null && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <>
          <SetUpSteps setup={data.setup} />
          <PoolMisses day={data} />
        </>
      )}
      {data === undefined ? error === null && <Loading /> : <DayTiles day={data} />}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          {data === undefined ? <Skeleton h={494} /> : <DayHours day={data} />}
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <LiveFeed feed={feed} />
        </Grid.Col>
      </Grid>
    </Page>
  );
}

function said({ day }: DashboardOfDay, timeZone: string): string {
  return `Today, ${formatDay(new Date(day.from), timeZone)}, in ${timeZone}`;
}

function Loading() {
  return (
    <Stack aria-busy="true">
      <Skeleton h={132} />
    </Stack>
  );
}
