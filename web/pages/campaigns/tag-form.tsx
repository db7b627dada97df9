import { Anchor, Button, Group, Select, Stack, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { tagHelp } from "../../../src/contract/help/tag.ts";
import { tagChange, tagCreation, type CallTrackingTag } from "../../api/tags.ts";
import { FieldLabel } from "../../parts/field-label.tsx";
import { showDone } from "../../parts/notify.ts";
import { formatNumber } from "../../parts/phone-number.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useSubmit } from "../../parts/use-submit.ts";
import { PoolSelect } from "./pool-select.tsx";
import type { CampaignParts, NumberRow } from "./use-campaign-parts.ts";

type TagFormProps = {
  readonly campaignId: string;
  readonly parts: CampaignParts;
  /** The tag to change; a new one without it. */
  readonly tag: CallTrackingTag | undefined;
  readonly onClose: () => void;
};

export function TagForm(props: TagFormProps) {
  const { tag, onClose } = props;
  const { form, numbers, primary, choosePrimary, onSubmit, isBusy, problem } = useTagForm(props);
  const { numberToReplace, captureUserData } = form.getValues();
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <TextInput
          label={<FieldLabel label="Name" help={tagHelp.name} />}
          placeholder="Number in the header"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps("name")}
        />
        <Select
          label={<FieldLabel label="Primary number" help={tagHelp.publisherNumberId} />}
          placeholder="Choose a publisher number"
          data={numbers.map(({ id, number, publisher }) => ({
            value: id,
            label: `${formatNumber(number)}${publisher === undefined ? "" : `, ${publisher.name}`}`,
          }))}
          allowDeselect={false}
          {...form.getInputProps("publisherNumberId")}
          onChange={choosePrimary}
        />
        <NumberToReplace
          primary={primary}
          value={numberToReplace}
          onTake={(value) => form.setFieldValue("numberToReplace", value)}
          inputProps={form.getInputProps("numberToReplace")}
        />
        <Switch
          label={<FieldLabel label="Capture User Data" help={tagHelp.captureUserData} />}
          description={
            captureUserData
              ? "Each visitor sees a number of their own, so a call leads to the visit."
              : "Every visitor sees the primary number: calls lead to the publisher, not the visit."
          }
          {...form.getInputProps("captureUserData", { type: "checkbox" })}
        />
        {captureUserData && (
          <PoolSelect publisherId={primary?.publisherId} {...form.getInputProps("poolId")} />
        )}
        {problem !== undefined && <ProblemAlert error={problem} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            {tag === undefined ? "Add tag" : "Save"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useTagForm({ campaignId, parts, tag, onClose }: TagFormProps) {
  const creation = useMutation(tagCreation);
  const change = useMutation(tagChange(tag?.id ?? ""));
  const numbers = primariesFor(parts.numbers, tag);
  const only = numbers.length === 1 ? numbers[0] : undefined;
  const form = useForm({
    initialValues: {
      name: tag?.name ?? "",
      publisherNumberId: tag?.publisherNumberId ?? only?.id ?? "",
      numberToReplace: shownNumber(tag?.numberToReplace ?? only?.number),
      captureUserData: tag?.captureUserData ?? false,
      poolId: tag?.poolId ?? "",
    },
    validate: {
      publisherNumberId: (value) => (value === "" ? "choose one" : null),
      poolId: (value, { captureUserData }) =>
        captureUserData && value === "" ? "choose the pool that gives the numbers" : null,
    },
  });
  const { publisherNumberId, numberToReplace } = form.getValues();
  const primary = numbers.find(({ id }) => id === publisherNumberId);
  const submission = useSubmit(
    form,
    async ({ poolId, publisherNumberId: primaryId, ...values }) => {
      const wish = { ...values, ...(values.captureUserData ? { poolId } : {}) };
      if (tag === undefined) {
        await creation.mutateAsync({ ...wish, publisherNumberId: primaryId, campaignId });
        showDone(`${values.name} is added. Install the campaign's code on your page next.`);
      } else {
        // What is as it was is not said again: a primary number that is paused now may stay.
        const isSame = primaryId === tag.publisherNumberId;
        await change.mutateAsync({ ...wish, ...(isSame ? {} : { publisherNumberId: primaryId }) });
        showDone(`${values.name} is saved`);
      }
      onClose();
    },
  );
  const choosePrimary = (id: string | null) => {
    // The suggestion goes along with the primary number until somebody writes another.
    const isSuggested = numberToReplace === "" || numberToReplace === shownNumber(primary?.number);
    const chosen = numbers.find((one) => one.id === id);
    form.setFieldValue("publisherNumberId", id ?? "");
    if (isSuggested) form.setFieldValue("numberToReplace", shownNumber(chosen?.number));
  };
  return { form, numbers, primary, choosePrimary, ...submission };
}

/** Active publisher numbers without a tag (R13), and the one that the tag has. */
function primariesFor(numbers: readonly NumberRow[], tag: CallTrackingTag | undefined) {
  return numbers.filter(
    (number) =>
      number.id === tag?.publisherNumberId ||
      (number.status === "active" && number.tag === undefined),
  );
}

const shownNumber = (e164: string | undefined) => (e164 === undefined ? "" : formatNumber(e164));

type NumberToReplaceProps = {
  readonly primary: NumberRow | undefined;
  readonly value: string;
  readonly onTake: (value: string) => void;
  readonly inputProps: object;
};

/** Suggests the primary number, and says why (R15). */
function NumberToReplace({ primary, value, onTake, inputProps }: NumberToReplaceProps) {
  const suggestion = shownNumber(primary?.number);
  const isOther = primary !== undefined && value !== suggestion && value !== primary.number;
  return (
    <TextInput
      label={<FieldLabel label="Number to replace" help={tagHelp.numberToReplace} />}
      description="As it stands on your page. The primary number is suggested, since if the script
        fails, calls still route."
      inputMode="tel"
      autoComplete="off"
      {...inputProps}
      inputWrapperOrder={["label", "description", "input", "error"]}
      {...(isOther && {
        rightSectionWidth: "auto",
        rightSection: (
          <Anchor
            component="button"
            type="button"
            size="xs"
            pr="sm"
            onClick={() => onTake(suggestion)}
          >
            Use {suggestion}
          </Anchor>
        ),
      })}
    />
  );
}
