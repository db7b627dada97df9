import { Alert, Button, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { memberHelp, roleHelp } from "../../../src/contract/help/member.ts";
import { get } from "../../api/ask.ts";
import { useMe } from "../../api/me.ts";
import { invitationsQuery, invite, type InvitationMade, type Role } from "../../api/members.ts";
import { CopyCode } from "../../parts/copy-code.tsx";
import { FieldLabel } from "../../parts/field-label.tsx";
import { applyProblem } from "../../parts/form-problem.ts";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useAct } from "../../parts/use-act.ts";
import { roleOptions } from "./role-options.ts";

type Props = { readonly opened: boolean; readonly onClose: () => void };

export function InviteModal({ opened, onClose }: Props) {
  const act = useAct({ run: invite, changes: [invitationsQuery.queryKey] });
  const close = () => {
    act.reset();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title="Invite somebody" size="lg">
      {act.data === undefined ? (
        <InviteForm act={act} />
      ) : (
        <MadeInvitation made={act.data} onClose={close} />
      )}
    </Modal>
  );
}

type Publishers = {
  readonly items: readonly { readonly id: string; readonly name: string }[];
};

function InviteForm({
  act,
}: {
  readonly act: ReturnType<typeof useAct<Parameters<typeof invite>[0], InvitationMade>>;
}) {
  const me = useMe();
  const form = useForm<{ email: string; role: Role; publisherId: string }>({
    initialValues: { email: "", role: "member", publisherId: "" },
    validate: {
      email: (email) => (/^\S+@\S+\.\S+$/.test(email.trim()) ? null : "Enter an e-mail address"),
      publisherId: (id, { role }) =>
        role === "publisher" && id === "" ? "Choose whose numbers and calls they see" : null,
    },
  });
  const isPublisher = form.values.role === "publisher";
  const publishers = useQuery({
    queryKey: ["publishers", "for-invitations"],
    queryFn: ({ signal }) => get<Publishers>("/api/v1/publishers?limit=100", signal),
    enabled: isPublisher,
  });
  const submit = form.onSubmit(({ email, role, publisherId }) => {
    const body = { email: email.trim(), role, ...(isPublisher ? { publisherId } : {}) };
    act.mutate(body, { onError: (error) => void applyProblem(form, error) });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {act.error !== null && <ProblemAlert error={act.error} />}
        <TextInput
          label="E-mail"
          type="email"
          required
          data-autofocus
          {...form.getInputProps("email")}
        />
        <Select
          label={<FieldLabel label="Role" help={roleHelp} />}
          data={roleOptions.map((option) => ({
            ...option,
            disabled: option.value === "owner" && me.role !== "owner",
          }))}
          renderOption={({ option }) => (
            <div>
              <Text size="sm" fw={500}>
                {option.label}
              </Text>
              <Text size="xs" c="dimmed">
                {roleOptions.find(({ value }) => value === option.value)?.about}
              </Text>
            </div>
          )}
          allowDeselect={false}
          {...form.getInputProps("role")}
        />
        {isPublisher && (
          <Select
            label={<FieldLabel label="Publisher" help={memberHelp.publisherId} />}
            data={publishers.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            searchable
            required
            {...form.getInputProps("publisherId")}
          />
        )}
        <Button type="submit" loading={act.isPending}>
          Invite
        </Button>
      </Stack>
    </form>
  );
}

type MadeProps = { readonly made: InvitationMade; readonly onClose: () => void };

function MadeInvitation({ made, onClose }: MadeProps) {
  return (
    <Stack>
      <Alert color="green" title={made.isMailed ? "The invitation is on its way" : "Hand it over"}>
        {made.isMailed
          ? `It was mailed to ${made.email}. The link is also here, should the mail get lost.`
          : `Give this link to ${made.email} and nobody else: whoever opens it first joins.`}
      </Alert>
      <CopyCode label="Copy link" code={made.link} />
      <Button variant="default" onClick={onClose}>
        Done
      </Button>
    </Stack>
  );
}
