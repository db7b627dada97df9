import IconHash from "@tabler/icons-react/icons/IconHash";
import { useQuery } from "@tanstack/react-query";
import type { DataTableColumn } from "mantine-datatable";
import { publisherNumbersQuery, type PublisherNumber } from "../../api/publisher-numbers.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Instant } from "../../parts/instant.tsx";
import { Page } from "../../parts/page.tsx";
import { PhoneNumber } from "../../parts/phone-number.tsx";
import { RecordsTable } from "../../parts/records-table.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";

export { OwnNumbers as Page };

const columns: DataTableColumn<PublisherNumber>[] = [
  { accessor: "number", render: ({ number }) => <PhoneNumber e164={number} /> },
  { accessor: "campaignName", title: "Campaign" },
  { accessor: "status", width: 100, render: ({ status }) => <StatusBadge status={status} /> },
  {
    accessor: "createdAt",
    title: "Added",
    width: 220,
    visibleMediaQuery: "(min-width: 48em)",
    render: ({ createdAt }) => <Instant at={createdAt} />,
  },
];

/** For a publisher, to whom the server lists no numbers but their own (R67). */
function OwnNumbers() {
  const { data, error, isFetching, refetch } = useQuery(publisherNumbersQuery);
  return (
    <Page
      title="Your numbers"
      about="Calls to these numbers are yours; they are listed under Calls."
    >
      <RecordsTable
        label="Your numbers"
        columns={columns}
        answer={data && { items: data, total: data.length }}
        error={error}
        isFetching={isFetching}
        onRetry={() => void refetch()}
        empty={
          <EmptyState icon={<IconHash />} title="No numbers yet">
            Whoever runs the campaign gives you numbers for it. Ask them for one.
          </EmptyState>
        }
      />
    </Page>
  );
}
