import { Alert, Anchor, Badge, Button, Group, Skeleton, Text } from "@mantine/core";
import IconPhoneCall from "@tabler/icons-react/icons/IconPhoneCall";
import IconRoute from "@tabler/icons-react/icons/IconRoute";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { CallDetail } from "../../../src/contract/admin/call.ts";
import { callQuery } from "../../api/calls.ts";
import { impressionQuery } from "../../api/impressions.ts";
import { CallStateBadge, ConfidenceBadge } from "../../parts/call-badges.tsx";
import { rejectReasons } from "../../parts/call-words.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Facts, type Fact } from "../../parts/facts.tsx";
import { formatNumber, PhoneNumber } from "../../parts/phone-number.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { Section } from "../../parts/section.tsx";
import { formatLength } from "../../parts/time-format.ts";
import { shortAddress } from "../../parts/web-address.ts";
import { paths } from "../../paths.ts";

/** What came back of the call that was placed; what to expect, before. */
export function CallResult({ id }: { readonly id: string }) {
  const { data: call, error, refetch } = useQuery({ ...callQuery(id), enabled: id !== "" });
  if (id === "") {
    return (
      <EmptyState icon={<IconPhoneCall />} title="No call placed yet">
        Choose a number that a visitor sees now. Here you then see whose visit the call is counted
        for, how sure that is, and what is known of the visit.
      </EmptyState>
    );
  }
  if (error !== null) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (call === undefined) return <Skeleton h={420} />;
  return <Result call={call} />;
}

function Result({ call }: { readonly call: CallDetail }) {
  const { attribution, decision, confidence } = call;
  return (
    <Section
      title={titleOf(call)}
      mark={decision.kind === "connect" && <CallStateBadge call={call} />}
      actions={
        <Button
          variant="light"
          size="sm"
          renderRoot={(props) => <Link {...props} to={paths.call(call.id)} />}
        >
          Open the call
        </Button>
      }
    >
      <Alert
        color={decision.kind === "connect" ? "indigo" : "orange"}
        icon={<IconRoute aria-hidden />}
        title={
          confidence === undefined ? (
            "Why"
          ) : (
            <Group gap="xs">
              Why <ConfidenceBadge confidence={confidence} />
            </Group>
          )
        }
      >
        <Text size="sm">{attribution.explanation}</Text>
        {decision.kind === "reject" && (
          <Text size="sm" mt={6}>
            <b>What to do:</b> {rejectReasons[decision.reason].remedy}
          </Text>
        )}
      </Alert>
      <Facts facts={factsOf(call)} />
      {call.tags.length > 0 && <Tags tags={call.tags} />}
    </Section>
  );
}

function titleOf({ decision, impressionId, campaign }: CallDetail): string {
  if (decision.kind === "reject") return `Rejected: ${rejectReasons[decision.reason].title}`;
  if (impressionId !== undefined) return "It is this visit's call";
  return `A call for ${campaign?.name ?? "a campaign"}, without a visit`;
}

function factsOf(call: CallDetail): readonly Fact[] {
  const { campaign, publisher, pool, tag, decision, impressionId, secondsFromImpression } = call;
  const facts: readonly (Fact | undefined)[] = [
    { name: "Number called", value: <PhoneNumber e164={call.to} /> },
    { name: "Caller", value: call.from === undefined ? "Withheld" : formatNumber(call.from) },
    impressionId === undefined
      ? undefined
      : { name: "Visit", value: <Visit id={impressionId} secondsBefore={secondsFromImpression} /> },
    decision.kind === "connect"
      ? { name: "Put through to", value: formatNumber(decision.target.address) }
      : undefined,
    linked("Campaign", campaign, paths.campaign),
    publisher && { name: "Publisher", value: publisher.name },
    linked("Pool", pool, paths.pool),
    tag && { name: "Call tracking tag", value: tag.name },
  ];
  return facts.filter((fact) => fact !== undefined);
}

type Named = { readonly id: string; readonly name: string };

function linked(
  name: string,
  record: Named | undefined,
  path: (id: string) => string,
): Fact | undefined {
  if (record === undefined) return undefined;
  return { name, value: <TextLink to={path(record.id)}>{record.name}</TextLink> };
}

function TextLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Anchor component={Link} to={to} inherit underline="always">
      {children}
    </Anchor>
  );
}

type VisitProps = { readonly id: string; readonly secondsBefore: number | undefined };

/** The page that was open, and how long before the call. */
function Visit({ id, secondsBefore }: VisitProps) {
  const { data } = useQuery(impressionQuery(id));
  const page = data?.session.page;
  const title = page?.title || (page && shortAddress(page.url)) || "The visit";
  return (
    <>
      <TextLink to={paths.impression(id)}>{title}</TextLink>
      {page !== undefined && page.title !== "" && ` on ${shortAddress(page.url)}`}
      {secondsBefore !== undefined && `, ${formatLength(secondsBefore)} before the call`}
    </>
  );
}

/** What the page's address says first, and what every browser says last. */
const lastTypes = ["Geo", "Technology"];

/** What is known of the visit, by type. */
function Tags({ tags }: { readonly tags: CallDetail["tags"] }) {
  const types = [...new Set(tags.map(({ type }) => type))].toSorted(
    (a, b) => lastTypes.indexOf(a) - lastTypes.indexOf(b),
  );
  const facts = types.map((type): Fact => {
    const own = tags.filter((tag) => tag.type === type);
    return { name: `${type} tags`, value: <TagValues tags={own} /> };
  });
  return <Facts facts={facts} />;
}

function TagValues({ tags }: { readonly tags: CallDetail["tags"] }) {
  return (
    <Group gap={6} component="span">
      {tags.map(({ name, value }) => (
        <Badge key={`${name} ${value}`} component="span" color="gray" size="lg" fw={400} maw="100%">
          {name} <b>{value}</b>
        </Badge>
      ))}
    </Group>
  );
}
