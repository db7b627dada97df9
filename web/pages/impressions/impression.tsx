import { Anchor, Grid, List, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Call } from "../../../src/contract/admin/call.ts";
import type { Impression } from "../../../src/contract/admin/impression.ts";
import type { CutTag } from "../../../src/contract/admin/visit-tag.ts";
import { callLogQuery } from "../../api/calls.ts";
import { impressionQuery } from "../../api/impressions.ts";
import { useMe } from "../../api/me.ts";
import { nameQuery, type NamedKind } from "../../api/names.ts";
import { CallStateBadge, ConfidenceBadge } from "../../parts/call-badges.tsx";
import { CallsLink } from "../../parts/calls-link.tsx";
import { CopyText } from "../../parts/copy-text.tsx";
import { Facts, type Fact } from "../../parts/facts.tsx";
import { Instant } from "../../parts/instant.tsx";
import { Page as Layout } from "../../parts/page.tsx";
import { formatNumber } from "../../parts/phone-number.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { RecordLink } from "../../parts/record-link.tsx";
import { Section } from "../../parts/section.tsx";
import { TagGroups } from "../../parts/tag-groups.tsx";
import { formatLength, formatShort } from "../../parts/time-format.ts";
import { usePathParameter } from "../../parts/use-path-parameter.ts";
import { shortAddress } from "../../parts/web-address.ts";
import { paths } from "../../paths.ts";
import styles from "./impression.module.css";
import { VisitNumber } from "./visit-number.tsx";

export { ImpressionPage as Page };

/** More calls of one visit are looked at in the log. */
const CALLS_MAX = 10;

function ImpressionPage() {
  const id = usePathParameter("id");
  const { account } = useMe();
  const { data: visit, error, refetch } = useQuery(impressionQuery(id));
  const parents = [{ title: "Dashboard", path: paths.dashboard() }];
  if (visit === undefined) {
    return (
      <Layout title="Visit" parents={parents}>
        {error === null ? (
          <Loading />
        ) : (
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        )}
      </Layout>
    );
  }
  const { page } = visit.session;
  const at = formatShort(new Date(visit.receivedAt), account.timeZone);
  return (
    <Layout
      title={`Visit to ${shortAddress(page.url)}`}
      about={page.title === "" ? at : `“${page.title}”, ${at}`}
      parents={parents}
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Stack gap="lg">
            <VisitNumber visit={visit} />
            <VisitCalls id={visit.id} />
            <Section title="Tags" about="Follow a value to all calls that have it.">
              <TagGroups tags={visit.tags} />
              {visit.cutTags.length > 0 && <CutTags tags={visit.cutTags} />}
            </Section>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Summary visit={visit} />
        </Grid.Col>
      </Grid>
    </Layout>
  );
}

function Loading() {
  return (
    <Grid gap="lg" aria-busy="true">
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Skeleton h={420} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 4 }}>
        <Skeleton h={420} />
      </Grid.Col>
    </Grid>
  );
}

function Summary({ visit }: { readonly visit: Impression }) {
  const { page, language, timeZone, screen } = visit.session;
  const facts: readonly Fact[] = [
    // The address is a claim of a browser: it is shown, and not followed.
    { name: "Page", value: page.url },
    { name: "Came from", value: page.referrer === "" ? "No page before it" : page.referrer },
    { name: "Came at", value: <Instant at={visit.receivedAt} /> },
    { name: "Last active", value: <Instant at={visit.lastActivityAt} /> },
    { name: "Closed", value: visit.closedAt && <Instant at={visit.closedAt} /> },
    {
      name: "Campaign",
      value: <Named kind="campaigns" id={visit.campaignId} to={paths.campaign} />,
    },
    {
      name: "Tag",
      value: <Named kind="tags" id={visit.tagId} to={() => paths.campaign(visit.campaignId)} />,
    },
    {
      name: "Publisher",
      value: <Named kind="publishers" id={visit.publisherId} to={paths.publishers} />,
    },
    { name: "Pool", value: <Named kind="pools" id={visit.poolId} to={paths.pool} /> },
    { name: "Language", value: language === "" ? undefined : language },
    { name: "Time zone", value: timeZone === "" ? undefined : timeZone },
    {
      name: "Screen",
      value: screen.width === 0 ? undefined : `${screen.width} × ${screen.height}`,
    },
    { name: "Visitor", value: <CopyText text={visit.visitorId} what="the visitor's id" /> },
    { name: "Impression", value: <CopyText text={visit.id} what="the impression's id" /> },
  ];
  return (
    <Section title="Summary">
      <Facts facts={facts} />
    </Section>
  );
}

