import { Button, Group, Text } from "@mantine/core";
import { useId, useState } from "react";
import type { CallDetail } from "../../../src/contract/admin/call.ts";
import { useMe } from "../../api/me.ts";
import { traceRoles } from "../../parts/call-words.ts";
import { formatLength, formatNear, formatSecond } from "../../parts/time-format.ts";
import { traceScale, type TraceScale } from "./trace-scale.ts";
import styles from "./trace-line.module.css";

type Traced = CallDetail["attribution"]["impressions"][number];

/** More lanes than fit a screen tell less. */
const LANES_FIRST = 8;

const heights = { head: 26, lane: 46, foot: 24 } as const;

/** So that the role is seen without color, too. */
const marks = { chosen: "●", same_visitor: "◆", rival: "▲", past: "○" } as const satisfies Record<
  Traced["role"],
  string
>;

type TraceLineProps = { readonly call: CallDetail };

/** The holds and links of the dialled number over time, one lane an impression. */
export function TraceLine({ call }: TraceLineProps) {
  const { account } = useMe();
  const id = useId();
  const { impressions } = call.attribution;
  const [isWhole, setWhole] = useState(impressions.length <= LANES_FIRST);
  const lanes = isWhole ? impressions : impressions.slice(0, LANES_FIRST);
  const callMs = Date.parse(call.receivedAt);
  const scale = traceScale(callMs, lanes.map(shownOf));
  const height = heights.head + lanes.length * heights.lane + heights.foot;
  const bottom = height - heights.foot;
  return (
    <figure
      className={styles["figure"]}
      aria-label="Time line of the visits; the table says the same"
    >
      <svg aria-hidden className={styles["svg"]} height={height}>
        <Patterns id={id} />
        {scale.ticks.map(({ ms, label }) => (
          <g key={ms}>
            <line
              {...vertical(scale, ms)}
              y1={heights.head}
              y2={bottom}
              className={styles["tick"]}
            />
            <Label at={scale.percentAt(ms)} y={height - 7}>
              {label}
            </Label>
          </g>
        ))}
        <line {...vertical(scale, callMs)} y1={18} y2={bottom} className={styles["call"]} />
        {lanes.map((traced, index) => (
          <Lane
            key={traced.id}
            traced={traced}
            reissuedMs={reissuedAt(impressions, index)}
            scale={scale}
            patterns={id}
            y={heights.head + index * heights.lane}
            callMs={callMs}
            timeZone={account.timeZone}
          />
        ))}
        <Label at={scale.percentAt(callMs)} y={13} isStrong>
          {`Call, ${formatSecond(new Date(callMs), account.timeZone)}`}
        </Label>
        <Label at={scale.percentAt(callMs)} y={height - 7} isStrong>
          call
        </Label>
      </svg>
      <Legend patterns={id} />
      {!isWhole && (
        <Button size="xs" variant="subtle" mt="xs" onClick={() => setWhole(true)}>
          Show all {impressions.length} visits
        </Button>
      )}
    </figure>
  );
}

const shownOf = ({ issuedAt, holdUntil, role }: Traced) => ({
  issuedAtMs: Date.parse(issuedAt),
  holdUntilMs: Date.parse(holdUntil),
  isChosen: role === "chosen",
});

/** When the number went on to the next visit; they stand newest first. */
function reissuedAt(impressions: readonly Traced[], index: number): number | undefined {
  const next = impressions[index - 1];
  return next === undefined ? undefined : Date.parse(next.issuedAt);
}

function vertical(scale: TraceScale, ms: number) {
  const x = `${scale.percentAt(ms)}%`;
  return { x1: x, x2: x };
}

type LabelProps = {
  readonly at: number;
  readonly y: number;
  readonly isStrong?: boolean;
  readonly children: string;
};

function Label({ at, y, isStrong = false, children }: LabelProps) {
  const anchor = at < 12 ? "start" : at > 84 ? "end" : "middle";
  const look = isStrong ? `${styles["label"]} ${styles["strong"]}` : styles["label"];
  return (
    <text x={`${at}%`} y={y} textAnchor={anchor} className={look}>
      {children}
    </text>
  );
}

type LaneProps = {
  readonly traced: Traced;
  readonly reissuedMs: number | undefined;
  readonly scale: TraceScale;
  readonly patterns: string;
  readonly y: number;
  readonly callMs: number;
  readonly timeZone: string;
};

