import { Anchor, Button, Modal, VisuallyHidden } from "@mantine/core";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import IconUserShare from "@tabler/icons-react/icons/IconUserShare";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { DataTableColumn } from "mantine-datatable";
import { Fragment, useState } from "react";
import { everyCampaignQuery } from "../../api/campaigns.ts";
import { publisherNumbersQuery } from "../../api/publisher-numbers.ts";
import { publishersQuery, type Publisher } from "../../api/publishers.ts";
import { Capable } from "../../parts/capable.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Instant } from "../../parts/instant.tsx";
import { Page } from "../../parts/page.tsx";
import { RecordsTable } from "../../parts/records-table.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { paths } from "../../paths.ts";
import { PublisherActions } from "./publisher-actions.tsx";
import { PublisherForm } from "./publisher-form.tsx";

export { PublisherList as Page };

type NamedCampaign = { readonly id: string; readonly name: string };

type Row = Publisher & {
  readonly numberCount: string;
  readonly campaigns: readonly NamedCampaign[];
  readonly onRename: () => void;
};

const columns: DataTableColumn<Row>[] = [
  { accessor: "name", title: "Publisher", render: ({ name }) => <b>{name}</b> },
  { accessor: "status", width: 100, render: ({ status }) => <StatusBadge status={status} /> },
  { accessor: "numberCount", title: "Numbers", width: 100 },
  {
    accessor: "campaigns",
    visibleMediaQuery: "(min-width: 48em)",
    render: ({ campaigns }) => <CampaignLinks campaigns={campaigns} />,
  },
  {
    accessor: "createdAt",
    title: "Created",
    width: 220,
    visibleMediaQuery: "(min-width: 62em)",
    render: ({ createdAt }) => <Instant at={createdAt} />,
  },
  {
    accessor: "actions",
    title: <VisuallyHidden>Actions</VisuallyHidden>,
    width: 56,
    textAlign: "right",
    render: (row) => <PublisherActions publisher={row} onRename={row.onRename} />,
  },
];

function PublisherList() {
  // "new", or the id of the publisher that is renamed.
  const [open, setOpen] = useState<string>();
  const { data, error, isFetching, refetch } = useQuery(publishersQuery);
  const rows = useRows(data, setOpen);
  const edited = data?.find(({ id }) => id === open);
  const close = () => setOpen(undefined);
  const add = (
    <Capable to="write">
      <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen("new")}>
        Add publisher
      </Button>
    </Capable>
  );
  return (
    <Page
      title="Publishers"
      about="Who sends traffic to your campaigns. Each publisher number counts its calls for one of
        them."
      actions={add}
    >
      <RecordsTable
        label="Publishers"
        columns={columns}
        answer={rows && { items: rows, total: rows.length }}
        error={error}
        isFetching={isFetching}
        onRetry={() => void refetch()}
        empty={
          <EmptyState icon={<IconUserShare />} title="No publishers yet" action={add}>
            Add whoever sends you visitors: an agency, a newspaper, your own search ads. Then give
            them a number on the page of a campaign.
          </EmptyState>
        }
      />
      <Modal
        opened={open !== undefined}
        onClose={close}
        title={edited === undefined ? "Add publisher" : `Rename ${edited.name}`}
      >
        <PublisherForm publisher={edited} onClose={close} />
      </Modal>
    </Page>
  );
}

function useRows(
  publishers: readonly Publisher[] | undefined,
  setOpen: (id: string) => void,
): readonly Row[] | undefined {
  const numbers = useQuery(publisherNumbersQuery).data;
  const campaigns = useQuery(everyCampaignQuery).data;
  return publishers?.map((publisher) => {
    const own = numbers?.filter(({ publisherId }) => publisherId === publisher.id);
    const ids = new Set(own?.map(({ campaignId }) => campaignId));
    return {
      ...publisher,
      numberCount: own === undefined ? "–" : String(own.length),
      campaigns: campaigns?.filter(({ id }) => ids.has(id)) ?? [],
      onRename: () => setOpen(publisher.id),
    };
  });
}

function CampaignLinks({ campaigns }: { readonly campaigns: readonly NamedCampaign[] }) {
  if (campaigns.length === 0) return "–";
  return campaigns.map(({ id, name }, index) => (
    <Fragment key={id}>
      {index > 0 && ", "}
      <Anchor component={Link} to={paths.campaign(id)} size="sm">
        {name}
      </Anchor>
    </Fragment>
  ));
}
