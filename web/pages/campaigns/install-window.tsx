import {
  Anchor,
  Button,
  Code,
  Divider,
  Group,
  Modal,
  Skeleton,
  Stack,
  Tabs,
  Text,
} from "@mantine/core";
import IconChecklist from "@tabler/icons-react/icons/IconChecklist";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Install, InstallPiece, InstallWay } from "../../../src/contract/admin/install.ts";
import { installQuery, type CampaignDetail } from "../../api/campaigns.ts";
import { CopyCode } from "../../parts/copy-code.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { paths } from "../../paths.ts";

type InstallWindowProps = {
  readonly campaign: CampaignDetail;
  /** Kind of the way that is shown; empty while the window is closed. */
  readonly way: string;
  readonly onWay: (way: string) => void;
  readonly onClose: () => void;
};

/** The code ready to paste, and the other ways to put a campaign on a page (R16). */
export function InstallWindow({ campaign, way, onWay, onClose }: InstallWindowProps) {
  const isOpen = way !== "";
  const { data, error, refetch } = useQuery({ ...installQuery(campaign.id), enabled: isOpen });
  return (
    <Modal opened={isOpen} onClose={onClose} title="Install Call Tracking Tag" size="xl">
      {error !== null && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton h={360} />}
      {data !== undefined && (
        <Stack gap="md">
          <Ways install={data} way={way} onWay={onWay} />
          <Divider />
          <ThenCheck campaignId={campaign.id} policy={data.contentSecurityPolicy} />
        </Stack>
      )}
    </Modal>
  );
}

type WaysProps = {
  readonly install: Install;
  readonly way: string;
  readonly onWay: (way: string) => void;
};

/** Short names for the tabs; the whole title stands in the panel. */
const tabs: Readonly<Record<InstallWay["kind"], string>> = {
  head_tag: "HTML",
  versioned_file: "HTML with integrity",
  google_tag_manager: "Tag Manager",
  wordpress: "WordPress",
  react: "React",
  vue: "Vue",
};

function Ways({ install, way, onWay }: WaysProps) {
  const { ways } = install;
  const chosen = ways.find(({ kind }) => kind === way) ?? ways[0];
  return (
    <Tabs
      value={chosen?.kind ?? null}
      onChange={(kind) => onWay(kind ?? "head_tag")}
      keepMounted={false}
    >
      <Tabs.List mb="md" aria-label="Ways to install">
        {ways.map(({ kind }) => (
          <Tabs.Tab key={kind} value={kind}>
            {tabs[kind]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {ways.map((one) => (
        <Tabs.Panel key={one.kind} value={one.kind}>
          <Stack gap="sm" mih={170}>
            <Text fw={600}>{one.title}</Text>
            <Text size="sm">{one.text}</Text>
            {one.pieces.map((piece) => (
              <Piece key={`${piece.file ?? ""} ${piece.language}`} piece={piece} />
            ))}
          </Stack>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Piece({ piece }: { readonly piece: InstallPiece }) {
  const { file, code } = piece;
  return (
    <Stack gap={6}>
      {file !== undefined && (
        <Text size="sm" fw={600} ff="monospace">
          {file}
        </Text>
      )}
      <CopyCode label={file === undefined ? "Copy code" : `Copy ${file}`} code={code} file={file} />
    </Stack>
  );
}

type ThenCheckProps = { readonly campaignId: string; readonly policy: readonly string[] };

function ThenCheck({ campaignId, policy }: ThenCheckProps) {
  return (
    <Stack gap="sm">
      <Text fw={600}>Then see that it works</Text>
      <Text size="sm">
        Check the page from here, or open it with <Code>?callpool_debug=1</Code> at the end of its
        address: a panel then shows what was found, what was replaced, and the visit.
      </Text>
      <Group gap="sm">
        <Button
          variant="light"
          leftSection={<IconChecklist size={18} aria-hidden />}
          renderRoot={(props) => (
            <Link {...props} to={paths.checkPage()} search={{ campaign: campaignId }} />
          )}
        >
          Check your page
        </Button>
        <Anchor component={Link} to={paths.testCall()} size="sm">
          Place a test call
        </Anchor>
      </Group>
      <details>
        <summary>
          <Text component="span" size="sm">
            Does your page have a content security policy?
          </Text>
        </summary>
        <Stack gap="xs" mt="xs">
          <Text size="sm">Add these to it, or the browser refuses to run the script:</Text>
          <CopyCode label="Copy directives" code={policy.join("; ")} />
        </Stack>
      </details>
    </Stack>
  );
}
