import { Badge, Button, Code, Group, Text, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import IconKey from "@tabler/icons-react/icons/IconKey";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { DataTableColumn } from "mantine-datatable";
import { revokeToken, tokensQuery, type Token } from "../../api/tokens.ts";
import { confirm } from "../../parts/confirm.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Instant, RelativeInstant } from "../../parts/instant.tsx";
import { Page } from "../../parts/page.tsx";
import { RecordsTable } from "../../parts/records-table.tsx";
import { NewTokenModal } from "./new-token-modal.tsx";

export { Tokens as Page };

function Tokens() {
  const { data, error, isFetching, refetch } = useQuery(tokensQuery);
  const [isOpen, { open, close }] = useDisclosure();
  const columns = useColumns();
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={open}>
      Create API token
    </Button>
  );
  return (
    <Page
      title="API tokens"
      about="Scripts and other programs prove with a token that they may use this account's API."
      actions={add}
    >
      <RecordsTable
        label="API tokens"
        columns={columns}
        answer={data}
        error={error}
        isFetching={isFetching}
        onRetry={() => void refetch()}
        empty={
          <EmptyState icon={<IconKey />} title="No API tokens yet" action={add}>
            Make one for each program that uses the API, with no more than it needs. The reference
            at /docs shows what it can do.
          </EmptyState>
        }
      />
      <NewTokenModal opened={isOpen} onClose={close} />
    </Page>
  );
}

function useColumns(): DataTableColumn<Token>[] {
  const queryClient = useQueryClient();
  const askToRevoke = ({ id, name }: Token) =>
    confirm({
      title: `Revoke ${name}?`,
      consequences: (
        <Text size="sm">
          Whatever uses this token is refused from now on. That cannot be undone; a new token has to
          be put into the program.
        </Text>
      ),
      act: "Revoke token",
      isDangerous: true,
      done: `${name} was revoked.`,
      run: async () => {
        await revokeToken(id);
        await queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey });
      },
    });
  return [
    { accessor: "name", title: "Name" },
    { accessor: "start", title: "Begins with", render: ({ start }) => <Code>{start}…</Code> },
    {
      accessor: "scopes",
      title: "May",
      render: ({ scopes }) => (
        <Group gap={4}>
          {scopes.map((scope) => (
            <Badge key={scope}>{scope}</Badge>
          ))}
        </Group>
      ),
    },
    {
      accessor: "createdAt",
      title: "Created",
      render: ({ createdAt }) => <Instant at={createdAt} />,
    },
    {
      accessor: "lastUsedAt",
      title: "Last used",
      render: ({ lastUsedAt }) =>
        lastUsedAt === undefined ? "Never" : <RelativeInstant at={lastUsedAt} />,
    },
    {
      accessor: "revoke",
      title: <VisuallyHidden>Actions</VisuallyHidden>,
      textAlign: "right",
      render: (token) => (
        <Button
          size="xs"
          variant="light"
          color="red"
          aria-label={`Revoke ${token.name}`}
          onClick={() => askToRevoke(token)}
        >
          Revoke
        </Button>
      ),
    },
  ];
}
