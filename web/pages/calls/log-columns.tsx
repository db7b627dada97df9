import { Anchor, Text, UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { DataTableColumn } from "mantine-datatable";
import type { ReactNode } from "react";
import type { Call } from "../../../src/contract/admin/call.ts";
import { CallStateBadge, ConfidenceBadge } from "../../parts/call-badges.tsx";
import { PhoneNumber } from "../../parts/phone-number.tsx";
import { tagOfField } from "../../parts/tag-field.ts";
import { formatExact, formatLength, formatShort } from "../../parts/time-format.ts";
import { paths } from "../../paths.ts";
import styles from "./log-columns.module.css";
import type { Fields } from "./use-fields.ts";

/** How a built-in field is shown, and what a filter for it would compare with. */
type Cell = {
  readonly show?: (call: Call, timeZone: string) => ReactNode;
  readonly value: (call: Call) => string | number | boolean | undefined;
  readonly isRight?: boolean;
};

const number = (e164: string | undefined) =>
  e164 === undefined ? undefined : <PhoneNumber e164={e164} />;

const length = (seconds: number | undefined) =>
  seconds === undefined ? undefined : formatLength(seconds);

const target = ({ decision }: Call) =>
  decision.kind === "connect" ? decision.target.address : undefined;

function time(at: string | undefined, timeZone: string): ReactNode {
  if (at === undefined) return undefined;
  const date = new Date(at);
  return (
    <time dateTime={at} title={formatExact(date, timeZone)} className={styles["nowrap"]}>
      {formatShort(date, timeZone)}
    </time>
  );
}

const instant = (value: (call: Call) => string | undefined): Cell => ({
  value,
  show: (call, timeZone) => time(value(call), timeZone),
});

/** Built-in fields that a row of the log has; the others are for filters alone. */
const cells: Readonly<Record<string, Cell>> = {
  receivedAt: instant((call) => call.receivedAt),
  answeredAt: instant((call) => call.answeredAt),
  endedAt: instant((call) => call.endedAt),
  from: {
    value: (call) => call.from,
    show: ({ from }) =>
      number(from) ?? (
        <Text component="span" inherit c="dimmed">
          Withheld
        </Text>
      ),
  },
  to: { value: (call) => call.to, show: ({ to }) => number(to) },
  target: { value: target, show: (call) => number(target(call)) },
  state: { value: (call) => call.state, show: (call) => <CallStateBadge call={call} /> },
  confidence: {
    value: (call) => call.confidence,
    show: ({ confidence }) => confidence && <ConfidenceBadge confidence={confidence} />,
  },
  lengthSeconds: {
    value: (call) => call.lengthSeconds,
    show: (call) => length(call.lengthSeconds),
    isRight: true,
  },
  secondsFromImpression: {
    value: (call) => call.secondsFromImpression,
    show: (call) => length(call.secondsFromImpression),
    isRight: true,
  },
  campaignId: { value: (call) => call.campaignId, show: (call) => call.campaign?.name },
  publisherId: { value: (call) => call.publisherId, show: (call) => call.publisher?.name },
  publisherNumberId: { value: (call) => call.publisherNumberId },
  poolId: { value: (call) => call.poolId, show: (call) => call.poolName },
  poolName: { value: (call) => call.poolName },
  impressionId: { value: (call) => call.impressionId },
  outcome: { value: (call) => call.decision.kind },
  rejectReason: {
    value: ({ decision }) => (decision.kind === "reject" ? decision.reason : undefined),
  },
  isFromPool: { value: (call) => call.isFromPool },
  id: { value: (call) => call.id },
  carrier: { value: (call) => call.carrier },
  carrierCallId: { value: (call) => call.carrierCallId },
};

export const canBeColumn = (field: string): boolean =>
  Object.hasOwn(cells, field) || tagOfField(field) !== undefined;

function cellOf(field: string): Cell {
  const tag = tagOfField(field);
  const known = cells[field];
  if (tag === undefined) return known ?? { value: () => undefined };
  return {
    value: (call) =>
      call.tags.find(({ type, name }) => type === tag.type && name === tag.name)?.value,
  };
}

type ColumnsWish = {
  readonly columns: readonly string[];
  readonly fields: Fields;
  readonly timeZone: string;
  /** Called with a value that somebody pointed at. */
  readonly onValue: (field: string, value: string) => void;
};

export function logColumns(wish: ColumnsWish): DataTableColumn<Call>[] {
  return wish.columns.filter(canBeColumn).map((field, index) => {
    const cell = cellOf(field);
    const title = wish.fields.titleOf(field);
    return {
      accessor: field,
      title,
      sortable: true,
      noWrap: true,
      ...(cell.isRight === true ? { textAlign: "right" as const } : {}),
      render: (call: Call) => {
        const shown = shownIn(cell, field, call, wish);
        return index === 0 ? <Open call={call}>{shown}</Open> : pointable(cell, field, call, wish);
      },
    };
  });
}

function shownIn(cell: Cell, field: string, call: Call, { fields, timeZone }: ColumnsWish) {
  if (cell.show !== undefined) return cell.show(call, timeZone);
  const value = cell.value(call);
  return value === undefined ? undefined : fields.words(field, String(value));
}

function Open({ call, children }: { readonly call: Call; readonly children: ReactNode }) {
  return (
    <Anchor component={Link} to={paths.call(call.id)} size="sm" fw={550}>
      {children ?? "Open"}
    </Anchor>
  );
}

/**
 * A value that filters the log when it is clicked. Out of the tab order, since fifty rows of them
 * would stand between a keyboard and the pager; the filter's panel does the same for keyboards.
 */
function pointable(cell: Cell, field: string, call: Call, wish: ColumnsWish): ReactNode {
  const shown = shownIn(cell, field, call, wish);
  const value = cell.value(call);
  if (value === undefined) return shown;
  const text = String(value);
  return (
    <UnstyledButton
      tabIndex={-1}
      className={styles["value"]}
      title={`Only calls whose ${wish.fields.titleOf(field)} is ${wish.fields.words(field, text)}`}
      onClick={() => wish.onValue(field, text)}
    >
      {shown}
    </UnstyledButton>
  );
}
