import { Badge, Box, Group, Mark, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { FoundNumber } from "../../../src/contract/admin/page-check.ts";
import { poolsQuery } from "../../api/pools.ts";
import { tagsQuery } from "../../api/tags.ts";
import { Section } from "../../parts/section.tsx";
import classes from "./findings.module.css";

/** Where a number stands, in words. */
const places = {
  text: "In the text",
  link: "In a link that dials",
  attribute: "In a label",
  image: "In an image's description",
  script: "In a script",
  ignored: "Under data-callpool-ignore",
  form: "In a form",
  other: "Elsewhere",
} as const;

/** The numbers to replace that stand on the page, with what a visitor sees instead. */
export function FoundNumbers({ numbers }: { readonly numbers: readonly FoundNumber[] }) {
  const tags = useQuery(tagsQuery).data;
  const pools = useQuery(poolsQuery).data;
  const replacement = (tagId: string): string => {
    const tag = tags?.find(({ id }) => id === tagId);
    if (tag?.captureUserData !== true) return "Becomes the primary number";
    const pool = pools?.find(({ id }) => id === tag.poolId);
    return `Becomes the visitor's own number${pool === undefined ? "" : `, from ${pool.name}`}`;
  };
  return (
    <Section
      title="Numbers on the page"
      about="Every number to replace that was found, in the order of the page."
    >
      <ul className={classes["list"]}>
        {numbers.map((number, index) => (
          <li key={`${number.line} ${index}`} className={classes["item"]}>
            <Quote number={number} />
            <Group gap="xs" mt={4}>
              {number.isReplaced ? (
                <Badge color="green">{replacement(number.tagId)}</Badge>
              ) : (
                <Badge color="gray">Left alone</Badge>
              )}
              <Text size="sm" c="dimmed">
                {places[number.where]}, line {number.line}
              </Text>
            </Group>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Quote({ number: { before, text, after } }: { readonly number: FoundNumber }) {
  return (
    <Box style={{ overflowWrap: "anywhere" }} fz="sm">
      <Text component="span" inherit c="dimmed">
        {before}
      </Text>
      <Mark color="indigo">{text}</Mark>
      <Text component="span" inherit c="dimmed">
        {after}
      </Text>
    </Box>
  );
}
