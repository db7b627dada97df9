import {
  ActionIcon,
  Anchor,
  Button,
  Group,
  Modal,
  Text,
  Tooltip,
  VisuallyHidden,
} from "@mantine/core";
import IconCode from "@tabler/icons-react/icons/IconCode";
import IconPencil from "@tabler/icons-react/icons/IconPencil";
import IconPlayerPause from "@tabler/icons-react/icons/IconPlayerPause";
import IconPlayerPlay from "@tabler/icons-react/icons/IconPlayerPlay";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import IconTag from "@tabler/icons-react/icons/IconTag";
import IconTrash from "@tabler/icons-react/icons/IconTrash";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { DataTableColumn } from "mantine-datatable";
import { useState } from "react";
import type { CampaignDetail } from "../../api/campaigns.ts";
import { useCan } from "../../api/me.ts";
import { poolsQuery, type Pool } from "../../api/pools.ts";
import { tagChange, tagDeletion } from "../../api/tags.ts";
import { Capable } from "../../parts/capable.tsx";
import { confirmDeletion } from "../../parts/confirm-deletion.tsx";
import { confirm } from "../../parts/confirm.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { showDone, showProblem } from "../../parts/notify.ts";
import { PhoneNumber } from "../../parts/phone-number.tsx";
import { RecordsTable } from "../../parts/records-table.tsx";
import { RowActions } from "../../parts/row-actions.tsx";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { paths } from "../../paths.ts";
import { Consequences, consequencesOf } from "./consequences.tsx";
import { TagForm } from "./tag-form.tsx";
import type { CampaignParts, TagRow } from "./use-campaign-parts.ts";

type Row = TagRow & {
  readonly pool?: Pool;
  readonly onInstall: () => void;
  readonly onEdit: () => void;
};

const columns: DataTableColumn<Row>[] = [
  { accessor: "name", title: "Tag", render: ({ name }) => <b>{name}</b> },
  {
    accessor: "primary",
    title: "Primary number",
    render: ({ primary }) => (primary === undefined ? "–" : <PhoneNumber e164={primary.number} />),
  },
  {
    accessor: "numberToReplace",
    title: "Number to replace",
    visibleMediaQuery: "(min-width: 48em)",
    render: ({ numberToReplace }) => <PhoneNumber e164={numberToReplace} />,
  },
  {
    accessor: "captureUserData",
    title: "Capture User Data",
    visibleMediaQuery: "(min-width: 62em)",
    render: ({ captureUserData, pool, poolId }) =>
      captureUserData && poolId !== undefined ? (
        <Anchor component={Link} to={paths.pool(poolId)} size="sm">
          {pool?.name ?? "Pool"}
        </Anchor>
      ) : (
        <Text component="span" inherit c="dimmed">
          Off
        </Text>
      ),
  },
  { accessor: "status", width: 100, render: ({ status }) => <StatusBadge status={status} /> },
  {
    accessor: "actions",
    title: <VisuallyHidden>Actions</VisuallyHidden>,
    width: 92,
    textAlign: "right",
    render: (row) => <TagActions row={row} />,
  },
];

type TagsProps = {
  readonly campaign: CampaignDetail;
  readonly parts: CampaignParts;
  readonly onInstall: () => void;
};

export function Tags({ campaign, parts, onInstall }: TagsProps) {
  // "new", or the id of the tag that is edited.
  const [open, setOpen] = useState<string>();
  const pools = useQuery(poolsQuery).data;
  const edited = parts.tags.find(({ id }) => id === open);
  const rows = parts.tags.map((tag): Row => {
    const pool = pools?.find(({ id }) => id === tag.poolId);
    return { ...tag, ...(pool && { pool }), onInstall, onEdit: () => setOpen(tag.id) };
  });
  const isDeleted = campaign.status === "deleted";
  const reason = reasonAgainst(parts);
  // Who may not add tags at all learns that from the button.
  const obstacle = useCan("write") && !isDeleted ? reason : undefined;
  const add = !isDeleted && (
    <Capable to="write" reason={reason}>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen("new")}>
        Add call tracking tag
      </Button>
    </Capable>
  );
  const close = () => setOpen(undefined);
  return (
    <Section
      title="Call Tracking Tags"
      about="A tag names a number on your page that is replaced: by the primary number, or, with
        Capture User Data, by a number of the visitor's own from a pool."
      actions={rows.length > 0 && add}
    >
      {rows.length > 0 && obstacle !== undefined && <Text size="sm">{obstacle}</Text>}
      <RecordsTable
        label="Tags of this campaign"
        columns={columns}
        answer={{ items: rows, total: rows.length }}
        error={null}
        isFetching={false}
        onRetry={() => undefined}
        empty={
          <EmptyState icon={<IconTag />} title="No call tracking tags yet" action={add}>
            {obstacle ?? "Add one, then paste the campaign's code into your page."}
          </EmptyState>
        }
      />
      <Modal
        opened={open !== undefined}
        onClose={close}
        title={edited === undefined ? "Add call tracking tag" : `Edit ${edited.name}`}
        size="lg"
      >
        <TagForm campaignId={campaign.id} parts={parts} tag={edited} onClose={close} />
      </Modal>
    </Section>
  );
}

/** At most one tag per publisher number (R13). */
function reasonAgainst({ numbers }: CampaignParts): string | undefined {
  if (numbers.length === 0) {
    return "A tag needs a publisher number as its primary number: add one above first.";
  }
  const active = numbers.filter(({ status }) => status === "active");
  if (active.length === 0) {
    return "No publisher number of this campaign is active: activate or add one above first.";
  }
  if (active.some(({ tag }) => tag === undefined)) return undefined;
  return (
    "Every active publisher number has its tag. To add another tag, add or activate a publisher " +
    "number above first."
  );
}

function TagActions({ row }: { readonly row: Row }) {
  const { id, name, status, onInstall, onEdit } = row;
  const change = useMutation(tagChange(id));
  const deletion = useMutation(tagDeletion(id));
  const pause = () =>
    confirm({
      title: `Pause ${name}?`,
      consequences: <Consequences of={consequencesOf.tagPaused} />,
      act: "Pause tag",
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
      consequences: <Consequences of={consequencesOf.tagDeleted} />,
      act: "Delete tag",
      done: `${name} is deleted`,
      remove: () => deletion.mutateAsync(),
    });
  const actions = [
    { label: "Edit", icon: <IconPencil size={16} />, onClick: onEdit },
    status === "active"
      ? { label: "Pause", icon: <IconPlayerPause size={16} />, onClick: pause }
      : { label: "Activate", icon: <IconPlayerPlay size={16} />, onClick: activate },
    { label: "Delete", icon: <IconTrash size={16} />, isDangerous: true, onClick: remove },
  ];
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      <Tooltip label="Install: get the code for your page">
        <ActionIcon variant="light" onClick={onInstall} aria-label={`Install ${name}`}>
          <IconCode size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <RowActions of={name} to="write" actions={actions} />
    </Group>
  );
}
