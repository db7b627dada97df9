import { List, Stack, Text } from "@mantine/core";

/** What becomes of pages and calls, said before it happens. */
type Consequence = { readonly visitors: string; readonly callers: string; readonly after: string };

const keepsItsOwn = "the page keeps its own number";

/** By what is done: R19 for pages, R46 to R49 for calls. */
export const consequencesOf = {
  campaignPaused: {
    visitors: `The campaign's script answers 404 at once, so ${keepsItsOwn}.`,
    callers:
      "Calls to its publisher numbers, and to pool numbers that its visitors saw, are rejected " +
      "and logged with the reason campaign_paused.",
    after: "Activate it again at any time; nothing is lost.",
  },
  campaignDeleted: {
    visitors: `The campaign's script answers 404 for good, so ${keepsItsOwn}.`,
    callers:
      "Calls to its publisher numbers, and to pool numbers that its visitors saw, are rejected " +
      "and logged.",
    after:
      "This cannot be undone. Calls and visits so far stay in the log, and phone numbers stay in " +
      "your inventory.",
  },
  numberPaused: {
    visitors:
      `Its tag shows no number any more: ${keepsItsOwn}. If the campaign has no other active ` +
      "tag, its script answers 404.",
    callers:
      "Calls to this number are rejected and logged with the reason publisher_number_paused. " +
      "Visitors who see a pool number now can still call it.",
    after: "Activate it again at any time; nothing is lost.",
  },
  numberDeleted: {
    visitors:
      `Its tag is deleted with it and shows no number any more: ${keepsItsOwn}. If the campaign ` +
      "has no other active tag, its script answers 404.",
    callers:
      "Calls to this number are rejected and logged. Visitors who see a pool number now can " +
      "still call it.",
    after: "This cannot be undone. The phone number itself stays in your inventory.",
  },
  tagPaused: {
    visitors:
      `This tag shows no number any more: ${keepsItsOwn}. If the campaign has no other active ` +
      "tag, its script answers 404.",
    callers:
      "Calls to its primary number still go to the target. Visitors who see a pool number now " +
      "can still call it.",
    after: "Activate it again at any time; nothing is lost.",
  },
  tagDeleted: {
    visitors:
      `This tag shows no number any more: ${keepsItsOwn}. If the campaign has no other active ` +
      "tag, its script answers 404.",
    callers:
      "Calls to its primary number still go to the target. Visitors who see a pool number now " +
      "can still call it.",
    after: "This cannot be undone. Its publisher number stays and is free for another tag.",
  },
  publisherPaused: {
    visitors:
      `Tags with a number of this publisher show no number any more: ${keepsItsOwn}. A campaign ` +
      "that has no other active tag answers 404.",
    callers: "Calls to its publisher numbers are rejected and logged.",
    after: "Activating the publisher activates all of its numbers again.",
  },
  publisherActivated: {
    visitors:
      "Tags with a number of this publisher show numbers again, where tag and campaign are active.",
    callers: "Calls to its publisher numbers go to the targets of their campaigns again.",
    after: "All of its publisher numbers become active, also those that were paused one by one.",
  },
  publisherDeleted: {
    visitors:
      `Tags with a number of this publisher show no number any more: ${keepsItsOwn}. A campaign ` +
      "that has no other active tag answers 404.",
    callers: "Calls to its publisher numbers are rejected and logged.",
    after: "This cannot be undone. Calls so far still name it, and phone numbers stay yours.",
  },
} as const satisfies Readonly<Record<string, Consequence>>;

export function Consequences({ of }: { readonly of: Consequence }) {
  return (
    <Stack gap="sm">
      <List size="sm" spacing="xs">
        <List.Item>
          <b>Visitors:</b> {of.visitors}
        </List.Item>
        <List.Item>
          <b>Callers:</b> {of.callers}
        </List.Item>
      </List>
      <Text size="sm" c="dimmed">
        {of.after}
      </Text>
    </Stack>
  );
}
