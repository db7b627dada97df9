import { ActionIcon, Group, Text, Tooltip } from "@mantine/core";
import IconCheck from "@tabler/icons-react/icons/IconCheck";
import IconCopy from "@tabler/icons-react/icons/IconCopy";
import { useCopy } from "./use-copy.ts";

/** A short text that people carry elsewhere, such as an id. */
export function CopyText({ text, what }: { readonly text: string; readonly what: string }) {
  const { isCopied, copy } = useCopy(text);
  const label = isCopied ? "Copied" : `Copy ${what}`;
  return (
    <Group gap={4} wrap="nowrap" component="span" display="inline-flex">
      <Text component="span" inherit ff="monospace" style={{ overflowWrap: "anywhere" }}>
        {text}
      </Text>
      <Tooltip label={label}>
        <ActionIcon
          size="sm"
          variant="subtle"
          color={isCopied ? "green" : "gray"}
          onClick={copy}
          aria-label={label}
        >
          {isCopied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
