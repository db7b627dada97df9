import { Badge, Button, Group, Select, Text, Tooltip, VisuallyHidden } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { DataTableColumn } from "mantine-datatable";
import { useMe } from "../../api/me.ts";
import { membersQuery, patchMember, removeMember, type Member } from "../../api/members.ts";
import { confirm } from "../../parts/confirm.tsx";
import { Instant } from "../../parts/instant.tsx";
import { showProblem } from "../../parts/notify.ts";
import { RecordsTable } from "../../parts/records-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useAct } from "../../parts/use-act.ts";
import { roleOptions } from "./role-options.ts";

export function MembersSection() {
  const { data, error, isFetching, refetch } = useQuery(membersQuery);
  const columns = useColumns();
  return (
    <Section title="Members">
      <RecordsTable
        label="Members"
        columns={columns}
        answer={data}
        error={error}
        isFetching={isFetching}
        onRetry={() => void refetch()}
        empty={null}
      />
    </Section>
  );
}

function useColumns(): DataTableColumn<Member>[] {
  const queryClient = useQueryClient();
  const askToRemove = ({ id, name }: Member) =>
    confirm({
      title: `Remove ${name}?`,
      consequences: (
        <Text size="sm">
          They are signed out of this account at once, and the API tokens that they made here stop
          working. What they changed stays.
        </Text>
      ),
      act: "Remove",
      isDangerous: true,
      done: `${name} was removed.`,
      run: async () => {
        await removeMember(id);
        await queryClient.invalidateQueries({ queryKey: membersQuery.queryKey });
      },
    });
  return [
    {
      accessor: "name",
      title: "Person",
      render: ({ name, email, isYou }) => (
        <div>
          <Group gap="xs">
            <Text fw={500}>{name}</Text>
            {isYou && <Badge>You</Badge>}
          </Group>
          <Text size="sm" c="dimmed">
            {email}
          </Text>
        </div>
      ),
    },
    { accessor: "role", title: "Role", render: (member) => <RoleSelect member={member} /> },
    {
      accessor: "isTwoFactorOn",
      title: "Second factor",
      render: ({ isTwoFactorOn }) =>
        isTwoFactorOn ? <Badge color="green">On</Badge> : <Badge color="gray">Off</Badge>,
    },
    {
      accessor: "createdAt",
      title: "Joined",
      render: ({ createdAt }) => <Instant at={createdAt} />,
    },
    {
      accessor: "remove",
      title: <VisuallyHidden>Actions</VisuallyHidden>,
      textAlign: "right",
      render: (member) => (
        <Button
          size="xs"
          variant="light"
          color="red"
          aria-label={`${member.isYou ? "Leave" : "Remove"} ${member.name}`}
          onClick={() => askToRemove(member)}
        >
          {member.isYou ? "Leave" : "Remove"}
        </Button>
      ),
    },
  ];
}

/** A publisher's person sees one publisher: to become one, they are invited as such. */
const kept = roleOptions.filter(({ value }) => value !== "publisher");

function RoleSelect({ member }: { readonly member: Member }) {
  const me = useMe();
  const act = useAct({
    run: (role: Member["role"]) => patchMember(member.id, { role }),
    changes: [membersQuery.queryKey],
    done: `${member.name} has another role now.`,
  });
  if (member.role === "publisher") {
    return (
      <Tooltip label="Sees the numbers and calls of one publisher. To change that, invite anew.">
        <Badge tabIndex={0}>Publisher</Badge>
      </Tooltip>
    );
  }
  const isBeyond = member.role === "owner" && me.role !== "owner";
  return (
    <Select
      aria-label={`Role of ${member.name}`}
      data={kept.map((option) => ({
        ...option,
        disabled: option.value === "owner" && me.role !== "owner",
      }))}
      value={member.role}
      allowDeselect={false}
      w={130}
      disabled={isBeyond || act.isPending}
      // The options are roles.
      onChange={(role) => act.mutate(role as Member["role"], { onError: showProblem })}
    />
  );
}
