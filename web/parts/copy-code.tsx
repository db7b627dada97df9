import { Box, Button, Code, CopyButton } from "@mantine/core";
import IconCheck from "@tabler/icons-react/icons/IconCheck";
import IconCopy from "@tabler/icons-react/icons/IconCopy";

type CopyCodeProps = {
  /** Says what is copied: "Copy code". */
  readonly label: string;
  readonly code: string;
};

/** A piece of code, and a button that copies it whole. */
export function CopyCode({ label, code }: CopyCodeProps) {
  return (
    <Box>
      <Code block tabIndex={0} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {code}
      </Code>
      <CopyButton value={code} timeout={2_000}>
        {({ copied, copy }) => (
          <Button
            mt="xs"
            size="xs"
            variant={copied ? "light" : "filled"}
            color={copied ? "green" : "indigo"}
            leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            onClick={copy}
            aria-live="polite"
          >
            {copied ? "Copied" : label}
          </Button>
        )}
      </CopyButton>
    </Box>
  );
}
