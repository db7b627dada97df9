import { Button, Group, type ButtonProps } from "@mantine/core";
import { Capable } from "./capable.tsx";

type DialogButtonsProps = {
  /** The act itself: "Remove 3 numbers". */
  readonly act: string;
  readonly onAct: () => void;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly color?: ButtonProps["color"];
  /** Why it cannot be done as the dialog is filled in now. */
  readonly reason?: string | undefined;
};

/** The way out of a dialog, and what it is for. */
export function DialogButtons(props: DialogButtonsProps) {
  const { act, onAct, isBusy, onClose, color, reason } = props;
  return (
    <Group justify="flex-end" gap="sm" mt="xs">
      <Button variant="default" onClick={onClose}>
        Cancel
      </Button>
      <Capable to="write" reason={reason}>
        <Button loading={isBusy} onClick={onAct} {...(color === undefined ? {} : { color })}>
          {act}
        </Button>
      </Capable>
    </Group>
  );
}
