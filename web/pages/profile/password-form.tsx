import { Button, PasswordInput, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ReactNode } from "react";
import { ProblemAlert } from "../../parts/problem-alert.tsx";

type PasswordFormProps = {
  readonly about: ReactNode;
  readonly act: string;
  readonly isDangerous?: boolean;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onPassword: (password: string) => void;
};

/** Asks for the password once more, before something that a borrowed screen must not do. */
export function PasswordForm(props: PasswordFormProps) {
  const { about, act, isDangerous = false, isPending, error, onPassword } = props;
  const form = useForm({
    initialValues: { password: "" },
    validate: { password: (password) => (password === "" ? "Enter your password" : null) },
  });
  return (
    <form onSubmit={form.onSubmit(({ password }) => onPassword(password))} noValidate>
      <Stack>
        <Text size="sm">{about}</Text>
        {error !== null && <ProblemAlert error={error} />}
        <PasswordInput
          label="Your password"
          autoComplete="current-password"
          required
          data-autofocus
          {...form.getInputProps("password")}
        />
        <Button type="submit" loading={isPending} {...(isDangerous ? { color: "red" } : {})}>
          {act}
        </Button>
      </Stack>
    </form>
  );
}
