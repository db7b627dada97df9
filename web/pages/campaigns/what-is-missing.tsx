import { Alert, List } from "@mantine/core";
import IconInfoCircle from "@tabler/icons-react/icons/IconInfoCircle";
import type { CampaignDetail } from "../../api/campaigns.ts";
import { missingOf, type Missing } from "./missing.ts";
import type { CampaignParts } from "./use-campaign-parts.ts";

const todo: Readonly<Record<Missing, string>> = {
  active_campaign:
    "It is not active: its script answers 404, pages keep their own numbers, and its calls are " +
    "rejected. Activate it above.",
  publisher_number: "Add a publisher number below: the number that pages show and callers dial.",
  tag: "Add a call tracking tag below: it says which number on your page is replaced.",
  active_tag: "All of its tags are paused: pages keep their own numbers. Activate one below.",
  active_publisher_number:
    "The publisher numbers of its tags are paused: pages keep their own numbers, and calls to " +
    "them are rejected. Activate one below.",
  target: "Set a target under Edit: until then its calls are rejected.",
};

type WhatIsMissingProps = { readonly campaign: CampaignDetail; readonly parts: CampaignParts };

/** Says what is to be done before the campaign works; nothing once it does. */
export function WhatIsMissing({ campaign, parts }: WhatIsMissingProps) {
  if (campaign.status === "deleted") {
    return (
      <Alert color="gray" title="This campaign is deleted" icon={<IconInfoCircle aria-hidden />}>
        Its script answers 404 and its calls are rejected. It is kept for old calls to name.
      </Alert>
    );
  }
  const missing = missingOf({ campaign, ...parts });
  if (missing.length === 0) return null;
  const isNew = parts.tags.length === 0;
  return (
    <Alert
      color={isNew ? "indigo" : "orange"}
      title={isNew ? "What is left to do" : "This campaign does not work fully"}
      icon={<IconInfoCircle aria-hidden />}
    >
      <List size="sm" spacing={4} type={isNew ? "ordered" : "unordered"}>
        {missing.map((one) => (
          <List.Item key={one}>{todo[one]}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
