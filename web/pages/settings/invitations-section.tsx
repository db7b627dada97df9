import { Badge, Button, Text, VisuallyHidden } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { DataTableColumn } from "mantine-datatable";
import { invitationsQuery, withdrawInvitation, type Invitation } from "../../api/members.ts";
import { confirm } from "../../parts/confirm.tsx";
import { RelativeInstant } from "../../parts/instant.tsx";
import { RecordsTable } from "../../parts/records-table.tsx";
import { Section } from "../../parts/section.tsx";

export function InvitationsSection() {
  const { data, error, isFetching, refetch } = useQuery(invitationsQuery);
  const columns = useColumns();
  return (
    <Section title="Invitations" about="People who were invited and have not joined yet.">
      <RecordsTable
        label="Invitations"
        columns={columns}
        answer={data}
        error={error}
        isFetching={isFetching}
        onRetry={() => void refetch()}
        empty={<Text c="dimmed">Nobody is invited at the moment.</Text>}
      />
    </Section>
  );
}

function useColumns(): DataTableColumn<Invitation>[] {
  const queryClient = useQueryClient();
  const askToWithdraw = ({ id, email }: Invitation) =>
    confirm({
      title: `Withdraw the invitation of ${email}?`,
      consequences: <Text size="sm">The link that they were given opens nothing from now on.</Text>,
      act: "Withdraw",
      isDangerous: true,
      done: "The invitation was withdrawn.",
      run: async () => {
        await withdrawInvitation(id);
        await queryClient.invalidateQueries({ queryKey: invitationsQuery.queryKey });
      },
    });
  return [
    { accessor: "email", title: "E-mail" },
    { accessor: "role", title: "Role", render: ({ role }) => <Badge>{role}</Badge> },
    { accessor: "invitedBy", title: "Invited by" },
    {
      accessor: "expiresAt",
      title: "Link works until",
      render: ({ isExpired, expiresAt }) =>
        isExpired ? <Badge color="orange">Expired</Badge> : <RelativeInstant at={expiresAt} />,
    },
    {
      accessor: "withdraw",
      title: <VisuallyHidden>Actions</VisuallyHidden>,
      textAlign: "right",
      render: (invitation) => (
        <Button
          size="xs"
          variant="light"
          color="red"
          aria-label={`Withdraw the invitation of ${invitation.email}`}
          onClick={() => askToWithdraw(invitation)}
        >
          Withdraw
        </Button>
      ),
    },
  ];
}
