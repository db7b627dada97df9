import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { publisherNumberHelp } from "../../../src/contract/help/publisher-number.ts";
import { publisherNumberCreation } from "../../api/publisher-numbers.ts";
import { publisherCreation, type Publisher } from "../../api/publishers.ts";
import { FieldLabel } from "../../parts/field-label.tsx";
import { showDone } from "../../parts/notify.ts";
import { formatNumber } from "../../parts/phone-number.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useSubmit } from "../../parts/use-submit.ts";
import { nameOfNew, PublisherSelect } from "./publisher-select.tsx";

type PublisherNumberFormProps = {
  readonly campaignId: string;
  readonly publishers: readonly Publisher[];
  readonly onClose: () => void;
};

export function PublisherNumberForm(props: PublisherNumberFormProps) {
  const { campaignId, publishers, onClose } = props;
  const publisher = useMutation(publisherCreation);
  const creation = useMutation(publisherNumberCreation);
  const only = publishers.length === 1 ? publishers[0]?.id : undefined;
  const form = useForm({
    initialValues: { number: "", publisherId: only ?? "" },
    validate: {
      publisherId: (value) => (value === "" ? "choose one, or type the name of a new one" : null),
    },
  });
  const { onSubmit, isBusy, problem } = useSubmit(form, async (values) => {
    let { publisherId } = values;
    const name = nameOfNew(publisherId);
    if (name !== undefined) {
      ({ id: publisherId } = await publisher.mutateAsync({ name }));
      // Should the number be refused, the publisher is there and is not made a second time.
      form.setFieldValue("publisherId", publisherId);
    }
    const { number } = await creation.mutateAsync({ ...values, campaignId, publisherId });
    showDone(`${formatNumber(number)} is added`);
    onClose();
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <TextInput
          label={<FieldLabel label="Number" help={publisherNumberHelp.number} />}
          placeholder="+18885550100"
          inputMode="tel"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps("number")}
        />
        <PublisherSelect
          label={<FieldLabel label="Publisher" help={publisherNumberHelp.publisherId} />}
          publishers={publishers}
          {...form.getInputProps("publisherId")}
        />
        {problem !== undefined && <ProblemAlert error={problem} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            Add number
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
