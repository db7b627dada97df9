import { Button, Group, Paper, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { Pool, ShownNumber } from "../../api/pools.ts";
import { Capable } from "../../parts/capable.tsx";
import { countNumbers } from "./count-numbers.ts";
import { EndRest } from "./end-rest.tsx";
import { RemoveNumbers } from "./remove-numbers.tsx";
import { RestNumbers } from "./rest-numbers.tsx";

type NumberActionsProps = {
  readonly pool: Pool;
  readonly chosen: readonly ShownNumber[];
  readonly onDone: () => void;
};

const modalId = "numbers";

/** What can be done with the numbers that are ticked. Its room is there before any is. */
export function NumberActions({ pool, chosen, onDone }: NumberActionsProps) {
  const close = () => modals.close(modalId);
  const props = { pool, chosen, onDone, onClose: close };
  const open = (title: string, children: React.ReactNode) =>
    modals.open({ modalId, title, children, size: "lg" });
  const reason = chosen.length === 0 ? "Tick the numbers first." : undefined;
  const resting = chosen.filter(({ state }) => state === "quarantined");
  const noneRests = resting.length === 0 ? "None of these numbers rests." : undefined;
  return (
    <Paper withBorder px="sm" py={6}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" c={chosen.length === 0 ? "dimmed" : "inherit"} aria-live="polite">
          {chosen.length === 0
            ? "Tick numbers to let them rest or to remove them"
            : `${countNumbers(chosen.length)} ticked`}
        </Text>
        <Group gap="xs">
          <Capable to="write" reason={reason}>
            <Button
              size="xs"
              variant="default"
              onClick={() => open("Let numbers rest", <RestNumbers {...props} />)}
            >
              Rest…
            </Button>
          </Capable>
          <Capable to="write" reason={reason ?? noneRests}>
            <Button
              size="xs"
              variant="default"
              onClick={() => open("End the rest", <EndRest {...props} chosen={resting} />)}
            >
              End rest…
            </Button>
          </Capable>
          <Capable to="write" reason={reason}>
            <Button
              size="xs"
              variant="default"
              onClick={() => open("Remove numbers", <RemoveNumbers {...props} />)}
            >
              Remove…
            </Button>
          </Capable>
        </Group>
      </Group>
    </Paper>
  );
}

/** What the dialogs of these actions are given. */
export type NumbersDialogProps = NumberActionsProps & { readonly onClose: () => void };
