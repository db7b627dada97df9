import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

type SectionProps = {
  readonly title: string;
  readonly about?: ReactNode;
  readonly mark?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
};

/** A part of a page, on a ground of its own. */
export function Section({ title, about, mark, actions, children }: SectionProps) {
  return (
    <Paper component="section" withBorder p="lg" miw={0} aria-label={title}>
      <Stack>
        <Group justify="space-between" align="start" gap="sm">
          <Stack gap={2}>
            <Group gap="xs">
              <Title order={2}>{title}</Title>
              {mark}
            </Group>
            {about !== undefined && (
              <Text size="sm" c="dimmed" maw={640}>
                {about}
              </Text>
            )}
          </Stack>
          {actions}
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
