import { Alert, Checkbox, List, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  deletePool,
  poolReferencesQuery,
  type Pool,
  type PoolReferences,
} from "../../api/pools.ts";
import { DialogButtons } from "../../parts/dialog-buttons.tsx";
import { showDone } from "../../parts/notify.ts";
import { PhoneNumber } from "../../parts/phone-number.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useDoing } from "../../parts/use-doing.ts";
import { countNumbers } from "./count-numbers.ts";

const modalId = "delete-pool";

/** Asks, and spells out what comes of it (R8). */
export function askToDelete(pool: Pool, onDone: () => void): void {
  modals.open({
    modalId,
    title: `Delete the pool ${pool.name}?`,
    size: "lg",
    children: <DeletePool pool={pool} onDone={onDone} onClose={() => modals.close(modalId)} />,
  });
}

type DeletePoolProps = {
  readonly pool: Pool;
  readonly onDone: () => void;
  readonly onClose: () => void;
};

function DeletePool({ pool, onDone, onClose }: DeletePoolProps) {
  const references = useQuery(poolReferencesQuery(pool.id));
  const [isForced, setIsForced] = useState(false);
  const { isBusy, problem, run } = useDoing();
  const isUsed = references.data !== undefined && references.data.total > 0;
  const remove = async () => {
    await deletePool(pool.id, isForced);
    onClose();
    onDone();
    showDone(`The pool ${pool.name} is deleted`);
  };
  const unknown = references.data === undefined ? "Just a moment: who uses it?" : undefined;
  const unasked = isUsed && !isForced ? "Tags use it: tick the box to delete it." : undefined;
  return (
    <Stack gap="md">
      <Consequences pool={pool} />
      {isUsed && <UsedBy references={references.data} isForced={isForced} onForced={setIsForced} />}
      {references.error !== null && <ProblemAlert error={references.error} />}
      {problem !== undefined && <ProblemAlert error={problem} />}
      <DialogButtons
        act="Delete pool"
        onAct={() => run(remove)}
        isBusy={isBusy}
        onClose={onClose}
        color="red"
        reason={unknown ?? unasked}
      />
    </Stack>
  );
}

function Consequences({ pool: { occupancy } }: Pick<DeletePoolProps, "pool">) {
  const { size, held, linked } = occupancy;
  return (
    <List size="sm" spacing={4}>
      <List.Item>
        {size === 0 ? (
          "It has no numbers."
        ) : (
          <>
            <b>Its {countNumbers(size)} are kept</b>: they stay in All Numbers, in nobody&rsquo;s
            use. None is given back to a carrier.
          </>
        )}
      </List.Item>
      {held + linked > 0 && (
        <List.Item>
          {countNumbers(held + linked)} {held + linked === 1 ? "has" : "have"} a visit still: calls
          count for it until the link ends.
        </List.Item>
      )}
      <List.Item>Calls and visits of before keep naming the pool.</List.Item>
      <List.Item>A deleted pool cannot be brought back.</List.Item>
    </List>
  );
}

type UsedByProps = {
  readonly references: PoolReferences;
  readonly isForced: boolean;
  readonly onForced: (isForced: boolean) => void;
};

function UsedBy({ references: { items, total }, isForced, onForced }: UsedByProps) {
  const tags = total === 1 ? "1 call tracking tag uses it" : `${total} call tracking tags use it`;
  return (
    <Alert color="orange" title={tags}>
      <Stack gap="sm">
        <Text size="sm">
          Their visitors then all see the same primary number, and calls tell of no visit:
        </Text>
        <List size="sm" mah={180} style={{ overflowY: "auto" }}>
          {items.map(({ id, name, campaign, primaryNumber }) => (
            <List.Item key={id}>
              <b>{name}</b> of {campaign.name} shows <PhoneNumber e164={primaryNumber} />
            </List.Item>
          ))}
        </List>
        {total > items.length && <Text size="sm">and {total - items.length} more.</Text>}
        <Text size="sm">To keep counting, give them another pool first.</Text>
        <Checkbox
          label={
            total === 1 ? "Delete it although a tag uses it" : "Delete it although tags use it"
          }
          checked={isForced}
          onChange={(event) => onForced(event.currentTarget.checked)}
        />
      </Stack>
    </Alert>
  );
}
