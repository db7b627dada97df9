import { Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { restNumber } from "../../api/numbers.ts";
import { DialogButtons } from "../../parts/dialog-buttons.tsx";
import { showDone } from "../../parts/notify.ts";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useDoing } from "../../parts/use-doing.ts";
import { useServerNow } from "../../parts/countdown.tsx";
import { countNumbers } from "./count-numbers.ts";
import type { NumbersDialogProps } from "./number-actions.tsx";
import { oneByOne } from "./one-by-one.ts";

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

const lengths = [
  { label: "1 hour", seconds: HOUR_SECONDS },
  { label: "1 day", seconds: DAY_SECONDS },
  { label: "1 week", seconds: 7 * DAY_SECONDS },
  { label: "30 days", seconds: 30 * DAY_SECONDS },
  { label: "1 year", seconds: 365 * DAY_SECONDS },
] as const;

/** Numbers that get misdials or spam rest for a while (R12). */
export function RestNumbers({ chosen, onDone, onClose }: NumbersDialogProps) {
  const [seconds, setSeconds] = useState(String(7 * DAY_SECONDS));
  const { isBusy, problem, run } = useDoing();
  const now = useServerNow();
  const rest = async () => {
    const until = new Date(now + Number(seconds) * 1000);
    await oneByOne(chosen, ({ id }) => restNumber(id, until));
    onDone();
    onClose();
    showDone(`${countNumbers(chosen.length)} at rest`);
  };
  return (
    <Stack gap="md">
      <Text size="sm">
        For numbers that get misdials or spam, or that a carrier calls unverified. A resting number
        is given to no visitor. One who holds it now keeps it until the hold ends, and calls still
        count for the visit.
      </Text>
      <Radio.Group label="For how long" value={seconds} onChange={setSeconds}>
        <Stack gap="xs" mt="xs">
          {lengths.map((length) => (
            <Radio key={length.label} value={String(length.seconds)} label={length.label} />
          ))}
        </Stack>
      </Radio.Group>
      {problem !== undefined && <ProblemAlert error={problem} />}
      <DialogButtons
        act={`Rest ${countNumbers(chosen.length)}`}
        onAct={() => run(rest)}
        isBusy={isBusy}
        onClose={onClose}
      />
    </Stack>
  );
}
