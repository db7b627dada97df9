import { Anchor, Box, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { DataTableColumn } from "mantine-datatable";
import type { ShownNumber } from "../../api/pools.ts";
import { Countdown, useServerNow } from "../../parts/countdown.tsx";
import { Instant } from "../../parts/instant.tsx";
import { NumberStateBadge } from "../../parts/number-state-badge.tsx";
import { PhoneNumber } from "../../parts/phone-number.tsx";
import { paths } from "../../paths.ts";

type CellProps = { readonly number: ShownNumber };

export const poolNumberColumns: DataTableColumn<ShownNumber>[] = [
  {
    accessor: "number",
    title: "Number",
    noWrap: true,
    render: (number) => (
      <>
        <PhoneNumber e164={number.number} />
        <Box hiddenFrom="sm" mt={4}>
          <State number={number} />
        </Box>
      </>
    ),
  },
  {
    accessor: "state",
    title: "State",
    noWrap: true,
    visibleMediaQuery: "(min-width: 48em)",
    render: (number) => <State number={number} />,
  },
  {
    accessor: "heldUntil",
    title: "Held for",
    noWrap: true,
    render: ({ heldUntil }) => <Remaining until={heldUntil} />,
  },
  {
    accessor: "linkUntil",
    title: "Linked for",
    noWrap: true,
    render: ({ linkUntil }) => <Remaining until={linkUntil} />,
  },
  {
    accessor: "impressionId",
    title: "Visit",
    noWrap: true,
    render: (number) => <Visit number={number} />,
  },
];

function State({ number: { state, quarantinedUntil } }: CellProps) {
  return (
    <Group gap="xs" wrap="nowrap">
      <NumberStateBadge state={state} />
      {state === "quarantined" && quarantinedUntil !== undefined && (
        <Text size="xs" component="span">
          until <Instant at={quarantinedUntil} />
        </Text>
      )}
    </Group>
  );
}

const nothing = (
  <Text component="span" inherit c="dimmed" aria-label="Not at present">
    –
  </Text>
);

function Remaining({ until }: { readonly until: string | undefined }) {
  const now = useServerNow();
  if (until === undefined || Date.parse(until) <= now) return nothing;
  return <Countdown until={until} />;
}

function Visit({ number: { impressionId, state } }: CellProps) {
  if (impressionId === undefined) return nothing;
  return (
    <Anchor component={Link} to={paths.impression(impressionId)} size="sm" title={impressionId}>
      {state === "held" ? "Who holds it" : "Last visit"}
    </Anchor>
  );
}
