import { ActionIcon, Button, Group, Text, UnstyledButton } from "@mantine/core";
import IconFilterPlus from "@tabler/icons-react/icons/IconFilterPlus";
import IconX from "@tabler/icons-react/icons/IconX";
import { useState } from "react";
import type { ConditionWish, FilterWish } from "../../../src/contract/admin/filter.ts";
import { wayWords } from "./condition-words.ts";
import { GroupEditor } from "./group-editor.tsx";
import styles from "./log-filter.module.css";
import { filterMost } from "./log-state.ts";
import type { Fields } from "./use-fields.ts";

type LogFilterProps = {
  readonly where: FilterWish;
  readonly fields: Fields;
  readonly onChange: (where: FilterWish) => void;
};

type Group = FilterWish[number];

/** Which group is edited; that of a new one is where the next would be. */
type Edited = { readonly index: number; readonly group: Group };

/** The groups of a filter: all must hold, and of each one of its conditions. */
export function LogFilter({ where, fields, onChange }: LogFilterProps) {
  const [edited, setEdited] = useState<Edited>();
  const without = (index: number) => where.toSpliced(index, 1);
  const isFull = where.length >= filterMost.groups;
  return (
    <>
      <Group component="section" gap="xs" aria-label="Filters">
        {where.map((group, index) => (
          // Groups have no name but their place.
          <Group key={index} gap={6} wrap="nowrap" className={styles["piece"]}>
            {index > 0 && (
              <Text size="sm" c="dimmed">
                and
              </Text>
            )}
            <span className={styles["group"]}>
              <UnstyledButton
                className={styles["words"]}
                onClick={() => setEdited({ index, group })}
                title="Change this filter"
              >
                <GroupWords group={group} fields={fields} />
              </UnstyledButton>
              <ActionIcon
                variant="subtle"
                size="sm"
                color="gray"
                c="dimmed"
                aria-label="Remove this filter"
                onClick={() => onChange(without(index))}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            </span>
          </Group>
        ))}
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconFilterPlus size={16} />}
          disabled={isFull}
          onClick={() => setEdited({ index: where.length, group: [] })}
        >
          {isFull ? `${filterMost.groups} filters at most` : "Add filter"}
        </Button>
        {where.length > 1 && (
          <Button size="xs" variant="subtle" onClick={() => onChange([])}>
            Remove all
          </Button>
        )}
      </Group>
      {edited !== undefined && (
        <GroupEditor
          group={edited.group}
          fields={fields}
          onClose={() => setEdited(undefined)}
          onApply={(group) => {
            const next = without(edited.index);
            onChange(group.length === 0 ? next : next.toSpliced(edited.index, 0, group));
            setEdited(undefined);
          }}
        />
      )}
    </>
  );
}

type WordsProps = { readonly group: Group; readonly fields: Fields };

function GroupWords({ group, fields }: WordsProps) {
  return group.map((condition, index) => (
    <span key={index}>
      {index > 0 && <em className={styles["or"]}> or </em>}
      {fields.titleOf(condition.field)}{" "}
      <span className={styles["way"]}>
        {wayWords(condition, fields.find(condition.field)?.valueType)}
      </span>{" "}
      <b>{valuesWords(condition, fields)}</b>
    </span>
  ));
}

function valuesWords({ field, value }: ConditionWish, fields: Fields): string {
  if (value === undefined) return "";
  const values = Array.isArray(value) ? value : [value];
  return values.map((one) => fields.words(field, String(one))).join(", ");
}
