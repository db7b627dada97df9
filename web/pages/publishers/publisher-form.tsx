import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { publisherHelp } from "../../../src/contract/help/publisher.ts";
import { publisherChange, publisherCreation, type Publisher } from "../../api/publishers.ts";
import { FieldLabel } from "../../parts/field-label.tsx";
import { showDone } from "../../parts/notify.ts";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useSubmit } from "../../parts/use-submit.ts";

type PublisherFormProps = {
  /** The publisher to rename; a new one without it. */
  readonly publisher: Publisher | undefined;
  readonly onClose: () => void;
};

export function PublisherForm({ publisher, onClose }: PublisherFormProps) {
  const creation = useMutation(publisherCreation);
  const change = useMutation(publisherChange(publisher?.id ?? ""));
  const form = useForm({ initialValues: { name: publisher?.name ?? "" } });
  const { onSubmit, isBusy, problem } = useSubmit(form, async (values) => {
    const send = publisher === undefined ? creation : change;
    const { name } = await send.mutateAsync(values);
    showDone(publisher === undefined ? `${name} is added` : `It is called ${name} now`);
    onClose();
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <TextInput
          label={<FieldLabel label="Name" help={publisherHelp.name} />}
          placeholder="Northlight Search"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps("name")}
        />
        {problem !== undefined && <ProblemAlert error={problem} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            {publisher === undefined ? "Add publisher" : "Rename"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
