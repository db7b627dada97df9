import { Button, Group, Paper, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { campaignHelp } from "../../../src/contract/help/campaign.ts";
import { campaignCreation } from "../../api/campaigns.ts";
import { Capable } from "../../parts/capable.tsx";
import { FieldLabel } from "../../parts/field-label.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useSubmit } from "../../parts/use-submit.ts";
import { paths } from "../../paths.ts";
import { TargetFields, targetOf, targetValues } from "./target.tsx";

export { NewCampaign as Page };

const parents = [{ title: "Campaigns", path: paths.campaigns() }];

function NewCampaign() {
  const navigate = useNavigate();
  const creation = useMutation(campaignCreation);
  const form = useForm({ initialValues: { name: "", target: targetValues(undefined) } });
  const { onSubmit, isBusy, problem } = useSubmit(form, async ({ name, target }) => {
    const { id } = await creation.mutateAsync({ name, target: targetOf(target) });
    await navigate({ to: paths.campaign(id) });
  });
  return (
    <Page
      title="Create campaign"
      about="A name and who answers its calls. Numbers and tags come next, on the campaign's page."
      parents={parents}
    >
      <Paper withBorder p="lg" maw={560}>
        <form onSubmit={onSubmit} noValidate>
          <Stack gap="lg">
            <TextInput
              label={<FieldLabel label="Name" help={campaignHelp.name} />}
              placeholder="Spring sale"
              autoComplete="off"
              {...form.getInputProps("name")}
            />
            <TargetFields form={form} />
            {problem !== undefined && <ProblemAlert error={problem} />}
            <Group gap="sm">
              <Capable to="write">
                <Button type="submit" loading={isBusy}>
                  Create campaign
                </Button>
              </Capable>
              <Button variant="subtle" component={Link} to={paths.campaigns()}>
                Cancel
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </Page>
  );
}
