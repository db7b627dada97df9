import { Stack, Text } from "@mantine/core";
import { endRest } from "../../api/numbers.ts";
import { DialogButtons } from "../../parts/dialog-buttons.tsx";
import { showDone } from "../../parts/notify.ts";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useDoing } from "../../parts/use-doing.ts";
import { countNumbers } from "./count-numbers.ts";
import type { NumbersDialogProps } from "./number-actions.tsx";
import { oneByOne } from "./one-by-one.ts";

/** @param chosen those that rest */
export function EndRest({ chosen, onDone, onClose }: NumbersDialogProps) {
  const { isBusy, problem, run } = useDoing();
  const end = async () => {
    await oneByOne(chosen, ({ id }) => endRest(id));
    onDone();
    onClose();
    showDone(`${countNumbers(chosen.length)} at work again`);
  };
  return (
    <Stack gap="md">
      <Text size="sm">Visitors are given these numbers again from now on.</Text>
      {problem !== undefined && <ProblemAlert error={problem} />}
      <DialogButtons
        act={`End the rest of ${countNumbers(chosen.length)}`}
        onAct={() => run(end)}
        isBusy={isBusy}
        onClose={onClose}
      />
    </Stack>
  );
}