function Lane({ traced, reissuedMs, scale, patterns, y, callMs, timeZone }: LaneProps) {
  const { role, issuedAt, holdUntil, linkUntil } = traced;
  const issued = new Date(issuedAt);
  const linkEndMs = Date.parse(linkUntil);
  const handedOnMs = Math.min(linkEndMs, reissuedMs ?? linkEndMs);
  const holdEndMs = Date.parse(holdUntil);
  const shown = formatNear(issued, new Date(callMs), timeZone);
  const before = formatLength(Math.max(0, (callMs - issued.getTime()) / 1_000));
  return (
    <g className={styles["lane"]} data-role={role}>
      <text x="0" y={y + 15} className={styles["name"]}>
        <tspan className={styles["role"]}>
          {marks[role]} {traceRoles[role].label}
        </tspan>
        {` · ${shown}, ${before} before`}
      </text>
      <Bar
        {...{ scale, y: y + 30, height: 6 }}
        fromMs={holdEndMs}
        untilMs={handedOnMs}
        look="link"
      />
      {handedOnMs < linkEndMs && (
        <Bar
          {...{ scale, y: y + 30, height: 6 }}
          fromMs={Math.max(holdEndMs, handedOnMs)}
          untilMs={linkEndMs}
          look="memory"
        />
      )}
      <Bar
        {...{ scale, y: y + 25, height: 16 }}
        fromMs={issued.getTime()}
        untilMs={holdEndMs}
        look="hold"
        fill={`url(#${patterns}${role})`}
      />
      {linkEndMs > scale.untilMs && (
        <text x="100%" y={y + 38} textAnchor="end" className={styles["on"]}>
          ▸
        </text>
      )}
    </g>
  );
}

type BarProps = {
  readonly scale: TraceScale;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly y: number;
  readonly height: number;
  readonly look: "hold" | "link" | "memory";
  readonly fill?: string;
};

/** The shortest hold must still be seen. */
const PERCENT_MIN = 0.8;

function Bar({ scale, fromMs, untilMs, y, height, look, fill }: BarProps) {
  if (untilMs <= fromMs || fromMs >= scale.untilMs) return null;
  const from = scale.percentAt(fromMs);
  const width = Math.max(PERCENT_MIN, scale.percentAt(untilMs) - from);
  const place = { x: `${from}%`, y, width: `${width}%`, height, rx: Math.min(4, height / 2) };
  return <rect {...place} className={styles[look]} {...(fill === undefined ? {} : { fill })} />;
}

/** One pattern a role, beside its color. */
function Patterns({ id }: { readonly id: string }) {
  const tile = { width: 7, height: 7, patternUnits: "userSpaceOnUse" } as const;
  return (
    <defs>
      <pattern id={`${id}chosen`} {...tile} className={styles["ink"]} data-role="chosen">
        <rect width="7" height="7" />
      </pattern>
      <pattern
        id={`${id}same_visitor`}
        {...tile}
        className={styles["ink"]}
        data-role="same_visitor"
      >
        <rect width="7" height="7" opacity="0.25" />
        <rect width="7" height="3" />
      </pattern>
      <pattern
        id={`${id}rival`}
        {...tile}
        className={styles["ink"]}
        data-role="rival"
        patternTransform="rotate(45)"
      >
        <rect width="7" height="7" opacity="0.25" />
        <rect width="3.5" height="7" />
      </pattern>
      <pattern id={`${id}past`} {...tile} className={styles["ink"]} data-role="past">
        <rect width="7" height="7" opacity="0.15" />
        <circle cx="3.5" cy="3.5" r="1.5" />
      </pattern>
    </defs>
  );
}

function Legend({ patterns }: { readonly patterns: string }) {
  const entries = [
    { look: "hold", height: 12, name: "reserved for the visit (hold)" },
    { look: "link", height: 5, name: "calls still counted for it (link)" },
    { look: "memory", height: 5, name: "given on, but the visitor may remember it" },
  ] as const;
  return (
    <Group gap="4px 18px" mt="xs" aria-hidden>
      {entries.map(({ look, height, name }) => (
        <Group key={look} gap={7} wrap="nowrap">
          <svg width={26} height={14} className={styles["lane"]} data-role="chosen">
            <rect
              x={1}
              y={(14 - height) / 2}
              width={24}
              height={height}
              rx={Math.min(4, height / 2)}
              className={styles[look]}
              {...(look === "hold" ? { fill: `url(#${patterns}chosen)` } : {})}
            />
          </svg>
          <Text size="xs" c="dimmed">
            {name}
          </Text>
        </Group>
      ))}
    </Group>
  );
}
