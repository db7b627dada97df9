import { Anchor, Button, Group, Text } from "@mantine/core";
import IconTag from "@tabler/icons-react/icons/IconTag";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { DataTableColumn } from "mantine-datatable";
import { poolReferencesQuery, type Pool, type PoolReferences } from "../../api/pools.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { PhoneNumber } from "../../parts/phone-number.tsx";
import { RecordsTable } from "../../parts/records-table.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { paths } from "../../paths.ts";

type Reference = PoolReferences["items"][number];

const columns: DataTableColumn<Reference>[] = [
  {
    accessor: "name",
    title: "Call tracking tag",
    render: ({ name, status }) => (
      <Group gap="xs" wrap="nowrap">
        <Text size="sm" fw={600}>
          {name}
        </Text>
        {status !== "active" && <StatusBadge status={status} />}
      </Group>
    ),
  },
  {
    accessor: "campaign.name",
    title: "Campaign",
    render: ({ campaign }) => (
      <Group gap="xs" wrap="nowrap">
        <Anchor component={Link} to={paths.campaign(campaign.id)} size="sm">
          {campaign.name}
        </Anchor>
        {campaign.status !== "active" && <StatusBadge status={campaign.status} />}
      </Group>
    ),
  },
  {
    accessor: "primaryNumber",
    title: "Shown when the pool has none to give",
    render: ({ primaryNumber }) => <PhoneNumber e164={primaryNumber} />,
  },
];

/** The tags that take numbers from the pool (R8, R9). */
export function UsedByTab({ pool }: { readonly pool: Pool }) {
  const { data, error, isFetching, refetch } = useQuery(poolReferencesQuery(pool.id));
  return (
    <RecordsTable
      label="Tags that use this pool"
      columns={columns}
      answer={data}
      error={error}
      isFetching={isFetching}
      onRetry={() => void refetch()}
      empty={<Unused />}
    />
  );
}

function Unused() {
  return (
    <EmptyState
      icon={<IconTag />}
      title="No tag uses this pool"
      action={
        <Button component={Link} to={paths.campaigns()} variant="light">
          Go to the campaigns
        </Button>
      }
    >
      Its numbers are given to nobody yet. In a campaign, add a call tracking tag, turn on Capture
      User Data, and choose this pool.
    </EmptyState>
  );
}
