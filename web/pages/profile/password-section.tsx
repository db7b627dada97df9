import { Alert, Button, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { meQuery } from "../../api/me.ts";
import { changePassword, sessionsQuery, setFirstPassword } from "../../api/security.ts";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { Section } from "../../parts/section.tsx";
import { useAct } from "../../parts/use-act.ts";

/** As the server has it; it checks again. */
export const passwordCharsMin = 12;

type PasswordSectionProps = { readonly email: string; readonly hasPassword: boolean };

export function PasswordSection({ email, hasPassword }: PasswordSectionProps) {
  const form = useForm({
    initialValues: { current: "", next: "" },
    validate: {
      current: (current) =>
        hasPassword && current === "" ? "Enter the password that you have now" : null,
      next: (next) =>
        next.length < passwordCharsMin ? `At least ${passwordCharsMin} characters` : null,
    },
  });
  const act = useAct({
    run: ({ current, next }: typeof form.values) =>
      hasPassword ? changePassword(current, next) : setFirstPassword(next),
    changes: [meQuery.queryKey, sessionsQuery.queryKey],
    done: hasPassword
      ? "Your password was changed, and all other browsers were signed out."
      : "Your password is set. From now on you can sign in with it.",
    onDone: () => form.reset(),
  });
  return (
    <Section title="Password">
      {!hasPassword && (
        <Alert color="orange" title="You have no password yet">
          You signed in with a link, which works once. Set a password, so that you can come back
          without asking for another link.
        </Alert>
      )}
      <form onSubmit={form.onSubmit((values) => act.mutate(values))} noValidate>
        <Stack maw={360}>
          {act.error !== null && <ProblemAlert error={act.error} />}
          {/* Password managers keep it under this name. */}
          <input type="text" autoComplete="username" value={email} readOnly hidden />
          {hasPassword && (
            <PasswordInput
              label="Password now"
              autoComplete="current-password"
              required
              {...form.getInputProps("current")}
            />
          )}
          <PasswordInput
            label="New password"
            description={`At least ${passwordCharsMin} characters; a few words do well.`}
            autoComplete="new-password"
            required
            {...form.getInputProps("next")}
          />
          <Button type="submit" loading={act.isPending} w="fit-content">
            {hasPassword ? "Change password" : "Set password"}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}
