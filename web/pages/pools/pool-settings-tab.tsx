import { Button, Group, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { patchPool, type Pool } from "../../api/pools.ts";
import { Capable } from "../../parts/capable.tsx";
import { CopyText } from "../../parts/copy-text.tsx";
import { showDone } from "../../parts/notify.ts";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useSubmit } from "../../parts/use-submit.ts";
import { PoolFields } from "./pool-form.tsx";
import { patchOf, valuesOf } from "./pool-values.ts";

export function PoolSettingsTab({ pool }: { readonly pool: Pool }) {
  const form = useForm({ initialValues: valuesOf(pool) });
  const { onSubmit, isBusy, problem } = useSubmit(form, async (values) => {
    const saved = valuesOf(await patchPool(pool.id, patchOf(form.getInitialValues(), values)));
    form.setInitialValues(saved);
    form.setValues(saved);
    showDone("Settings saved");
  });
  const isDeleted = pool.status === "deleted";
  const reason = isDeleted ? "The pool is deleted." : undefined;
  const unchanged = form.isDirty() ? undefined : "Nothing is changed yet.";
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="lg">
        <PoolFields form={form} isNew={false} />
        {problem !== undefined && <ProblemAlert error={problem} />}
        <Group gap="md">
          <Capable to="write" reason={reason ?? unchanged}>
            <Button type="submit" loading={isBusy}>
              Save settings
            </Button>
          </Capable>
          <Text size="sm" c="dimmed" maw={480}>
            A change counts from the next activity of each visitor; it never cuts short a hold that
            runs.
          </Text>
        </Group>
        <Text size="sm" c="dimmed" component="div">
          Id of the pool: <CopyText text={pool.id} what="the pool's id" />
        </Text>
      </Stack>
    </form>
  );
}
