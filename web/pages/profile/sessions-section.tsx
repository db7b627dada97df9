import { Badge, Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { endOtherSessions, endSession, sessionsQuery } from "../../api/security.ts";
import { RelativeInstant } from "../../parts/instant.tsx";
import { showProblem } from "../../parts/notify.ts";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { Section } from "../../parts/section.tsx";
import { useAct } from "../../parts/use-act.ts";

const changes = [sessionsQuery.queryKey];

export function SessionsSection() {
  const { data, error, refetch } = useQuery(sessionsQuery);
  const end = useAct({ run: endSession, changes, done: "That browser was signed out." });
  const endOthers = useAct({
    run: endOtherSessions,
    changes,
    done: "All other browsers were signed out.",
  });
  const hasOthers = data?.items.some(({ isCurrent }) => !isCurrent) === true;
  return (
    <Section
      title="Where you are signed in"
      about="Sign out what you do not know, and change your password then."
      actions={
        hasOthers && (
          <Button
            variant="default"
            loading={endOthers.isPending}
            onClick={() => endOthers.mutate(undefined, { onError: showProblem })}
          >
            Sign out everywhere else
          </Button>
        )
      }
    >
      {error !== null && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton h={56} />}
      {data?.items.map((session) => (
        <Group key={session.id} justify="space-between">
          <Stack gap={0}>
            <Group gap="xs">
              <Text fw={500}>
                {[session.browser ?? "A browser", session.system].filter(Boolean).join(" on ")}
              </Text>
              {session.isCurrent && <Badge color="green">This browser</Badge>}
            </Group>
            <Text size="sm" c="dimmed">
              {session.ipAddress !== undefined && `${session.ipAddress}, `}
              signed in <RelativeInstant at={session.createdAt} />
            </Text>
          </Stack>
          {!session.isCurrent && (
            <Button
              size="xs"
              variant="default"
              onClick={() => end.mutate(session.id, { onError: showProblem })}
            >
              Sign out
            </Button>
          )}
        </Group>
      ))}
    </Section>
  );
}
