import { Button, Group, Skeleton, Stack } from "@mantine/core";
import IconCode from "@tabler/icons-react/icons/IconCode";
import IconPlayerPause from "@tabler/icons-react/icons/IconPlayerPause";
import IconPlayerPlay from "@tabler/icons-react/icons/IconPlayerPlay";
import IconTrash from "@tabler/icons-react/icons/IconTrash";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  campaignChange,
  campaignDeletion,
  campaignQuery,
  type CampaignDetail,
} from "../../api/campaigns.ts";
import { Capable } from "../../parts/capable.tsx";
import { confirmDeletion } from "../../parts/confirm-deletion.tsx";
import { confirm } from "../../parts/confirm.tsx";
import { showDone, showProblem } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { usePathParameter } from "../../parts/use-path-parameter.ts";
import { useUrlState } from "../../parts/use-url-state.ts";
import { paths } from "../../paths.ts";
import { CampaignInfo } from "./campaign-info.tsx";
import { Consequences, consequencesOf } from "./consequences.tsx";
import { InstallWindow } from "./install-window.tsx";
import { PublisherNumbers } from "./publisher-numbers.tsx";
import { Tags } from "./tags.tsx";
import { useCampaignParts, type CampaignParts } from "./use-campaign-parts.ts";
import { WhatIsMissing } from "./what-is-missing.tsx";

export { CampaignPage as Page };

const parents = [{ title: "Campaigns", path: paths.campaigns() }];

function CampaignPage() {
  const id = usePathParameter("id");
  const campaign = useQuery(campaignQuery(id));
  const { parts, ...rest } = useCampaignParts(id);
  if (campaign.data !== undefined && parts !== undefined) {
    return <Loaded campaign={campaign.data} parts={parts} />;
  }
  const failed = [campaign, rest].find(({ error }) => error !== null);
  return (
    <Page title={campaign.data?.name ?? "Campaign"} parents={parents}>
      {failed === undefined ? (
        <Outline />
      ) : (
        <ProblemAlert error={failed.error} onRetry={() => void failed.refetch()} />
      )}
    </Page>
  );
}

function Outline() {
  return (
    <Stack gap="lg" aria-busy="true">
      <Skeleton h={196} />
      <Skeleton h={220} />
      <Skeleton h={220} />
    </Stack>
  );
}

/** Which way to install is open, so that the window can be sent to whoever builds the page. */
const closed = { install: "" };

type LoadedProps = { readonly campaign: CampaignDetail; readonly parts: CampaignParts };

function Loaded({ campaign, parts }: LoadedProps) {
  const [{ install }, setUrl] = useUrlState(closed);
  const openInstall = () => setUrl({ install: "head_tag" });
  return (
    <Page
      title={campaign.name}
      mark={<StatusBadge status={campaign.status} />}
      parents={parents}
      actions={
        campaign.status !== "deleted" && <Actions campaign={campaign} onInstall={openInstall} />
      }
    >
      <WhatIsMissing campaign={campaign} parts={parts} />
      <CampaignInfo campaign={campaign} />
      <PublisherNumbers campaign={campaign} parts={parts} />
      <Tags campaign={campaign} parts={parts} onInstall={openInstall} />
      <InstallWindow
        campaign={campaign}
        way={install}
        onWay={(way) => setUrl({ install: way })}
        onClose={() => setUrl(closed)}
      />
    </Page>
  );
}

type ActionsProps = { readonly campaign: CampaignDetail; readonly onInstall: () => void };

function Actions({ campaign, onInstall }: ActionsProps) {
  const { id, name, status } = campaign;
  const navigate = useNavigate();
  const change = useMutation(campaignChange(id));
  const deletion = useMutation(campaignDeletion(id));
  const pause = () =>
    confirm({
      title: `Pause ${name}?`,
      consequences: <Consequences of={consequencesOf.campaignPaused} />,
      act: "Pause campaign",
      done: `${name} is paused`,
      run: () => change.mutateAsync({ status: "paused" }),
    });
  const activate = () => {
    change
      .mutateAsync({ status: "active" })
      .then(() => showDone(`${name} is active`))
      .catch(showProblem);
  };
  const remove = () =>
    confirmDeletion({
      title: `Delete ${name}?`,
      consequences: <Consequences of={consequencesOf.campaignDeleted} />,
      act: "Delete campaign",
      done: `${name} is deleted`,
      remove: (isForced) => deletion.mutateAsync(isForced),
      onDone: () => void navigate({ to: paths.campaigns() }),
    });
  return (
    <Group gap="sm">
      <Button leftSection={<IconCode size={18} aria-hidden />} onClick={onInstall}>
        Install
      </Button>
      <Capable to="write">
        {status === "active" ? (
          <Button
            variant="default"
            leftSection={<IconPlayerPause size={16} aria-hidden />}
            onClick={pause}
          >
            Pause
          </Button>
        ) : (
          <Button
            variant="default"
            loading={change.isPending}
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            onClick={activate}
          >
            Activate
          </Button>
        )}
      </Capable>
      <Capable to="write">
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={remove}
        >
          Delete
        </Button>
      </Capable>
    </Group>
  );
}
