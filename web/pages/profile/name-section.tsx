import { Button, Group, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { meQuery } from "../../api/me.ts";
import { rename } from "../../api/security.ts";
import { applyProblem } from "../../parts/form-problem.ts";
import { showProblem } from "../../parts/notify.ts";
import { Section } from "../../parts/section.tsx";
import { useAct } from "../../parts/use-act.ts";

export function NameSection({ name }: { readonly name: string }) {
  const form = useForm({ initialValues: { name } });
  const act = useAct({ run: rename, changes: [meQuery.queryKey], done: "Your name was changed." });
  const submit = form.onSubmit((values) =>
    act.mutate(values.name, {
      onError: (error) => {
        if (!applyProblem(form, error)) showProblem(error);
      },
    }),
  );
  return (
    <Section title="Name" about="How you are called in the app and in the audit log.">
      <form onSubmit={submit}>
        <Group align="end">
          <TextInput
            label="Your name"
            required
            maw={360}
            flex={1}
            {...form.getInputProps("name")}
          />
          <Button type="submit" loading={act.isPending} disabled={form.values.name === name}>
            Save
          </Button>
        </Group>
      </form>
    </Section>
  );
}
