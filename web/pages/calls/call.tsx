import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { CallDetail } from "../../../src/contract/admin/call.ts";
import { callQuery } from "../../api/calls.ts";
import { useMe } from "../../api/me.ts";
import { CallStateBadge } from "../../parts/call-badges.tsx";
import { rejectReasons } from "../../parts/call-words.ts";
import { CopyText } from "../../parts/copy-text.tsx";
import { Facts, type Fact } from "../../parts/facts.tsx";
import { Instant } from "../../parts/instant.tsx";
import { Page as Layout } from "../../parts/page.tsx";
import { Section } from "../../parts/section.tsx";
import { PhoneNumber, formatNumber } from "../../parts/phone-number.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { RecordLink } from "../../parts/record-link.tsx";
import { usePathParameter } from "../../parts/use-path-parameter.ts";
import { TagGroups } from "../../parts/tag-groups.tsx";
import { formatLength, formatShort } from "../../parts/time-format.ts";
import { paths } from "../../paths.ts";
import { CallEvents } from "./call-events.tsx";
import { CallWhy } from "./call-why.tsx";
import styles from "./call.module.css";

export { CallPage as Page };

const parents = [{ title: "Calls", path: paths.calls() }];

function CallPage() {
  const id = usePathParameter("id");
  const { account } = useMe();
  const { data: call, error, refetch } = useQuery(callQuery(id));
  if (call === undefined) {
    return (
      <Layout title="Call" parents={parents}>
        {error === null ? (
          <Loading />
        ) : (
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        )}
      </Layout>
    );
  }
  const at = formatShort(new Date(call.receivedAt), account.timeZone);
  return (
    <Layout
      title={`Call from ${call.from === undefined ? "a withheld number" : formatNumber(call.from)}`}
      mark={<CallStateBadge call={call} />}
      about={`To ${formatNumber(call.to)}, ${at}`}
      parents={parents}
    >
      <div className={styles["page"]}>
        <div className={styles["main"]}>
          <div className={styles["why"]}>
            <CallWhy call={call} />
          </div>
          <div className={styles["tags"]}>
            <Section title="Tags" about="Follow a value to all calls that have it.">
              <TagGroups tags={call.tags} />
            </Section>
          </div>
        </div>
        <div className={styles["side"]}>
          <div className={styles["summary"]}>
            <Section title="Summary">
              <Facts facts={factsOf(call)} />
            </Section>
          </div>
          <div className={styles["events"]}>
            <CallEvents call={call} />
          </div>
        </div>
      </div>
    </Layout>
  );
}

function Loading() {
  return (
    <div className={styles["page"]} aria-busy="true">
      <div className={styles["main"]}>
        <Skeleton h={480} />
      </div>
      <div className={styles["side"]}>
        <Skeleton h={480} />
      </div>
    </div>
  );
}

function factsOf(call: CallDetail): readonly Fact[] {
  const { answeredAt, secondsFromImpression, impressionId, lengthSeconds } = call;
  const rang =
    answeredAt === undefined
      ? undefined
      : (Date.parse(answeredAt) - Date.parse(call.receivedAt)) / 1_000;
  return [
    { name: "Received", value: <Instant at={call.receivedAt} /> },
    {
      name: "Caller",
      value: call.from === undefined ? "Withheld" : <PhoneNumber e164={call.from} />,
    },
    { name: "Dialled", value: <PhoneNumber e164={call.to} /> },
    { name: "Went to", value: destination(call) },
    { name: "Rang for", value: rang === undefined ? undefined : formatLength(rang) },
    { name: "Talk", value: lengthSeconds === undefined ? undefined : formatLength(lengthSeconds) },
    { name: "Ended", value: call.endedAt && <Instant at={call.endedAt} /> },
    {
      name: "Visit",
      value: impressionId && (
        <RecordLink to={paths.impression(impressionId)}>
          {secondsFromImpression === undefined
            ? "Open the visit"
            : `began ${formatLength(secondsFromImpression)} before the call`}
        </RecordLink>
      ),
    },
    { name: "Campaign", value: linked(call.campaign, paths.campaign) },
    { name: "Publisher", value: linked(call.publisher, () => paths.publishers()) },
    { name: "Tag", value: call.tag?.name },
    { name: "Pool", value: linked(call.pool, paths.pool) ?? call.poolName },
    { name: "Carrier", value: call.carrier },
    { name: "Carrier's id", value: <CopyText text={call.carrierCallId} what="the carrier's id" /> },
    { name: "Call id", value: <CopyText text={call.id} what="the call's id" /> },
  ];
}

function linked(
  record: { readonly id: string; readonly name: string } | undefined,
  pathOf: (id: string) => string,
) {
  return record && <RecordLink to={pathOf(record.id)}>{record.name}</RecordLink>;
}

function destination({ decision }: CallDetail) {
  if (decision.kind === "reject") {
    return `Nobody: ${rejectReasons[decision.reason].title.toLowerCase()}`;
  }
  const { kind, address } = decision.target;
  return kind === "phone" ? <PhoneNumber e164={address} /> : address;
}
