import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { acceptInvitation, shownInvitationQuery } from "../../api/invitation.ts";
import { meQuery } from "../../api/me.ts";
import { EntryPage } from "../../parts/entry-page.tsx";
import { applyProblem } from "../../parts/form-problem.ts";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { usePathParameter } from "../../parts/use-path-parameter.ts";
import { paths } from "../../paths.ts";
import { PageLoading } from "../../shell/page-loading.tsx";

export { InvitationPage as Page };

function InvitationPage() {
  const token = usePathParameter("token");
  const invitation = useQuery(shownInvitationQuery(token));
  if (invitation.isPending) {
    return (
      <EntryPage title="Your invitation">
        <PageLoading />
      </EntryPage>
    );
  }
  if (invitation.error !== null) {
    return (
      <EntryPage title="This invitation does not open">
        <ProblemAlert error={invitation.error} />
        <Text size="sm" mt="md">
          Invitations work once, and end after a while. Ask whoever sent it for a new one.
        </Text>
      </EntryPage>
    );
  }
  const { email, role, accountName, isKnown } = invitation.data;
  return (
    <EntryPage title={`Join ${accountName}`} about={`As ${email}, with the role ${role}.`}>
      {isKnown ? <KnownPerson token={token} email={email} /> : <NewPerson token={token} />}
    </EntryPage>
  );
}

function useAccept(token: string) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (given: { readonly name?: string; readonly password?: string }) =>
      acceptInvitation(token, given),
    onSuccess: async () => {
      queryClient.clear();
      await navigate({ to: paths.dashboard(), replace: true });
    },
  });
}

const passwordCharsMin = 12;

function NewPerson({ token }: { readonly token: string }) {
  const form = useForm({
    initialValues: { name: "", password: "" },
    validate: {
      name: (name) => (name.trim() === "" ? "Say how you want to be called" : null),
      password: (password) =>
        password.length < passwordCharsMin ? `At least ${passwordCharsMin} characters` : null,
    },
  });
  const accept = useAccept(token);
  const submit = form.onSubmit((values) =>
    accept.mutate(values, { onError: (error) => void applyProblem(form, error) }),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {accept.error !== null && <ProblemAlert error={accept.error} />}
        <TextInput label="Your name" autoComplete="name" required {...form.getInputProps("name")} />
        <PasswordInput
          label="Password"
          description={`To sign in with from now on: at least ${passwordCharsMin} characters.`}
          autoComplete="new-password"
          required
          {...form.getInputProps("password")}
        />
        <Button type="submit" loading={accept.isPending}>
          Join
        </Button>
      </Stack>
    </form>
  );
}

/** Whoever is here already joins as themselves. */
function KnownPerson({ token, email }: { readonly token: string; readonly email: string }) {
  const me = useQuery({ ...meQuery, retry: false });
  const accept = useAccept(token);
  if (me.data?.user.email !== email) {
    return (
      <Stack>
        <Text size="sm">
          You are known here already. Sign in as <b>{email}</b>, and this page will add you to the
          account.
        </Text>
        <Button
          renderRoot={(props) => (
            <Link {...props} to={paths.signIn()} search={{ next: paths.invitation(token) }} />
          )}
        >
          Sign in
        </Button>
      </Stack>
    );
  }
  return (
    <Stack>
      {accept.error !== null && <ProblemAlert error={accept.error} />}
      <Button onClick={() => accept.mutate({})} loading={accept.isPending}>
        Join as {me.data.user.name}
      </Button>
    </Stack>
  );
}
