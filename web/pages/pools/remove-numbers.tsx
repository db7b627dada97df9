import { Alert, Checkbox, List, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { removeNumbers, type PoolNumbersChanged } from "../../api/pools.ts";
import { DialogButtons } from "../../parts/dialog-buttons.tsx";
import { showDone } from "../../parts/notify.ts";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useDoing } from "../../parts/use-doing.ts";
import { countNumbers } from "./count-numbers.ts";
import type { NumbersDialogProps } from "./number-actions.tsx";
import { RefusedNumbers } from "./refused-numbers.tsx";

/** Takes numbers out of the pool; those that a visitor holds only when that is wished (R6). */
export function RemoveNumbers({ pool, chosen, onDone, onClose }: NumbersDialogProps) {
  const [isForced, setIsForced] = useState(false);
  const [changed, setChanged] = useState<PoolNumbersChanged>();
  const { isBusy, problem, run } = useDoing();
  const held = chosen.filter(({ state }) => state === "held");
  const going = isForced ? chosen : chosen.filter(({ state }) => state !== "held");
  const remove = async () => {
    const numbers = going.map(({ number }) => number);
    const answer = await removeNumbers(pool.id, numbers, isForced);
    onDone();
    if (answer.refused > 0) setChanged(answer);
    else {
      onClose();
      showDone(`${countNumbers(answer.done)} removed from ${pool.name}`);
    }
  };
  if (changed !== undefined) return <RefusedNumbers changed={changed} onClose={onClose} />;
  return (
    <Stack gap="md">
      <Consequences />
      {held.length > 0 && (
        <HeldNumbers count={held.length} isForced={isForced} onForced={setIsForced} />
      )}
      {problem !== undefined && <ProblemAlert error={problem} />}
      <DialogButtons
        act={`Remove ${countNumbers(going.length)}`}
        onAct={() => run(remove)}
        isBusy={isBusy}
        onClose={onClose}
        color="red"
        reason={
          going.length === 0 ? "All of them are held: tick the box to remove them." : undefined
        }
      />
    </Stack>
  );
}

function Consequences() {
  return (
    <List size="sm" spacing={4}>
      <List.Item>No further visitor is given these numbers by this pool.</List.Item>
      <List.Item>
        They stay in <b>All Numbers</b>, in nobody&rsquo;s use: you can put them into a pool again.
      </List.Item>
      <List.Item>
        Calls to a number that is still linked count for its visit until the link ends.
      </List.Item>
    </List>
  );
}

type HeldNumbersProps = {
  readonly count: number;
  readonly isForced: boolean;
  readonly onForced: (isForced: boolean) => void;
};

function HeldNumbers({ count, isForced, onForced }: HeldNumbersProps) {
  const title = count === 1 ? "A visitor holds one of them now" : `Visitors hold ${count} of them`;
  return (
    <Alert color="orange" title={title}>
      <Stack gap="sm">
        <Text size="sm">
          A held number stays unless you say otherwise. If it goes, its visitor still sees it on the
          page, and a call still counts for the visit until the link ends; but from then on a call
          to it is rejected, or belongs to whoever is given the number next.
        </Text>
        <Checkbox
          label={count === 1 ? "Remove the held number, too" : "Remove the held numbers, too"}
          checked={isForced}
          onChange={(event) => onForced(event.currentTarget.checked)}
        />
      </Stack>
    </Alert>
  );
}
