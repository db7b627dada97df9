import { Anchor, Button } from "@mantine/core";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import IconSpeakerphone from "@tabler/icons-react/icons/IconSpeakerphone";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { DataTableColumn } from "mantine-datatable";
import { campaignsQuery, type Campaign } from "../../api/campaigns.ts";
import { publisherNumbersQuery } from "../../api/publisher-numbers.ts";
import { publishersQuery } from "../../api/publishers.ts";
import { tagsQuery } from "../../api/tags.ts";
import { Capable } from "../../parts/capable.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Instant } from "../../parts/instant.tsx";
import { Page } from "../../parts/page.tsx";
import { firstPlace, RecordsTable } from "../../parts/records-table.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { useUrlState } from "../../parts/use-url-state.ts";
import { paths } from "../../paths.ts";
import { TargetText } from "./target.tsx";

export { CampaignList as Page };

type Row = Campaign & { readonly tagCount: string; readonly publishers: string };

const onTablets = "(min-width: 48em)";
const onWideScreens = "(min-width: 62em)";

const columns: DataTableColumn<Row>[] = [
  {
    accessor: "name",
    title: "Campaign",
    render: ({ id, name }) => (
      <Anchor component={Link} to={paths.campaign(id)} fw={600} size="sm">
        {name}
      </Anchor>
    ),
  },
  { accessor: "status", width: 100, render: ({ status }) => <StatusBadge status={status} /> },
  { accessor: "tagCount", title: "Tags", width: 90, visibleMediaQuery: onTablets },
  { accessor: "publishers", visibleMediaQuery: onTablets, ellipsis: true },
  { accessor: "target", render: ({ target }) => <TargetText target={target} /> },
  {
    accessor: "createdAt",
    title: "Created",
    width: 220,
    visibleMediaQuery: onWideScreens,
    render: ({ createdAt }) => <Instant at={createdAt} />,
  },
];

function CampaignList() {
  const [place, setPlace] = useUrlState(firstPlace);
  const campaigns = useQuery(campaignsQuery(place.after));
  const answer = useRows(campaigns.data);
  return (
    <Page
      title="Campaigns"
      about="What is advertised: each campaign has its numbers, the pages that show them, and the
        target that its calls go to."
      actions={<CreateCampaign />}
    >
      <RecordsTable
        label="Campaigns"
        columns={columns}
        answer={answer}
        error={campaigns.error}
        isFetching={campaigns.isFetching}
        onRetry={() => void campaigns.refetch()}
        place={place}
        onPlace={setPlace}
        empty={
          <EmptyState
            icon={<IconSpeakerphone />}
            title="No campaigns yet"
            action={<CreateCampaign />}
          >
            A campaign ties the phone numbers on your pages to the target that answers its calls.
            Create one; then give it a publisher number and a call tracking tag.
          </EmptyState>
        }
      />
    </Page>
  );
}

function CreateCampaign() {
  return (
    <Capable to="write">
      <Button
        renderRoot={(props) => <Link {...props} to={paths.newCampaign()} />}
        leftSection={<IconPlus size={18} aria-hidden />}
      >
        Create campaign
      </Button>
    </Capable>
  );
}

type Answer<R> = { readonly items: readonly R[]; readonly next?: string };

/** What a campaign has stands in other lists; until they are there, a dash keeps the place. */
function useRows(answer: Answer<Campaign> | undefined): Answer<Row> | undefined {
  const tags = useQuery(tagsQuery).data;
  const numbers = useQuery(publisherNumbersQuery).data;
  const publishers = useQuery(publishersQuery).data;
  const names = new Map(publishers?.map(({ id, name }) => [id, name]));
  return (
    answer && {
      ...answer,
      items: answer.items.map((campaign) => {
        const own = numbers?.filter(({ campaignId }) => campaignId === campaign.id) ?? [];
        const ownNames = new Set(own.map(({ publisherId }) => names.get(publisherId) ?? ""));
        const ownTags = tags?.filter(({ campaignId }) => campaignId === campaign.id);
        return {
          ...campaign,
          tagCount: ownTags === undefined ? "–" : String(ownTags.length),
          publishers: [...ownNames].filter((name) => name !== "").join(", ") || "–",
        };
      }),
    }
  );
}
