import { Box, Button, Code, Group } from "@mantine/core";
import IconCheck from "@tabler/icons-react/icons/IconCheck";
import IconCopy from "@tabler/icons-react/icons/IconCopy";
import IconDownload from "@tabler/icons-react/icons/IconDownload";
import { useCopy } from "./use-copy.ts";

type CopyCodeProps = {
  /** Says what is copied: "Copy code". */
  readonly label: string;
  readonly code: string;
  /** Name under which it can be saved as well. */
  readonly file?: string | undefined;
};

/** A long file scrolls in its place. */
const HEIGHT_MAX = 260;

/** A piece of code, and a button that copies it whole. */
export function CopyCode({ label, code, file }: CopyCodeProps) {
  const { isCopied, copy } = useCopy(code);
  return (
    <Box>
      <Code
        block
        tabIndex={0}
        mah={HEIGHT_MAX}
        style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere", overflowY: "auto" }}
      >
        {code}
      </Code>
      <Group gap="xs" mt="xs">
        <Button
          size="xs"
          variant={isCopied ? "light" : "filled"}
          color={isCopied ? "green" : "indigo"}
          leftSection={isCopied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={copy}
          aria-live="polite"
        >
          {isCopied ? "Copied" : label}
        </Button>
        {file !== undefined && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={16} />}
            onClick={() => save(file, code)}
          >
            Save {file}
          </Button>
        )}
      </Group>
    </Box>
  );
}

function save(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
  link.click();
  // The browser has taken what it saves by the next turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}
