import { Button, Stack, Tabs } from "@mantine/core";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import IconTrash from "@tabler/icons-react/icons/IconTrash";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ComponentType, ReactNode } from "react";
import { poolQuery, poolReferencesQuery, type Pool } from "../../api/pools.ts";
import { Capable } from "../../parts/capable.tsx";
import { ServerClock } from "../../parts/countdown.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { usePathParameter } from "../../parts/use-path-parameter.ts";
import { useUrlState } from "../../parts/use-url-state.ts";
import { paths } from "../../paths.ts";
import { PageLoading } from "../../shell/page-loading.tsx";
import { AddNumbers } from "./add-numbers.tsx";
import { askToDelete } from "./delete-pool.tsx";
import { OverTimeTab } from "./over-time-tab.tsx";
import { kindOf } from "./pool-kind.ts";
import { PoolNumbersTab } from "./pool-numbers-tab.tsx";
import { PoolOccupancy } from "./pool-occupancy.tsx";
import { PoolSettingsTab } from "./pool-settings-tab.tsx";
import { UsedByTab } from "./used-by-tab.tsx";

export { PoolPage as Page };

const parents = [{ title: "Manage Pools", path: paths.pools() }];

/** `add`: the way in which numbers are just being added, or "". */
const asShown = { tab: "numbers", add: "" };

function PoolPage() {
  const id = usePathParameter("id");
  const { data: pool, error, dataUpdatedAt, refetch } = useQuery(poolQuery(id));
  const [{ add }, change] = useUrlState(asShown);
  if (pool === undefined) {
    if (error === null) return <PageLoading />;
    return (
      <Page title="Number pool" parents={parents}>
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  const isDeleted = pool.status === "deleted";
  return (
    <ServerClock at={pool.occupancy.at} receivedAtMs={dataUpdatedAt}>
      <Page
        title={pool.name}
        about={kindOf(pool)}
        mark={isDeleted ? <StatusBadge status="deleted" /> : undefined}
        parents={parents}
        actions={
          isDeleted ? null : <PoolActions pool={pool} onAdd={() => change({ add: "owned" })} />
        }
      >
        <PoolOccupancy pool={pool} />
        <PoolTabs pool={pool} onAdd={() => change({ add: "owned" })} />
        {add !== "" && !isDeleted && (
          <AddNumbers
            pool={pool}
            way={add}
            onWay={(way) => change({ add: way })}
            onClose={() => change({ add: "" })}
          />
        )}
      </Page>
    </ServerClock>
  );
}

type AddingProps = { readonly pool: Pool; readonly onAdd: () => void };

function PoolActions({ pool, onAdd }: AddingProps) {
  const navigate = useNavigate();
  return (
    <>
      <Capable to="write">
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => askToDelete(pool, () => void navigate({ to: paths.pools() }))}
        >
          Delete
        </Button>
      </Capable>
      <Capable to="write">
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onAdd}>
          Add numbers
        </Button>
      </Capable>
    </>
  );
}

type PoolTab = {
  readonly tab: string;
  readonly title: ReactNode;
  readonly Content: ComponentType<AddingProps>;
};

function PoolTabs({ pool, onAdd }: AddingProps) {
  const references = useQuery(poolReferencesQuery(pool.id));
  const [{ tab }, change] = useUrlState(asShown);
  const used = references.data?.total;
  const tabs: readonly PoolTab[] = [
    { tab: "numbers", title: "Numbers", Content: PoolNumbersTab },
    { tab: "over-time", title: "Over time", Content: OverTimeTab },
    { tab: "settings", title: "Settings", Content: PoolSettingsTab },
    {
      tab: "used-by",
      title: used === undefined ? "Used by" : `Used by (${used})`,
      Content: UsedByTab,
    },
  ];
  const shown = tabs.some((one) => one.tab === tab) ? tab : asShown.tab;
  return (
    <Tabs
      value={shown}
      onChange={(next) => change({ tab: next ?? asShown.tab })}
      keepMounted={false}
    >
      <Tabs.List aria-label="About this pool" style={{ flexWrap: "nowrap", overflowX: "auto" }}>
        {tabs.map((one) => (
          <Tabs.Tab key={one.tab} value={one.tab} px="sm" style={{ flexShrink: 0 }}>
            {one.title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ tab: value, Content }) => (
        <Tabs.Panel key={value} value={value} pt="md">
          <Stack mih={320}>
            <Content pool={pool} onAdd={onAdd} />
          </Stack>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
