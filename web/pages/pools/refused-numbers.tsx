import { Button, Group, List, Stack, Text } from "@mantine/core";
import type { PoolNumbersChanged } from "../../api/pools.ts";
import { PhoneNumber } from "../../parts/phone-number.tsx";
import { countNumbers } from "./count-numbers.ts";

type RefusedNumbersProps = {
  readonly changed: PoolNumbersChanged;
  readonly onClose: () => void;
};

/** What the server refused, each with its reason. */
export function RefusedNumbers({ changed, onClose }: RefusedNumbersProps) {
  const refused = changed.results.filter(({ outcome }) => outcome === "refused");
  return (
    <Stack gap="md">
      <Text size="sm" aria-live="polite">
        {countNumbers(changed.done)} done, {countNumbers(changed.refused)} refused:
      </Text>
      <List size="sm" mah={280} style={{ overflowY: "auto" }} tabIndex={0} aria-label="Refused">
        {refused.map(({ number, reason }) => (
          <List.Item key={number}>
            <b>
              <PhoneNumber e164={number} />
            </b>{" "}
            {reason}
          </List.Item>
        ))}
      </List>
      <Group justify="flex-end">
        <Button onClick={onClose}>Close</Button>
      </Group>
    </Stack>
  );
}
