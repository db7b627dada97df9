import { Text } from "@mantine/core";
import type { CallDetail } from "../../../src/contract/admin/call.ts";
import { useMe } from "../../api/me.ts";
import { Section } from "../../parts/section.tsx";
import { formatExact, formatLength, formatSecond } from "../../parts/time-format.ts";
import styles from "./call-events.module.css";

type Signal = CallDetail["signals"][number];

const names = {
  incoming: "The call came in",
  answered: "Answered",
  completed: "Ended",
  busy: "The line was busy",
  no_answer: "Nobody answered",
  failed: "Failed",
  other: "Said by the carrier",
} as const satisfies Record<Signal["type"], string>;

/** Everything that the carrier said of the call, in the order of receipt. */
export function CallEvents({ call }: { readonly call: CallDetail }) {
  const { account } = useMe();
  const startMs = Date.parse(call.receivedAt);
  return (
    <Section title="Events">
      {call.signals.length === 0 && (
        <Text size="sm" c="dimmed">
          The carrier has said nothing of the call yet.
        </Text>
      )}
      <ol className={styles["events"]}>
        {call.signals.map(({ type, name, receivedAt, lengthSeconds }, index) => {
          const at = new Date(receivedAt);
          const after = Math.round((at.getTime() - startMs) / 1_000);
          return (
            // A carrier may say the same twice.
            <li key={index} className={styles["event"]} data-type={type}>
              <time dateTime={receivedAt} title={formatExact(at, account.timeZone)}>
                {formatSecond(at, account.timeZone)}
              </time>
              <span>
                {names[type]}
                {lengthSeconds !== undefined && ` after ${formatLength(lengthSeconds)} of talk`}
                <Text size="xs" c="dimmed">
                  {after > 0 && `+${formatLength(after)} · `}
                  {name}
                </Text>
              </span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
