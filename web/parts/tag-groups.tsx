import { Group, Text, Tooltip } from "@mantine/core";
import type { VisitTag } from "../../src/contract/admin/visit-tag.ts";
import { CallsLink } from "./calls-link.tsx";
import { tagField } from "./tag-field.ts";
import styles from "./tag-groups.module.css";

/** Types in the order in which people look for them; a page's own come after these. */
const order = [
  "User",
  "Campaign",
  "Publisher",
  "Integration",
  "Geo",
  "Technology",
  "Caller",
  "Date",
];

const types: Readonly<Record<string, string>> = {
  User: "From the page's address, or pushed by the page",
  Integration: "Click ids of ad networks",
  Geo: "Where the visitor's address is",
  Technology: "Browser, system and device",
  Caller: "About the caller's number",
  Campaign: "About the campaign",
  Publisher: "About the publisher",
  Date: "When it was",
};

const sources = {
  impression: { label: "page", meaning: "The visitor's browser said so." },
  call: { label: "call", meaning: "The call itself said so." },
  enrichment: { label: "looked up", meaning: "The server found it out." },
} as const satisfies Record<VisitTag["source"], object>;

function rank(type: string): number {
  const index = order.indexOf(type);
  return index === -1 ? order.length : index;
}

/** Tags by type, each with who said so; a value leads to all calls that have it. */
export function TagGroups({ tags }: { readonly tags: readonly VisitTag[] }) {
  const groups = [...Map.groupBy(tags, ({ type }) => type)].toSorted(
    ([a], [b]) => rank(a) - rank(b) || a.localeCompare(b, "en"),
  );
  if (groups.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nothing is known: without a visit there are no tags.
      </Text>
    );
  }
  return (
    <div className={styles["groups"]}>
      {groups.map(([type, ofType]) => (
        <section key={type} className={styles["group"]}>
          <Group gap={8} align="baseline" mb={2}>
            <h3 className={styles["type"]}>{type}</h3>
            <Text size="xs" c="dimmed">
              {types[type] ?? "The page's own"}
            </Text>
          </Group>
          <dl className={styles["tags"]}>
            {ofType.map((tag) => (
              <TagRow key={`${tag.name} ${tag.source}`} tag={tag} />
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

function TagRow({ tag }: { readonly tag: VisitTag }) {
  const { name, value, source } = tag;
  const { label, meaning } = sources[source];
  return (
    <div className={styles["tag"]}>
      <dt>{name}</dt>
      <dd className={styles["value"]}>
        <CallsLink
          where={[[{ field: tagField(tag), op: "equals", value }]]}
          title={`All calls whose ${name} is ${value}`}
          inherit
        >
          {value === "" ? "(empty)" : value}
        </CallsLink>
      </dd>
      <dd>
        <Tooltip label={meaning}>
          <Text component="span" size="xs" c="dimmed" className={styles["source"]}>
            {label}
          </Text>
        </Tooltip>
      </dd>
    </div>
  );
}
