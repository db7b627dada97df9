import { Anchor, Button, Code, Group, List, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import IconHistory from "@tabler/icons-react/icons/IconHistory";
import { useQuery } from "@tanstack/react-query";
import type { DataTableColumn } from "mantine-datatable";
import { auditQuery, type AuditEntry } from "../../api/audit.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Instant } from "../../parts/instant.tsx";
import { Page } from "../../parts/page.tsx";
import { RecordsTable } from "../../parts/records-table.tsx";
import { useUrlState } from "../../parts/use-url-state.ts";

export { AuditLog as Page };

const defaults = { actor: "", target: "", after: "", from: 0 };
const pageSize = 50;
const phone = "(max-width: 48em)";

function AuditLog() {
  const [state, change] = useUrlState(defaults);
  const { actor, target, after, from } = state;
  const values = { actor, target, after, limit: pageSize };
  const { data, error, isFetching, refetch } = useQuery(auditQuery(values));
  const isNarrow = useMediaQuery(phone) ?? false;
  const isFiltered = actor !== "" || target !== "";
  const narrow = (filter: Partial<typeof defaults>) => change({ after: "", from: 0, ...filter });
  return (
    <Page
      title="Audit log"
      about="Every change in this account: who made it, when, and what was different before."
      actions={
        isFiltered && (
          <Button variant="default" onClick={() => narrow({ actor: "", target: "" })}>
            Show everything
          </Button>
        )
      }
    >
      <RecordsTable
        label="Audit log"
        columns={isNarrow ? foldedWith(narrow) : columnsWith(narrow)}
        answer={data}
        error={error}
        isFetching={isFetching}
        onRetry={() => void refetch()}
        isFiltered={isFiltered}
        place={{ after, from }}
        onPlace={change}
        empty={
          <EmptyState icon={<IconHistory />} title="Nothing was changed yet">
            From the first change on, this page says who made it.
          </EmptyState>
        }
      />
    </Page>
  );
}

/** `updatePool` as people would say it: Update pool. */
function inWords(action: string): string {
  const words = action.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

type Narrow = (filter: Partial<typeof defaults>) => void;

function columnsWith(narrow: Narrow): DataTableColumn<AuditEntry>[] {
  return [
    { accessor: "at", title: "When", width: 210, render: ({ at }) => <Instant at={at} /> },
    {
      accessor: "actor",
      title: "Who",
      render: ({ actor }) => <Actor actor={actor} narrow={narrow} />,
    },
    { accessor: "action", title: "What", render: ({ action }) => inWords(action) },
    {
      accessor: "target",
      title: "On",
      render: ({ target }) => target && <Target target={target} narrow={narrow} />,
    },
    { accessor: "changes", title: "Changes", render: ({ changes }) => <Changes of={changes} /> },
  ];
}

/** On a phone, where columns side by side leave no room for a word: all of an entry in one. */
function foldedWith(narrow: Narrow): DataTableColumn<AuditEntry>[] {
  return [
    {
      accessor: "at",
      title: "Changes, newest first",
      render: ({ at, actor, action, target, changes }) => (
        <Stack gap={4} style={{ overflowWrap: "anywhere" }}>
          <Text size="sm" c="dimmed" component="div">
            <Instant at={at} />
          </Text>
          <Group gap={6}>
            <b>{inWords(action)}</b>
            {target && <Target target={target} narrow={narrow} />}
          </Group>
          <Group gap={6}>
            by <Actor actor={actor} narrow={narrow} />
          </Group>
          <Changes of={changes} />
        </Stack>
      ),
    },
  ];
}

type ActorProps = { readonly actor: AuditEntry["actor"]; readonly narrow: Narrow };

function Actor({ actor: { id, name, kind }, narrow }: ActorProps) {
  return (
    <Group gap={6} wrap="nowrap">
      <Anchor
        component="button"
        type="button"
        size="sm"
        ta="left"
        aria-label={`Show only what ${name} did`}
        onClick={() => narrow({ actor: id })}
      >
        {name}
      </Anchor>
      {kind !== "user" && (
        <Text size="xs" c="dimmed">
          {kind === "token" ? "API token" : "command line"}
        </Text>
      )}
    </Group>
  );
}

type TargetProps = {
  readonly target: NonNullable<AuditEntry["target"]>;
  readonly narrow: Narrow;
};

function Target({ target: { id, name = id }, narrow }: TargetProps) {
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      ta="left"
      aria-label={`Show only changes of ${name}`}
      onClick={() => narrow({ target: id })}
    >
      {name}
    </Anchor>
  );
}

const shown = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value));

function Changes({ of }: { readonly of: AuditEntry["changes"] }) {
  if (of === undefined) return null;
  return (
    <List size="sm" listStyleType="none">
      {Object.entries(of).map(([field, { from, to }]) => (
        <List.Item key={field}>
          {field}: <Code>{shown(from)}</Code> → <Code>{shown(to)}</Code>
        </List.Item>
      ))}
    </List>
  );
}
