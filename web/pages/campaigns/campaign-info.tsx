import { Button, Code, List, Modal, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import IconPencil from "@tabler/icons-react/icons/IconPencil";
import type { CampaignDetail } from "../../api/campaigns.ts";
import { Capable } from "../../parts/capable.tsx";
import { CopyText } from "../../parts/copy-text.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Instant } from "../../parts/instant.tsx";
import { Section } from "../../parts/section.tsx";
import { StatusBadge } from "../../parts/status-badge.tsx";
import { CampaignForm } from "./campaign-form.tsx";
import { TargetText } from "./target.tsx";

/** General information, and the window to change it. */
export function CampaignInfo({ campaign }: { readonly campaign: CampaignDetail }) {
  const [isOpen, { open, close }] = useDisclosure();
  const { id, status, target, urlParameters, dropUnresolvedMacros, createdAt } = campaign;
  const facts = [
    { name: "Campaign id", value: <CopyText text={id} what="campaign id" /> },
    { name: "Status", value: <StatusBadge status={status} /> },
    { name: "Target", value: <TargetText target={target} /> },
    { name: "URL parameters", value: <UrlParameters rules={urlParameters} /> },
    {
      name: "Unresolved macros",
      value: dropUnresolvedMacros ? "Dropped, such as {keyword}" : "Kept as they are",
    },
    { name: "Created", value: <Instant at={createdAt} /> },
  ];
  return (
    <Section
      title="General"
      actions={
        status !== "deleted" && (
          <Capable to="write">
            <Button
              variant="default"
              size="sm"
              leftSection={<IconPencil size={16} aria-hidden />}
              onClick={open}
            >
              Edit
            </Button>
          </Capable>
        )
      }
    >
      <Facts facts={facts} />
      <Modal opened={isOpen} onClose={close} title="Edit campaign" size="lg">
        <CampaignForm campaign={campaign} onClose={close} />
      </Modal>
    </Section>
  );
}

function UrlParameters({ rules }: { readonly rules: CampaignDetail["urlParameters"] }) {
  if (rules.length === 0) {
    return (
      <Text component="span" inherit c="dimmed">
        No rules: every parameter becomes a User tag by itself
      </Text>
    );
  }
  return (
    <List size="sm" listStyleType="none">
      {rules.map(({ parameter, type, name }) => (
        <List.Item key={`${parameter} ${type} ${name}`}>
          <Code>{parameter}</Code> becomes <b>{name}</b> of type {type}
        </List.Item>
      ))}
    </List>
  );
}
