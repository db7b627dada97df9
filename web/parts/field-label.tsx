import { ActionIcon, Group, Tooltip } from "@mantine/core";
import IconHelpCircle from "@tabler/icons-react/icons/IconHelpCircle";

type FieldLabelProps = {
  readonly label: string;
  /** The contract's own description of the field. */
  readonly help: string;
};

/** The texts of the contract are Markdown; all they use of it are code marks. */
const plain = (help: string) => help.replaceAll("`", "");

/** A field's label with its help, for the `label` of an input. */
export function FieldLabel({ label, help }: FieldLabelProps) {
  return (
    <Group component="span" gap={4} wrap="nowrap" display="inline-flex">
      {label}
      <Tooltip label={plain(help)} events={{ hover: true, focus: true, touch: true }}>
        <ActionIcon size="xs" variant="transparent" c="dimmed" aria-label="Help">
          <IconHelpCircle size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
