import { Button, MultiSelect, Select, Skeleton, Stack, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { accountHelp } from "../../../src/contract/help/account.ts";
import { accountQuery, patchAccount, type Account } from "../../api/account.ts";
import { meQuery } from "../../api/me.ts";
import { Capable } from "../../parts/capable.tsx";
import { allCountries } from "../../parts/countries.ts";
import { FieldLabel } from "../../parts/field-label.tsx";
import { applyProblem } from "../../parts/form-problem.ts";
import { Page } from "../../parts/page.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { Section } from "../../parts/section.tsx";
import { useAct } from "../../parts/use-act.ts";

export { AccountSettings as Page };

function AccountSettings() {
  const { data, error, refetch } = useQuery(accountQuery);
  return (
    <Page title="Account" about="What holds for everything in this account.">
      {error !== null && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton h={420} />}
      {data !== undefined && <AccountForm key={JSON.stringify(data)} account={data} />}
    </Page>
  );
}

const countries = allCountries().map(({ code, name }) => ({
  value: code,
  label: `${name} (${code})`,
}));
const timeZones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

function AccountForm({ account }: { readonly account: Account }) {
  const { name, timeZone, allowedCountries, truncateIpAddresses } = account;
  const form = useForm({
    initialValues: { name, timeZone, allowedCountries, truncateIpAddresses },
  });
  const act = useAct({
    run: patchAccount,
    changes: [accountQuery.queryKey, meQuery.queryKey],
    done: "The account's settings were saved.",
  });
  const submit = form.onSubmit((values) =>
    act.mutate(values, { onError: (error) => void applyProblem(form, error) }),
  );
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        {act.error !== null && <ProblemAlert error={act.error} />}
        <Section title="General">
          <TextInput
            label={<FieldLabel label="Name" help={accountHelp.name} />}
            required
            maw={420}
            {...form.getInputProps("name")}
          />
          <Select
            label={<FieldLabel label="Time zone" help={accountHelp.timeZone} />}
            data={timeZones}
            searchable
            allowDeselect={false}
            maw={420}
            {...form.getInputProps("timeZone")}
          />
        </Section>
        <Section title="Countries" about="A pool can have numbers of these countries.">
          <MultiSelect
            label={<FieldLabel label="Allowed countries" help={accountHelp.allowedCountries} />}
            data={countries}
            searchable
            hidePickedOptions
            maw={640}
            {...form.getInputProps("allowedCountries")}
          />
        </Section>
        <Section title="Privacy">
          <Switch
            label={
              <FieldLabel label="Truncate IP addresses" help={accountHelp.truncateIpAddresses} />
            }
            {...form.getInputProps("truncateIpAddresses", { type: "checkbox" })}
          />
        </Section>
        <Capable to="manage">
          <Button type="submit" loading={act.isPending} disabled={!form.isDirty()} w="fit-content">
            Save
          </Button>
        </Capable>
      </Stack>
    </form>
  );
}
