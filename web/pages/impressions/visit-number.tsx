import { Alert, Badge, Progress, Stack, Text } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import type { Impression } from "../../../src/contract/admin/impression.ts";
import { Instant } from "../../parts/instant.tsx";
import { formatNumber } from "../../parts/phone-number.tsx";
import { RecordLink } from "../../parts/record-link.tsx";
import { Section } from "../../parts/section.tsx";
import { formatLength } from "../../parts/time-format.ts";
import { useNow } from "../../parts/use-now.ts";
import { paths } from "../../paths.ts";
import { numberState, type NumberState } from "./number-state.ts";

const looks = {
  held: { label: "Held", color: "indigo" },
  linked: { label: "Linked", color: "blue" },
  over: { label: "Over", color: "gray" },
  miss: { label: "Pool miss", color: "orange" },
  primary: { label: "Primary number", color: "gray" },
} as const satisfies Record<NumberState["kind"], object>;

/** The number that the visit was shown, and for how long calls to it count for the visit. */
export function VisitNumber({ visit }: { readonly visit: Impression }) {
  const now = useNow();
  const state = numberState(visit, now);
  const { label, color } = looks[state.kind];
  return (
    <Section title="Number shown" mark={<Badge color={color}>{label}</Badge>}>
      <Stack gap="xs">
        {visit.number !== undefined && (
          <Text fz="1.6rem" fw={650} className="numbers" lh={1.2}>
            {formatNumber(visit.number)}
          </Text>
        )}
        <Explained state={state} visit={visit} now={now} />
      </Stack>
    </Section>
  );
}

type ExplainedProps = {
  readonly state: NumberState;
  readonly visit: Impression;
  readonly now: number;
};

function Explained({ state, visit, now }: ExplainedProps) {
  switch (state.kind) {
    case "held":
      return (
        <>
          <Countdown state={state} now={now} label="Time that the number is still held" />
          <Text size="sm">
            <b className="numbers">{left(state.untilMs, now)}</b> more it is this visitor’s alone,
            until <Until ms={state.untilMs} />. Each sign of life begins the time anew.
          </Text>
        </>
      );
    case "linked":
      return (
        <>
          <Countdown state={state} now={now} label="Time that calls still count for the visit" />
          <Text size="sm">
            For <b className="numbers">{left(state.untilMs, now)}</b> more its calls count for this
            visit, until <Until ms={state.untilMs} />, unless another visitor gets the number first.
          </Text>
        </>
      );
    case "over":
      return (
        <Text size="sm">
          Since <Until ms={state.sinceMs} /> calls to the number no longer count for this visit.
        </Text>
      );
    case "miss":
      return (
        <Alert color="orange" icon={<IconAlertTriangle />} title="The pool had no number to give">
          The visitor saw the primary number, so a call of theirs cannot be told from others.{" "}
          <RecordLink to={paths.pool(visit.poolId)}>Add numbers to the pool</RecordLink>.
        </Alert>
      );
    case "primary":
      return (
        <Text size="sm">
          The visitor saw the primary number. Either one visitor or address already held its share
          of the pool, or the visit has not been shown a number yet.
        </Text>
      );
  }
}

const left = (untilMs: number, now: number) =>
  formatLength(Math.max(0, Math.ceil((untilMs - now) / 1_000)));

function Until({ ms }: { readonly ms: number }) {
  return <Instant at={new Date(ms).toISOString()} />;
}

type CountdownProps = {
  readonly state: { readonly untilMs: number; readonly sinceMs: number };
  readonly now: number;
  readonly label: string;
};

function Countdown({ state: { untilMs, sinceMs }, now, label }: CountdownProps) {
  const whole = untilMs - sinceMs;
  const percent = whole <= 0 ? 0 : (100 * (untilMs - now)) / whole;
  return <Progress value={Math.max(0, Math.min(100, percent))} size="sm" aria-label={label} />;
}
