import { Badge, Text, Tooltip } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import { Link } from "@tanstack/react-router";
import type { Pool } from "../../api/pools.ts";
import { paths } from "../../paths.ts";

export function sayMisses(count: number): string {
  const visitors = count === 1 ? "1 visitor" : `${count.toLocaleString("en-US")} visitors`;
  return (
    `${visitors} of today saw the primary number: the pool had none to give. ` +
    "Add numbers, or shorten the Idle Limit."
  );
}

/** Misses of today: a warning that leads to when they were, or a quiet 0. */
export function MissesBadge({ pool }: { readonly pool: Pool }) {
  const { id, missesToday } = pool;
  if (missesToday === 0) {
    return (
      <Text component="span" inherit c="dimmed">
        0
      </Text>
    );
  }
  return (
    <Tooltip label={sayMisses(missesToday)} events={{ hover: true, focus: true, touch: true }}>
      <Badge
        color="orange"
        leftSection={<IconAlertTriangle size={12} aria-hidden />}
        renderRoot={(props) => (
          <Link {...props} to={paths.pool(id)} search={{ tab: "over-time" }} />
        )}
        aria-label={`${missesToday} misses today: see when`}
        style={{ cursor: "pointer" }}
      >
        {missesToday.toLocaleString("en-US")}
      </Badge>
    </Tooltip>
  );
}
