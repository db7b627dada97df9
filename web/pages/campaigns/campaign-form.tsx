import { Button, Group, Stack, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { campaignHelp } from "../../../src/contract/help/campaign.ts";
import { campaignChange, type CampaignDetail } from "../../api/campaigns.ts";
import { FieldLabel } from "../../parts/field-label.tsx";
import { showDone } from "../../parts/notify.ts";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useSubmit } from "../../parts/use-submit.ts";
import { TargetFields, targetOf, targetValues } from "./target.tsx";
import { UrlParameterFields, type CampaignValues } from "./url-parameter-fields.tsx";

type CampaignFormProps = { readonly campaign: CampaignDetail; readonly onClose: () => void };

/** Everything of a campaign that can be changed. */
export function CampaignForm({ campaign, onClose }: CampaignFormProps) {
  const change = useMutation(campaignChange(campaign.id));
  const form = useForm<CampaignValues>({
    initialValues: {
      name: campaign.name,
      target: targetValues(campaign.target),
      urlParameters: campaign.urlParameters.map((rule) => ({ ...rule })),
      dropUnresolvedMacros: campaign.dropUnresolvedMacros,
    },
  });
  const { onSubmit, isBusy, problem } = useSubmit(form, async ({ target, ...values }) => {
    await change.mutateAsync({ ...values, target: targetOf(target) ?? null });
    showDone("Saved");
    onClose();
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="lg">
        <TextInput
          label={<FieldLabel label="Name" help={campaignHelp.name} />}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps("name")}
        />
        <TargetFields form={form} />
        <UrlParameterFields form={form} />
        <Switch
          label={
            <FieldLabel label="Drop unresolved macros" help={campaignHelp.dropUnresolvedMacros} />
          }
          {...form.getInputProps("dropUnresolvedMacros", { type: "checkbox" })}
        />
        {problem !== undefined && <ProblemAlert error={problem} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
