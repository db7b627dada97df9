import { Anchor, Breadcrumbs, Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

type Parent = { readonly title: string; readonly path: string };

type PageProps = {
  readonly title: string;
  /** A sentence under the title, for who sees the page for the first time. */
  readonly about?: ReactNode;
  /** Stands beside the title: a status. */
  readonly mark?: ReactNode;
  /** Buttons of the whole page. */
  readonly actions?: ReactNode;
  readonly parents?: readonly Parent[];
  readonly children: ReactNode;
};

/** What every page has: its title, where it stands, and what can be done on it. */
export function Page({ title, about, mark, actions, parents = [], children }: PageProps) {
  useDocumentTitle(`${title} · Callpool`);
  return (
    <Stack gap="lg">
      <Stack gap={4}>
        {parents.length > 0 && (
          <Breadcrumbs component="nav" aria-label="Breadcrumbs">
            {parents.map((parent) => (
              <Anchor key={parent.path} component={Link} to={parent.path} size="sm">
                {parent.title}
              </Anchor>
            ))}
          </Breadcrumbs>
        )}
        <Group justify="space-between" align="start" gap="sm">
          <Stack gap={4} style={{ flex: "1 1 300px" }}>
            <Group gap="sm">
              <Title order={1} style={{ overflowWrap: "anywhere" }}>
                {title}
              </Title>
              {mark}
            </Group>
            {about !== undefined && (
              <Text c="dimmed" maw={720}>
                {about}
              </Text>
            )}
          </Stack>
          {actions !== undefined && <Group gap="sm">{actions}</Group>}
        </Group>
      </Stack>
      {children}
    </Stack>
  );
}
