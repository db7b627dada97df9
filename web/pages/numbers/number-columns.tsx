import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { DataTableColumn } from "mantine-datatable";
import type { ShownNumber } from "../../api/numbers.ts";
import { poolsQuery } from "../../api/pools.ts";
import { publisherNumbersQuery } from "../../api/publisher-numbers.ts";
import { publishersQuery } from "../../api/publishers.ts";
import { RelativeInstant } from "../../parts/instant.tsx";
import { NumberStateBadge } from "../../parts/number-state-badge.tsx";
import { PhoneNumber } from "../../parts/phone-number.tsx";
import { paths } from "../../paths.ts";
import { kindOf } from "../pools/pool-kind.ts";

type CellProps = { readonly number: ShownNumber };

const wide = "(min-width: 62em)";

export const numberColumns: DataTableColumn<ShownNumber>[] = [
  {
    accessor: "number",
    title: "Number",
    render: (number) => (
      <>
        <PhoneNumber e164={number.number} />
        <Text size="xs" c="dimmed">
          {kindOf({ ...number, numberType: number.type })}
        </Text>
      </>
    ),
  },
  { accessor: "use", title: "Used by", render: (number) => <Use number={number} /> },
  { accessor: "state", title: "State", render: (number) => <State number={number} /> },
  {
    accessor: "carrier",
    title: "Carrier",
    visibleMediaQuery: wide,
    render: ({ carrier, carrierId }) => (
      <>
        {carrier}
        {carrierId !== undefined && (
          <Text size="xs" c="dimmed">
            {carrierId}
          </Text>
        )}
      </>
    ),
  },
  {
    accessor: "createdAt",
    title: "Added",
    visibleMediaQuery: wide,
    render: ({ createdAt }) => <RelativeInstant at={createdAt} />,
  },
];

function Use({ number: { poolId, publisherNumberId } }: CellProps) {
  if (poolId !== undefined) return <PoolName id={poolId} />;
  if (publisherNumberId !== undefined) return <PublisherName id={publisherNumberId} />;
  return (
    <Text component="span" inherit c="dimmed">
      Nobody
    </Text>
  );
}

function PoolName({ id }: { readonly id: string }) {
  const { data } = useQuery(poolsQuery);
  const name = data?.find((pool) => pool.id === id)?.name ?? "A pool";
  return (
    <>
      <Anchor component={Link} to={paths.pool(id)} size="sm">
        {name}
      </Anchor>
      <Text size="xs" c="dimmed">
        Pool
      </Text>
    </>
  );
}

/** A publisher number is shown on the page of its campaign. */
function PublisherName({ id }: { readonly id: string }) {
  const numbers = useQuery(publisherNumbersQuery);
  const publishers = useQuery(publishersQuery);
  const number = numbers.data?.find((one) => one.id === id);
  const publisher = publishers.data?.find((one) => one.id === number?.publisherId);
  const name = publisher?.name ?? "A publisher";
  return (
    <>
      {number === undefined ? (
        name
      ) : (
        <Anchor component={Link} to={paths.campaign(number.campaignId)} size="sm">
          {name}
        </Anchor>
      )}
      <Text size="xs" c="dimmed">
        Publisher number
      </Text>
    </>
  );
}

/** Only pool numbers are given to visitors; of others, a rest or a link that runs on is news. */
function State({ number: { poolId, state } }: CellProps) {
  if (poolId === undefined && state === "free") {
    return (
      <Text component="span" inherit c="dimmed" aria-label="None">
        –
      </Text>
    );
  }
  return <NumberStateBadge state={state} />;
}
