import { Center, Paper, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { Logo } from "../shell/logo.tsx";

type EntryPageProps = {
  readonly title: string;
  readonly about?: ReactNode;
  readonly children: ReactNode;
};

/** A page for those who are not signed in: one card, and nothing around it. */
export function EntryPage({ title, about, children }: EntryPageProps) {
  useDocumentTitle(`${title} · Callpool`);
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Stack gap="xs" align="center">
          <Logo />
          <Title order={1} ta="center">
            {title}
          </Title>
          {about !== undefined && (
            <Text c="dimmed" ta="center">
              {about}
            </Text>
          )}
        </Stack>
        <Paper withBorder p="lg">
          {children}
        </Paper>
      </Stack>
    </Center>
  );
}
