import { Button, Modal, Text, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import IconPhonePlus from "@tabler/icons-react/icons/IconPhonePlus";
import IconPlayerPause from "@tabler/icons-react/icons/IconPlayerPause";
import IconPlayerPlay from "@tabler/icons-react/icons/IconPlayerPlay";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import IconTrash from "@tabler/icons-react/icons/IconTrash";
import { useMutation } from "@tanstack/react-query";
import type { DataTableColumn } from "mantine-datatable";
import type { CampaignDetail } from "../../api/campaigns.ts";
import { publisherNumberChange, publisherNumberDeletion } from "../../api/publisher-numbers.ts";
import { Capable } from "../../parts/capable.tsx";
import { confirmDeletion } from "../../parts/confirm-deletion.tsx";
import { confirm } from "../../parts/confirm.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Instant } from "../../parts/instant.tsx";
import { showDone, showProblem } from "../../parts/notify.ts";
import { formatNumber, PhoneNumber } from "../../parts/phone-number.tsx";
import { RecordsTable } from "../../parts/records-table.tsx";
import { RowActions } from "../../parts/row-actions.tsx";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { Consequences, consequencesOf } from "./consequences.tsx";
import { PublisherNumberForm } from "./publisher-number-form.tsx";
import type { CampaignParts, NumberRow } from "./use-campaign-parts.ts";

const columns: DataTableColumn<NumberRow>[] = [
  { accessor: "number", render: ({ number }) => <PhoneNumber e164={number} /> },
  { accessor: "publisher", render: ({ publisher }) => publisher?.name ?? "–" },
  {
    accessor: "tag",
    title: "Shown by tag",
    visibleMediaQuery: "(min-width: 48em)",
    render: ({ tag }) =>
      tag?.name ?? (
        <Text component="span" inherit c="dimmed">
          None
        </Text>
      ),
  },
  { accessor: "status", width: 100, render: ({ status }) => <StatusBadge status={status} /> },
  {
    accessor: "createdAt",
    title: "Added",
    width: 220,
    visibleMediaQuery: "(min-width: 62em)",
    render: ({ createdAt }) => <Instant at={createdAt} />,
  },
  {
    accessor: "actions",
    title: <VisuallyHidden>Actions</VisuallyHidden>,
    width: 56,
    textAlign: "right",
    render: (row) => <NumberActions row={row} />,
  },
];

type PublisherNumbersProps = { readonly campaign: CampaignDetail; readonly parts: CampaignParts };

export function PublisherNumbers({ campaign, parts }: PublisherNumbersProps) {
  const [isOpen, { open, close }] = useDisclosure();
  const add = campaign.status !== "deleted" && (
    <Capable to="write">
      <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
        Add publisher number
      </Button>
    </Capable>
  );
  const { numbers, publishers } = parts;
  return (
    <Section
      title="Publishers and their numbers"
      about="Each number belongs to the publisher who sends its calls. Tags show them on pages, and
        other ads can name them directly."
      actions={numbers.length > 0 && add}
    >
      <RecordsTable
        label="Publisher numbers"
        columns={columns}
        answer={{ items: numbers, total: numbers.length }}
        error={null}
        isFetching={false}
        onRetry={() => undefined}
        empty={
          <EmptyState icon={<IconPhonePlus />} title="No publisher numbers yet" action={add}>
            Add the number that stands on your page, and say which publisher its calls are for. It
            is shown whenever the pool has no number for a visitor.
          </EmptyState>
        }
      />
      <Modal opened={isOpen} onClose={close} title="Add publisher number">
        <PublisherNumberForm campaignId={campaign.id} publishers={publishers} onClose={close} />
      </Modal>
    </Section>
  );
}

function NumberActions({ row }: { readonly row: NumberRow }) {
  const change = useMutation(publisherNumberChange(row.id));
  const deletion = useMutation(publisherNumberDeletion(row.id));
  const number = formatNumber(row.number);
  const pause = () =>
    confirm({
      title: `Pause ${number}?`,
      consequences: <Consequences of={consequencesOf.numberPaused} />,
      act: "Pause number",
      done: `${number} is paused`,
      run: () => change.mutateAsync({ status: "paused" }),
    });
  const activate = () => {
    change
      .mutateAsync({ status: "active" })
      .then(() => showDone(`${number} is active`))
      .catch(showProblem);
  };
  const remove = () =>
    confirmDeletion({
      title: `Delete ${number}?`,
      consequences: <Consequences of={consequencesOf.numberDeleted} />,
      act: "Delete number",
      done: `${number} is deleted`,
      remove: (isForced) => deletion.mutateAsync(isForced),
    });
  const isActive = row.status === "active";
  const pauseOrActivate = isActive
    ? { label: "Pause", icon: <IconPlayerPause size={16} />, onClick: pause }
    : { label: "Activate", icon: <IconPlayerPlay size={16} />, onClick: activate };
  const deletionAction = {
    label: "Delete",
    icon: <IconTrash size={16} />,
    isDangerous: true,
    onClick: remove,
  };
  return <RowActions of={number} to="write" actions={[pauseOrActivate, deletionAction]} />;
}
