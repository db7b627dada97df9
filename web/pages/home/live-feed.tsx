import { ActionIcon, Anchor, Badge, Group, Skeleton, Text, VisuallyHidden } from "@mantine/core";
import IconEye from "@tabler/icons-react/icons/IconEye";
import IconPhoneIncoming from "@tabler/icons-react/icons/IconPhoneIncoming";
import IconPhoneOff from "@tabler/icons-react/icons/IconPhoneOff";
import IconPlayerPause from "@tabler/icons-react/icons/IconPlayerPause";
import IconPlayerPlay from "@tabler/icons-react/icons/IconPlayerPlay";
import IconUserOff from "@tabler/icons-react/icons/IconUserOff";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMe } from "../../api/me.ts";
import type { LiveState } from "../../api/live.ts";
import { callStates, rejectReasons } from "../../parts/call-words.ts";
import { counted } from "../../parts/count.ts";
import { Section } from "../../parts/section.tsx";
import { formatNumber } from "../../parts/phone-number.tsx";
import { formatExact, formatLength, formatRelative } from "../../parts/time-format.ts";
import { useNow } from "../../parts/use-now.ts";
import { shortAddress } from "../../parts/web-address.ts";
import { paths } from "../../paths.ts";
import { atOf, idOf, type FeedItem } from "./feed.ts";
import styles from "./live-feed.module.css";
import type { LiveFeed as Feed } from "./use-live-feed.ts";

const states = {
  connecting: { label: "Connecting", color: "gray" },
  open: { label: "Live", color: "green" },
  lost: { label: "Reconnecting", color: "orange" },
} as const satisfies Record<LiveState, object>;

const ROWS_WHILE_LOADING = 6;

/** Visits, misses and calls as they happen. */
export function LiveFeed({ feed }: { readonly feed: Feed }) {
  const { label, color } = feed.isPaused ? { label: "Paused", color: "gray" } : states[feed.state];
  return (
    <Section
      title="Right now"
      mark={<Badge color={color}>{label}</Badge>}
      actions={<PauseButton feed={feed} />}
    >
      <VisuallyHidden component="output">{feed.announcement}</VisuallyHidden>
      {/* What scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className={styles["scroll"]} tabIndex={0} aria-label="Newest visits and calls">
        {feed.items.length > 0 && (
          <ul className={styles["list"]}>
            {feed.items.map((item) => (
              <Row key={idOf(item)} item={item} />
            ))}
          </ul>
        )}
        {feed.items.length === 0 && feed.isLoading && <Loading />}
        {feed.items.length === 0 && !feed.isLoading && (
          <Text size="sm" c="dimmed" p="lg">
            Nobody has come yet. Visits appear here within a second or two of a page being opened,
            and calls as they ring.
          </Text>
        )}
      </section>
    </Section>
  );
}

function Loading() {
  return Array.from({ length: ROWS_WHILE_LOADING }, (_, row) => (
    <Skeleton key={row} h={44} m="sm" />
  ));
}

function PauseButton({ feed: { isPaused, waiting, pause, resume } }: { readonly feed: Feed }) {
  const says = isPaused ? "Go on with the live list" : "Pause the live list";
  return (
    <Group gap="xs">
      {waiting > 0 && (
        <Text size="sm" c="dimmed">
          {counted(waiting, "new one", "new ones")}
        </Text>
      )}
      <ActionIcon
        variant="default"
        size="md"
        onClick={isPaused ? resume : pause}
        aria-label={says}
        title={says}
      >
        {isPaused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
      </ActionIcon>
    </Group>
  );
}

type Shown = {
  readonly look: "visit" | "miss" | "call" | "rejected";
  readonly icon: ReactNode;
  readonly path: string;
  readonly title: string;
  readonly detail: string;
};

function Row({ item }: { readonly item: FeedItem }) {
  const { account } = useMe();
  const now = useNow();
  const { look, icon, path, title, detail } = item.kind === "call" ? ofCall(item) : ofVisit(item);
  const at = new Date(atOf(item));
  return (
    <li className={styles["row"]} data-look={look}>
      <span className={styles["icon"]} aria-hidden>
        {icon}
      </span>
      <div className={styles["words"]}>
        <Anchor component={Link} to={path} size="sm" fw={550} className={styles["title"]}>
          {title}
        </Anchor>
        <Text size="xs" c="dimmed" truncate>
          {detail}
        </Text>
      </div>
      <Text
        component="time"
        dateTime={at.toISOString()}
        title={formatExact(at, account.timeZone)}
        size="xs"
        c="dimmed"
        className={styles["time"]}
      >
        {formatRelative(at, new Date(now))}
      </Text>
    </li>
  );
}

const join = (...parts: readonly (string | undefined)[]) =>
  parts.filter((part) => part !== undefined && part !== "").join(" · ");

function ofVisit({ kind, visit }: Extract<FeedItem, { readonly visit: unknown }>): Shown {
  const { number, pageUrl, pool, source, city, region } = visit;
  const place = city === undefined ? region : join(city, region);
  const path = paths.impression(visit.id);
  if (kind === "miss") {
    const detail = `${pool?.name ?? "The pool"} had no number to give`;
    const title = `Pool miss on ${shortAddress(pageUrl)}`;
    return { look: "miss", icon: <IconUserOff size={16} />, path, title, detail };
  }
  const saw = number === undefined ? "saw the primary number" : `saw ${formatNumber(number)}`;
  const detail = join(source, saw, place);
  return { look: "visit", icon: <IconEye size={16} />, path, title: shortAddress(pageUrl), detail };
}

function ofCall({ call }: Extract<FeedItem, { readonly call: unknown }>): Shown {
  const { from, to, state, lengthSeconds, campaign, rejectReason } = call;
  const isRejected = state === "rejected";
  const reason = Object.hasOwn(rejectReasons, rejectReason ?? "")
    ? rejectReasons[rejectReason as keyof typeof rejectReasons].title
    : rejectReason;
  const length = lengthSeconds === undefined ? undefined : formatLength(lengthSeconds);
  return {
    look: isRejected ? "rejected" : "call",
    icon: isRejected ? <IconPhoneOff size={16} /> : <IconPhoneIncoming size={16} />,
    path: paths.call(call.id),
    title: `Call from ${from === undefined ? "a withheld number" : formatNumber(from)}`,
    detail: join(
      callStates[state].label,
      isRejected ? reason : length,
      campaign?.name ?? formatNumber(to),
    ),
  };
}
