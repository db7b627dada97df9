import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { accountQuery } from "../../api/account.ts";
import { createPool } from "../../api/pools.ts";
import { Capable } from "../../parts/capable.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useSubmit } from "../../parts/use-submit.ts";
import { paths } from "../../paths.ts";
import { PageLoading } from "../../shell/page-loading.tsx";
import { PoolFields } from "./pool-form.tsx";
import { createOf, newPoolValues } from "./pool-values.ts";

export { NewPool as Page };

const about =
  "A new pool is empty. Once it is created, you put phone numbers into it that fit its country, " +
  "type and area code.";

function NewPool() {
  const { data: account, error } = useQuery(accountQuery);
  return (
    <Page
      title="Create number pool"
      about={about}
      parents={[{ title: "Manage Pools", path: paths.pools() }]}
    >
      {error !== null && <ProblemAlert error={error} />}
      {error === null && account === undefined && <PageLoading />}
      {account !== undefined && <NewPoolForm country={account.allowedCountries[0] ?? "US"} />}
    </Page>
  );
}

function NewPoolForm({ country }: { readonly country: string }) {
  const navigate = useNavigate();
  const form = useForm({ initialValues: newPoolValues(country) });
  const { onSubmit, isBusy, problem } = useSubmit(form, async (values) => {
    const pool = await createPool(createOf(values));
    await navigate({ to: paths.pool(pool.id), search: { add: "owned" } });
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="lg">
        <PoolFields form={form} isNew />
        {problem !== undefined && <ProblemAlert error={problem} />}
        <Group gap="sm">
          <Capable to="write">
            <Button type="submit" loading={isBusy}>
              Create pool
            </Button>
          </Capable>
          <Button component={Link} to={paths.pools()} variant="default">
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
