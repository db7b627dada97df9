import { Paper, Skeleton, Stack, Text } from "@mantine/core";
import IconChecklist from "@tabler/icons-react/icons/IconChecklist";
import { useQuery } from "@tanstack/react-query";
import { useRefusal } from "../../api/me.ts";
import { pageCheckQuery } from "../../api/page-checks.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useUrlState } from "../../parts/use-url-state.ts";
import { CheckForm } from "./check-form.tsx";
import { CheckResult } from "./check-result.tsx";

export { CheckPage as Page };

/** What was checked last: a check can be sent to somebody, or repeated. */
const asked = { url: "", campaign: "" };

function CheckPage() {
  const [{ url, campaign }, setAsked] = useUrlState(asked);
  const refusal = useRefusal("write");
  const isAsked = url !== "" && campaign !== "" && refusal === undefined;
  const check = useQuery({ ...pageCheckQuery(url, campaign), enabled: isAsked });
  const start = (wish: typeof asked) => {
    if (wish.url === url && wish.campaign === campaign) void check.refetch();
    else setAsked(wish);
  };
  const isWaiting = isAsked && check.isFetching;
  return (
    <Page
      title="Check your page"
      about="Callpool reads the page as a visitor's browser would, and says whether the script and
        the numbers to replace are where they should be."
    >
      <Paper withBorder p="lg">
        <CheckForm
          key={`${url} ${campaign}`}
          asked={{ url, campaign }}
          isBusy={isWaiting}
          onStart={start}
        />
      </Paper>
      <div aria-live="polite">
        {isWaiting && <Waiting />}
        {!isWaiting && check.error !== null && (
          <ProblemAlert error={check.error} onRetry={() => void check.refetch()} />
        )}
        {!isWaiting && check.error === null && check.data !== undefined && (
          <CheckResult check={check.data} />
        )}
        {!isAsked && <WhatIsChecked />}
      </div>
    </Page>
  );
}

function Waiting() {
  return (
    <Stack gap="md" aria-busy="true">
      <Text size="sm" c="dimmed">
        Reading the page…
      </Text>
      <Skeleton h={84} />
      <Skeleton h={260} />
    </Stack>
  );
}

function WhatIsChecked() {
  return (
    <EmptyState icon={<IconChecklist />} title="No page checked yet">
      Give the address of a page that has the campaign's script. What is wrong is named with what to
      do: the script is missing, there twice or blocked, the number is not on the page, the campaign
      is paused.
    </EmptyState>
  );
}
