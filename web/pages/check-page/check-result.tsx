import { Alert, Anchor, Button, Code, Group, List, Paper, Stack, Text } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import IconBug from "@tabler/icons-react/icons/IconBug";
import IconCircleCheck from "@tabler/icons-react/icons/IconCircleCheck";
import IconCircleX from "@tabler/icons-react/icons/IconCircleX";
import { Link } from "@tanstack/react-router";
import type { PageCheck } from "../../api/page-checks.ts";
import { Section } from "../../parts/section.tsx";
import { paths } from "../../paths.ts";
import { Findings } from "./findings.tsx";
import { FoundNumbers } from "./found-numbers.tsx";

const verdicts = {
  ok: {
    title: "Everything is in place",
    text: "Visitors of this page see their numbers.",
    color: "green",
    icon: <IconCircleCheck aria-hidden />,
  },
  warning: {
    title: "It works, but look at this",
    text: "What is to be looked at stands first in the list.",
    color: "orange",
    icon: <IconAlertTriangle aria-hidden />,
  },
  error: {
    title: "Visitors do not see their numbers here",
    text: "What stands in the way comes first in the list, with what to do about it.",
    color: "red",
    icon: <IconCircleX aria-hidden />,
  },
} as const;

export function CheckResult({ check }: { readonly check: PageCheck }) {
  const { level, findings, numbers, snippets } = check;
  const { title, text, color, icon } = verdicts[level];
  return (
    <Stack gap="lg">
      <Alert color={color} title={title} icon={icon}>
        <Text size="sm">{text}</Text>
        <Address check={check} />
      </Alert>
      <Section title="What was checked">
        <Findings findings={findings} />
      </Section>
      {numbers.length > 0 && <FoundNumbers numbers={numbers} />}
      {snippets.length > 0 && <Snippets snippets={snippets} />}
      <SeeForYourself check={check} />
    </Stack>
  );
}

function Address({ check }: { readonly check: PageCheck }) {
  const { url, finalUrl = url, status } = check;
  return (
    <Text size="sm" c="dimmed" mt={4} style={{ overflowWrap: "anywhere" }}>
      {finalUrl}
      {status === undefined ? "" : `, answered with status ${status}`}
    </Text>
  );
}

function Snippets({ snippets }: { readonly snippets: PageCheck["snippets"] }) {
  return (
    <Section title="Scripts on the page">
      <List size="sm" spacing={6} listStyleType="none">
        {snippets.map(({ src, isOfCampaign, place, line }) => (
          <List.Item key={`${line} ${src}`}>
            <Code style={{ overflowWrap: "anywhere" }}>{src}</Code>{" "}
            {isOfCampaign ? "of this campaign" : "of another campaign"}, in the {place}, line {line}
          </List.Item>
        ))}
      </List>
    </Section>
  );
}

/** What only a browser can tell: which visit it is, and what the page's own scripts draw. */
function SeeForYourself({ check }: { readonly check: PageCheck }) {
  return (
    <Paper withBorder p="lg">
      <Stack gap="sm">
        <Text fw={600}>See it with your own eyes</Text>
        <Text size="sm" maw={720}>
          Open the page with its debug panel: it shows the numbers that were found and replaced,
          which visit (impression) yours is, and until when its number is reserved. A number is
          shown to you as to any visitor.
        </Text>
        <Group gap="md">
          <Button
            component="a"
            href={check.debugUrl}
            target="_blank"
            rel="noreferrer"
            variant="light"
            leftSection={<IconBug size={18} aria-hidden />}
          >
            Open with the debug panel
          </Button>
          <Anchor component={Link} to={paths.testCall()} size="sm">
            Then place a test call
          </Anchor>
        </Group>
      </Stack>
    </Paper>
  );
}
