import { Group, Text, VisuallyHidden } from "@mantine/core";
import { useState, type PointerEvent } from "react";
import type { Dashboard } from "../../../src/contract/admin/dashboard.ts";
import { useMe } from "../../api/me.ts";
import { counted, formatCount } from "../../parts/count.ts";
import { Section } from "../../parts/section.tsx";
import { formatHour } from "../../parts/time-format.ts";
import { topOfScale } from "./scale.ts";
import styles from "./day-hours.module.css";

type Hour = Dashboard["hours"][number];

/** How many hours lie between two that are named below the bars. */
const NAMED_EVERY = 3;

/** Impressions, misses and calls of each hour of the day, as bars. */
export function DayHours({ day }: { readonly day: Dashboard }) {
  const { account } = useMe();
  const { hours } = day;
  const [pointed, setPointed] = useState<number>();
  const present = hours.findLastIndex(({ at }) => at <= day.at);
  const read = hours[pointed ?? present];
  const name = (hour: Hour) => formatHour(new Date(hour.at), account.timeZone);
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const index = Math.floor(((event.clientX - left) / width) * hours.length);
    setPointed(Math.max(0, Math.min(hours.length - 1, index)));
  };
  return (
    <Section title="By the hour">
      <Text size="sm" c="dimmed" mih={22} aria-hidden className="numbers">
        {read !== undefined && `${name(read)}${read === hours[present] ? " (now)" : ""}: `}
        {read !== undefined && said(read)}
      </Text>
      <div
        className={styles["chart"]}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setPointed(undefined)}
        aria-hidden
      >
        <Row
          hours={hours}
          height={196}
          of={(hour) => hour.impressions}
          pointed={pointed ?? present}
        >
          {(hour) => (
            <span className={styles["impressions"]} style={{ flexGrow: 1 }}>
              {hour.misses > 0 && (
                <span
                  className={styles["misses"]}
                  style={{ height: `max(4px, ${(100 * hour.misses) / hour.impressions}%)` }}
                />
              )}
            </span>
          )}
        </Row>
        <Row hours={hours} height={76} of={(hour) => hour.calls} pointed={pointed ?? present}>
          {() => <span className={styles["calls"]} style={{ flexGrow: 1 }} />}
        </Row>
        <div className={styles["hours"]}>
          {hours.map((hour, index) => (
            <span key={hour.at}>{index % NAMED_EVERY === 0 && name(hour)}</span>
          ))}
        </div>
      </div>
      <Legend />
      <HoursTable hours={hours.slice(0, present + 1)} name={name} />
    </Section>
  );
}

function said({ impressions, misses, calls }: Hour): string {
  const parts = [
    counted(impressions, "impression"),
    ...(misses === 0 ? [] : [counted(misses, "miss", "misses")]),
    counted(calls, "call"),
  ];
  return parts.join(", ");
}

function Legend() {
  const entries = [
    ["impressions", "Impressions"],
    ["misses", "Misses"],
    ["calls", "Calls"],
  ] as const;
  return (
    <Group gap="sm" aria-hidden>
      {entries.map(([look, name]) => (
        <Group key={look} gap={5} wrap="nowrap">
          <span className={`${styles["swatch"]} ${styles[look]}`} />
          <Text size="xs" c="dimmed">
            {name}
          </Text>
        </Group>
      ))}
    </Group>
  );
}

type RowProps = {
  readonly hours: readonly Hour[];
  readonly height: number;
  readonly of: (hour: Hour) => number;
  readonly pointed: number;
  readonly children: (hour: Hour) => React.ReactNode;
};

function Row({ hours, height, of, pointed, children }: RowProps) {
  const top = topOfScale(Math.max(...hours.map(of)));
  return (
    <div className={styles["row"]} style={{ height }}>
      <span className={styles["top"]}>{formatCount(top)}</span>
      {hours.map((hour, index) => (
        <span
          key={hour.at}
          className={styles["slot"]}
          data-pointed={index === pointed || undefined}
        >
          {of(hour) > 0 && (
            <span
              className={styles["bar"]}
              style={{ height: `max(3px, ${(100 * of(hour)) / top}%)` }}
            >
              {children(hour)}
            </span>
          )}
        </span>
      ))}
    </div>
  );
}

type HoursTableProps = {
  readonly hours: readonly Hour[];
  readonly name: (hour: Hour) => string;
};

/** The same for those who do not see it. */
function HoursTable({ hours, name }: HoursTableProps) {
  return (
    <VisuallyHidden>
      <table>
        <caption>Impressions, misses and calls of today, by the hour</caption>
        <thead>
          <tr>
            <th scope="col">Hour</th>
            <th scope="col">Impressions</th>
            <th scope="col">Misses</th>
            <th scope="col">Calls</th>
          </tr>
        </thead>
        <tbody>
          {hours.map((hour) => (
            <tr key={hour.at}>
              <th scope="row">{name(hour)}</th>
              <td>{hour.impressions}</td>
              <td>{hour.misses}</td>
              <td>{hour.calls}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  );
}
