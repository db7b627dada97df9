import { Stack, Text } from "@mantine/core";
import { CopyCode } from "../../parts/copy-code.tsx";

/** Shown once: the server keeps what it needs to check them. */
export function BackupCodes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <Stack gap="xs">
      <Text size="sm">
        Keep these codes somewhere safe, apart from your phone. Each signs you in once, should the
        phone be lost. They are shown only here.
      </Text>
      <CopyCode label="Copy codes" code={codes.join("\n")} />
    </Stack>
  );
}