type NamedProps = {
  readonly kind: NamedKind;
  readonly id: string;
  readonly to: (id: string) => string;
};

function Named({ kind, id, to }: NamedProps) {
  const { data, isPending } = useQuery(nameQuery(kind, id));
  if (isPending) return <Skeleton h={14} my={3} w={120} />;
  return <RecordLink to={to(id)}>{data ?? id}</RecordLink>;
}

/** A call may ring just now, so they are asked for again and again. */
const CALLS_EVERY_MS = 5_000;

function VisitCalls({ id }: { readonly id: string }) {
  const where = [[{ field: "impressionId", op: "equals" as const, value: id }]];
  const { data, error, refetch } = useQuery({
    ...callLogQuery({ where, limit: CALLS_MAX }),
    refetchInterval: CALLS_EVERY_MS,
  });
  return (
    <Section title="Calls">
      {error !== null && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton h={42} />}
      {data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          The visitor has not called.
        </Text>
      )}
      {data !== undefined && data.items.length > 0 && (
        <ul className={styles["calls"]}>
          {data.items.map((call) => (
            <CallRow key={call.id} call={call} />
          ))}
        </ul>
      )}
      {(data?.total ?? 0) > CALLS_MAX && (
        <CallsLink where={where} size="sm">
          All {data?.total} calls
        </CallsLink>
      )}
    </Section>
  );
}

function CallRow({ call }: { readonly call: Call }) {
  const { account } = useMe();
  const { from, confidence, lengthSeconds, secondsFromImpression } = call;
  return (
    <li className={styles["call"]}>
      <Anchor component={Link} to={paths.call(call.id)} size="sm" fw={550}>
        {formatShort(new Date(call.receivedAt), account.timeZone)}
      </Anchor>
      <Text size="sm" component="span">
        {from === undefined ? "a withheld number" : formatNumber(from)}
      </Text>
      <CallStateBadge call={call} />
      {confidence !== undefined && <ConfidenceBadge confidence={confidence} />}
      <Text size="sm" c="dimmed" component="span">
        {lengthSeconds !== undefined && `${formatLength(lengthSeconds)} of talk`}
        {lengthSeconds !== undefined && secondsFromImpression !== undefined && ", "}
        {secondsFromImpression !== undefined &&
          `${formatLength(secondsFromImpression)} after the visit began`}
      </Text>
    </li>
  );
}

const cutReasons = {
  empty_name: "had no name",
  name_too_long: "had too long a name, which was shortened",
  value_shortened: "had too long a value, which was shortened",
  too_many: "was one too many",
  unresolved_macro: "was a macro that the ad network did not fill in",
} as const satisfies Record<CutTag["why"], string>;

function CutTags({ tags }: { readonly tags: readonly CutTag[] }) {
  return (
    <div>
      <Text component="h3" size="sm" fw={650} m={0} mb={4}>
        Left out or shortened
      </Text>
      <List size="sm">
        {tags.map(({ type, name, why }) => (
          <List.Item key={`${type} ${name} ${why}`}>
            <b>{name === "" ? "(no name)" : name}</b> ({type}) {cutReasons[why]}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
