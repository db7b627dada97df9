import { Anchor, Box, Group, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Pool } from "../../api/pools.ts";
import { numberStateHelp, numberStates } from "../../parts/number-states.ts";
import { OccupancyBar } from "../../parts/occupancy-bar.tsx";
import { paths } from "../../paths.ts";
import { sayMisses } from "./misses-badge.tsx";

/** What the pool's numbers do now, as tiles that are also the legend of the bar below them. */
export function PoolOccupancy({ pool }: { readonly pool: Pool }) {
  const { occupancy, missesToday } = pool;
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }} component="section" aria-label="Now">
      <Stack gap="md">
        <SimpleGrid cols={{ base: 3, sm: 6 }} spacing="md" verticalSpacing="md">
          <Tile label="Size" count={occupancy.size} help="All numbers of the pool." />
          {numberStates.map(({ state, label, fill }) => (
            <Tile
              key={state}
              label={label}
              count={occupancy[state]}
              help={numberStateHelp[state]}
              fill={fill}
            />
          ))}
          <Tile
            label="Misses today"
            count={missesToday}
            help="Visitors who saw the primary number, since the pool had none to give."
            isWarning={missesToday > 0}
          />
        </SimpleGrid>
        {occupancy.size > 0 && <OccupancyBar counts={occupancy} height={12} />}
        {missesToday > 0 && <MissesAdvice pool={pool} />}
      </Stack>
    </Paper>
  );
}

type TileProps = {
  readonly label: string;
  readonly count: number;
  readonly help: string;
  readonly fill?: string;
  readonly isWarning?: boolean;
};

function Tile({ label, count, help, fill, isWarning = false }: TileProps): ReactNode {
  return (
    <Stack gap={2} title={help}>
      <Group gap={6} wrap="nowrap">
        {fill !== undefined && (
          <Box w={10} h={10} bg={fill} style={{ borderRadius: 3, flexShrink: 0 }} aria-hidden />
        )}
        <Text size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
          {label}
        </Text>
      </Group>
      <Text
        fz={26}
        fw={650}
        lh={1.1}
        className="numbers"
        {...(isWarning ? { c: "var(--mantine-color-orange-text)" } : {})}
      >
        {count.toLocaleString("en-US")}
      </Text>
    </Stack>
  );
}

function MissesAdvice({ pool }: { readonly pool: Pool }) {
  const to = paths.pool(pool.id);
  return (
    <Text size="sm">
      {sayMisses(pool.missesToday)}{" "}
      <Anchor
        renderRoot={(props) => <Link {...props} to={to} search={{ tab: "over-time" }} />}
        inherit
        underline="always"
      >
        See when it ran out
      </Anchor>
    </Text>
  );
}
