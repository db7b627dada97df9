import { Alert, Button, Group, List, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import { useState, type ReactNode } from "react";
import { ProblemError } from "../api/problem.ts";
import { showDone } from "./notify.ts";
import { formatNumber } from "./phone-number.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

type Deletion = {
  readonly title: string;
  /** What visitors then see and what callers meet. */
  readonly consequences: ReactNode;
  /** The act itself: "Delete campaign". */
  readonly act: string;
  /** Said when it is done. */
  readonly done: string;
  /** @param isForced although others use it; asked for once the server has said which */
  readonly remove: (isForced: boolean) => Promise<unknown>;
  readonly onDone?: () => void;
};

/**
 * Asks before a deletion. If the server refuses since others use the record, they are listed, and
 * it can be deleted with them.
 */
export function confirmDeletion(deletion: Deletion): void {
  const modalId = "deletion";
  const close = () => modals.close(modalId);
  modals.open({
    modalId,
    title: deletion.title,
    children: <DeletionQuestion {...deletion} onClose={close} />,
  });
}

function DeletionQuestion(props: Deletion & { readonly onClose: () => void }) {
  const { consequences, act, done, remove, onDone, onClose } = props;
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const inUse = problem instanceof ProblemError && problem.code === "in_use" ? problem : undefined;
  const run = async () => {
    setIsBusy(true);
    try {
      await remove(inUse !== undefined);
      onClose();
      showDone(done);
      onDone?.();
    } catch (error) {
      setProblem(error);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Stack gap="md">
      {consequences}
      {inUse !== undefined && <References problem={inUse} />}
      {problem !== undefined && inUse === undefined && <ProblemAlert error={problem} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button color="red" loading={isBusy} onClick={() => void run()}>
          {inUse === undefined ? act : `${act} and all of these`}
        </Button>
      </Group>
    </Stack>
  );
}

const kinds: Readonly<Record<string, string>> = {
  publisherNumber: "Publisher number",
  tag: "Call tracking tag",
};

function References({ problem }: { readonly problem: ProblemError }) {
  const { references } = problem;
  return (
    <Alert
      color="orange"
      title="Others use it"
      icon={<IconAlertTriangle aria-hidden />}
      role="alert"
    >
      <Text size="sm">Delete these first, or delete them together with it:</Text>
      <List size="sm" mt={4} mah={180} style={{ overflowY: "auto" }}>
        {references.map(({ kind, id, name }) => (
          <List.Item key={id}>
            {kinds[kind] ?? kind} <b>{kind === "publisherNumber" ? formatNumber(name) : name}</b>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
