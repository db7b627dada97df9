import { Alert, Anchor, Group, Select, Stack, Text, type SelectProps } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { tagHelp } from "../../../src/contract/help/tag.ts";
import { poolsQuery, type Pool } from "../../api/pools.ts";
import { FieldLabel } from "../../parts/field-label.tsx";
import { sayCounts } from "../../parts/number-states.ts";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { paths } from "../../paths.ts";

type PoolSelectProps = Omit<SelectProps, "data" | "value"> & {
  /** Whose the primary number is: a pool that is reserved for another cannot be chosen. */
  readonly publisherId: string | undefined;
  readonly value?: string;
};

/** The pool that gives visitors their numbers, with how many it has at hand. */
export function PoolSelect({ publisherId, value, ...rest }: PoolSelectProps) {
  const { data: pools = [], error, refetch } = useQuery(poolsQuery);
  const chosen = pools.find(({ id }) => id === value);
  if (error !== null) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap={6}>
      <Select
        label={<FieldLabel label="Number pool" help={tagHelp.poolId} />}
        placeholder="Choose a pool"
        required
        searchable
        allowDeselect={false}
        nothingFoundMessage="No pool of this name"
        data={pools.map((pool) => ({
          value: pool.id,
          label: pool.name,
          disabled: isForAnother(pool, publisherId),
        }))}
        renderOption={({ option }) => (
          <PoolOption
            pool={pools.find(({ id }) => id === option.value)}
            isDisabled={option.disabled === true}
          />
        )}
        value={value === undefined || value === "" ? null : value}
        {...rest}
      />
      <Group gap="xs" justify="space-between" mih={22}>
        <Text size="xs" c="dimmed">
          {chosen === undefined ? "" : occupancyOf(chosen)}
        </Text>
        <Anchor component={Link} to={paths.newPool()} target="_blank" size="xs">
          Create a number pool (new tab)
        </Anchor>
      </Group>
      {chosen?.occupancy.size === 0 && (
        <Alert color="orange" p="sm">
          This pool has no numbers yet: visitors see the primary number until you add some.
        </Alert>
      )}
    </Stack>
  );
}

const isForAnother = (pool: Pool, publisherId: string | undefined) =>
  pool.publisherId !== undefined && publisherId !== undefined && pool.publisherId !== publisherId;

function occupancyOf({ occupancy, missesToday }: Pool): string {
  const { size } = occupancy;
  if (size === 0) return "No numbers yet";
  const missed = missesToday === 0 ? "" : `, ${missesToday} missed today`;
  return `${size} ${size === 1 ? "number" : "numbers"}: ${sayCounts(occupancy)}${missed}`;
}

type PoolOptionProps = { readonly pool: Pool | undefined; readonly isDisabled: boolean };

function PoolOption({ pool, isDisabled }: PoolOptionProps) {
  if (pool === undefined) return null;
  return (
    <Stack gap={0}>
      <Text size="sm">{pool.name}</Text>
      <Text size="xs" c="dimmed">
        {isDisabled ? "Reserved for another publisher" : occupancyOf(pool)}
      </Text>
    </Stack>
  );
}
