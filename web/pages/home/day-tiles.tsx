import { Paper, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Call } from "../../../src/contract/admin/call.ts";
import type { Dashboard } from "../../../src/contract/admin/dashboard.ts";
import type { FilterWish } from "../../../src/contract/admin/filter.ts";
import { CallsLink } from "../../parts/calls-link.tsx";
import { formatCount } from "../../parts/count.ts";
import styles from "./day-tiles.module.css";

/** Today's figures, each with what it is made of. */
export function DayTiles({ day }: { readonly day: Dashboard }) {
  const { impressions, misses, calls, numbers } = day;
  const missRate = impressions === 0 ? 0 : (100 * misses) / impressions;
  return (
    <SimpleGrid cols={{ base: 2, lg: 4 }} spacing={{ base: "sm", sm: "md" }}>
      <Tile name="Impressions" value={impressions}>
        <Figure name="saw a number of their own" value={impressions - misses} />
      </Tile>
      <Tile name="Calls incoming" value={calls.incoming}>
        <Figure name="connected" value={calls.connected} states={["connected", "completed"]} />
        <Figure name="completed" value={calls.completed} states={["completed"]} />
        <Figure name="rejected" value={calls.rejected} states={["rejected"]} />
      </Tile>
      <Tile name="Pool misses" value={misses} isBad={misses > 0}>
        <Text size="sm" c="dimmed">
          {misses === 0
            ? "No pool ran out of numbers"
            : `${missRate.toFixed(missRate < 10 ? 1 : 0)} % of impressions saw the primary number`}
        </Text>
      </Tile>
      <Tile name="Numbers held now" value={numbers.held} of={numbers.size}>
        <Occupancy numbers={numbers} />
      </Tile>
    </SimpleGrid>
  );
}

type TileProps = {
  readonly name: string;
  readonly value: number;
  readonly of?: number;
  readonly isBad?: boolean;
  readonly children: ReactNode;
};

function Tile({ name, value, of, isBad = false, children }: TileProps) {
  return (
    <Paper withBorder p="md" className={styles["tile"]} data-bad={isBad || undefined}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <p className={styles["value"]}>
        {formatCount(value)}
        {of !== undefined && (
          <Text component="span" size="md" c="dimmed" fw={400}>
            {" "}
            of {formatCount(of)}
          </Text>
        )}
      </p>
      <div className={styles["details"]}>{children}</div>
    </Paper>
  );
}

type FigureProps = {
  readonly name: string;
  readonly value: number;
  /** The calls that are counted, to be looked at in the log. */
  readonly states?: readonly Call["state"][];
};

function Figure({ name, value, states }: FigureProps) {
  const text = `${formatCount(value)} ${name}`;
  if (states === undefined || value === 0) {
    return (
      <Text component="span" size="sm" c="dimmed">
        {text}
      </Text>
    );
  }
  const where: FilterWish = [[{ field: "state", op: "anyOf", value: [...states] }]];
  return (
    <CallsLink where={where} period="today" size="sm">
      {text}
    </CallsLink>
  );
}

function Occupancy({ numbers }: { readonly numbers: Dashboard["numbers"] }) {
  const { size, held, linked, free, quarantined } = numbers;
  const percent = (count: number) => `${size === 0 ? 0 : (100 * count) / size}%`;
  const words = [
    `${formatCount(linked)} linked`,
    `${formatCount(free)} free`,
    ...(quarantined === 0 ? [] : [`${formatCount(quarantined)} resting`]),
  ];
  return (
    <div className={styles["occupancy"]}>
      <div className={styles["bar"]} aria-hidden>
        <span className={styles["held"]} style={{ width: percent(held) }} />
        <span className={styles["linked"]} style={{ width: percent(linked) }} />
      </div>
      <Text size="sm" c="dimmed">
        {size === 0 ? "No pool has a number yet" : words.join(" · ")}
      </Text>
    </div>
  );
}
