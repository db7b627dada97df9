import { Alert, Badge, Stack, Table, Text } from "@mantine/core";
import IconPhoneOff from "@tabler/icons-react/icons/IconPhoneOff";
import type { CallDetail } from "../../../src/contract/admin/call.ts";
import { confidences, rejectReasons, traceRoles } from "../../parts/call-words.ts";
import { formatExact, formatNear } from "../../parts/time-format.ts";
import { useMe } from "../../api/me.ts";
import { Section } from "../../parts/section.tsx";
import { RecordLink } from "../../parts/record-link.tsx";
import { paths } from "../../paths.ts";
import styles from "./call-why.module.css";
import { TraceLine } from "./trace-line.tsx";

/** Why the call belongs to what it belongs to (R52). */
export function CallWhy({ call }: { readonly call: CallDetail }) {
  const { attribution, confidence, decision } = call;
  const { impressions, explanation } = attribution;
  const sure = confidence === undefined ? undefined : confidences[confidence];
  return (
    <Section title="Why" mark={sure && <Badge color={sure.color}>{sure.label}</Badge>}>
      <Stack gap="sm">
        <Text size="md" fw={550}>
          {explanation}
        </Text>
        {sure !== undefined && (
          <Text size="sm" c="dimmed" maw={720}>
            <b>{sure.label}.</b> {sure.meaning}
          </Text>
        )}
        {decision.kind === "reject" && (
          <Alert
            color="red"
            icon={<IconPhoneOff />}
            title={`Rejected: ${rejectReasons[decision.reason].title.toLowerCase()}`}
          >
            {rejectReasons[decision.reason].remedy}
          </Alert>
        )}
        {impressions.length > 0 && (
          <>
            <TraceLine call={call} />
            <TraceTable impressions={impressions} near={call.receivedAt} />
          </>
        )}
      </Stack>
    </Section>
  );
}

type TraceTableProps = {
  readonly impressions: CallDetail["attribution"]["impressions"];
  /** When the call came: times of its day are shown without the date. */
  readonly near: string;
};

/** The same in words, and exact. */
function TraceTable({ impressions, near }: TraceTableProps) {
  return (
    /* What scrolls must be reachable by keyboard. */
    /* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */
    <section className={styles["scroll"]} tabIndex={0} aria-label="The same as a table">
      <Table verticalSpacing={6} fz="sm" miw={560}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Visit</Table.Th>
            <Table.Th>Shown</Table.Th>
            <Table.Th>Held until</Table.Th>
            <Table.Th>Could call until</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {impressions.map(({ id, role, issuedAt, holdUntil, linkUntil }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <RecordLink to={paths.impression(id)}>{traceRoles[role].label}</RecordLink>
                <Text size="xs" c="dimmed">
                  {traceRoles[role].meaning}
                </Text>
              </Table.Td>
              <Table.Td>
                <Time at={issuedAt} near={near} />
              </Table.Td>
              <Table.Td>
                <Time at={holdUntil} near={near} />
              </Table.Td>
              <Table.Td>
                <Time at={linkUntil} near={near} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

/** Out of the tab order, unlike an `Instant`: a table of fifty visits has a hundred and fifty. */
function Time({ at, near }: { readonly at: string; readonly near: string }) {
  const { account } = useMe();
  const date = new Date(at);
  return (
    <Text
      component="time"
      inherit
      dateTime={at}
      title={formatExact(date, account.timeZone)}
      style={{ whiteSpace: "nowrap" }}
    >
      {formatNear(date, new Date(near), account.timeZone)}
    </Text>
  );
}
