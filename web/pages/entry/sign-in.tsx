import { Anchor, Button, Code, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { signIn, verifyCode, type SecondFactor } from "../../api/sign-in.ts";
import { EntryPage } from "../../parts/entry-page.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { paths } from "../../paths.ts";

export { SignIn as Page };

function SignIn() {
  const [isCodeWanted, setCodeWanted] = useState(false);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const next = usePageToGoTo();
  const enter = async () => {
    // Whoever was here before saw something else.
    queryClient.clear();
    await navigate({ to: next, replace: true });
  };
  return isCodeWanted ? (
    <CodeForm onDone={enter} />
  ) : (
    <PasswordForm onDone={enter} onCodeWanted={() => setCodeWanted(true)} />
  );
}

/** The page that somebody wanted to see; only ever one of the app. */
function usePageToGoTo(): string {
  // Whoever types an address may type anything.
  const { next } = useSearch({ strict: false }) as { readonly next?: unknown };
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : paths.dashboard();
}

type PasswordFormProps = {
  readonly onDone: () => Promise<void>;
  readonly onCodeWanted: () => void;
};

function PasswordForm({ onDone, onCodeWanted }: PasswordFormProps) {
  const form = useForm({
    initialValues: { email: "", password: "" },
    validate: {
      email: (email) => (email.trim() === "" ? "Enter your e-mail address" : null),
      password: (password) => (password === "" ? "Enter your password" : null),
    },
  });
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ email, password }: typeof form.values) => signIn(email.trim(), password),
    onSuccess: (isCodeWanted) => (isCodeWanted ? onCodeWanted() : onDone()),
  });
  return (
    <EntryPage title="Sign in to Callpool">
      <form onSubmit={form.onSubmit((values) => mutate(values))} noValidate>
        <Stack>
          {error !== null && <ProblemAlert error={error} />}
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            required
            {...form.getInputProps("email")}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            {...form.getInputProps("password")}
          />
          <Button type="submit" loading={isPending}>
            Sign in
          </Button>
          <Text size="sm" c="dimmed">
            No password yet, or forgotten? On the server, <Code>npx callpool sign-in</Code> prints a
            link that signs the owner in. Others ask an owner for a new invitation.
          </Text>
        </Stack>
      </form>
    </EntryPage>
  );
}

const factors = {
  totp: {
    label: "Code",
    about: "Enter the six digits that your authenticator app shows for Callpool.",
    other: "Use a backup code instead",
  },
  "backup-code": {
    label: "Backup code",
    about: "Enter one of the codes that you kept when you set this up. Each works once.",
    other: "Use the app's code instead",
  },
} as const;

function CodeForm({ onDone }: { readonly onDone: () => Promise<void> }) {
  const [kind, setKind] = useState<SecondFactor>("totp");
  const { label, about, other } = factors[kind];
  const field = useRef<HTMLInputElement>(null);
  // Whoever gave the password just now goes on with the code.
  useEffect(() => field.current?.focus(), [kind]);
  const form = useForm({
    initialValues: { code: "" },
    validate: { code: (code) => (code.trim() === "" ? "Enter the code" : null) },
  });
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ code }: typeof form.values) => verifyCode(kind, code.trim()),
    onSuccess: onDone,
  });
  const change = () => {
    setKind(kind === "totp" ? "backup-code" : "totp");
    form.reset();
  };
  return (
    <EntryPage title="One more step" about={about}>
      <form onSubmit={form.onSubmit((values) => mutate(values))} noValidate>
        <Stack>
          {error !== null && <ProblemAlert error={error} />}
          <TextInput
            label={label}
            autoComplete="one-time-code"
            inputMode={kind === "totp" ? "numeric" : "text"}
            required
            ref={field}
            {...form.getInputProps("code")}
          />
          <Button type="submit" loading={isPending}>
            Sign in
          </Button>
          <Anchor component="button" type="button" size="sm" onClick={change}>
            {other}
          </Anchor>
        </Stack>
      </form>
    </EntryPage>
  );
}
