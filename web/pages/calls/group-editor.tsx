import { ActionIcon, Button, Divider, Group, Modal, Select, Stack, Text } from "@mantine/core";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import IconTrash from "@tabler/icons-react/icons/IconTrash";
import { useState, type SyntheticEvent } from "react";
import type { ConditionWish, FilterWish } from "../../../src/contract/admin/filter.ts";
import { useMe } from "../../api/me.ts";
import { instantOfLocal, localOf } from "../../parts/zone-time.ts";
import { readWay, waysOf } from "./condition-words.ts";
import { ConditionValue } from "./condition-value.tsx";
import { fieldOptions } from "./field-options.ts";
import { filterMost } from "./log-state.ts";
import type { Fields } from "./use-fields.ts";

type GroupEditorProps = {
  readonly group: FilterWish[number];
  readonly fields: Fields;
  readonly onClose: () => void;
  readonly onApply: (group: FilterWish[number]) => void;
};

/** A condition while it is written. */
export type Draft = {
  readonly key: number;
  readonly field: string;
  /** The operator, `!` before it if it is turned around. */
  readonly way: string;
  readonly values: readonly string[];
};

let keys = 0;

const newDraft = (): Draft => ({ key: ++keys, field: "", way: "equals", values: [] });

function draftOf({ field, op, not, value }: ConditionWish, fields: Fields, zone: string): Draft {
  const values = value === undefined ? [] : Array.isArray(value) ? value : [value];
  const isInstant = fields.find(field)?.valueType === "instant";
  return {
    key: ++keys,
    field,
    way: `${not === true ? "!" : ""}${op}`,
    values: values.map((one) => (isInstant ? localOf(new Date(String(one)), zone) : String(one))),
  };
}

function conditionOf({ field, way, values }: Draft, fields: Fields, zone: string): ConditionWish {
  const { op, not } = readWay(way);
  const isInstant = fields.find(field)?.valueType === "instant";
  const given = values.map((one) =>
    isInstant ? (instantOfLocal(one, zone)?.toISOString() ?? one) : one.trim(),
  );
  return {
    field,
    op,
    ...(op === "exists" ? {} : { value: op === "anyOf" ? given : (given[0] ?? "") }),
    ...(not ? { not } : {}),
  };
}

function isWhole({ field, way, values }: Draft): boolean {
  return field !== "" && (readWay(way).op === "exists" || values.some((one) => one !== ""));
}

/** One group of a filter: alternatives, of which one must hold. */
export function GroupEditor({ group, fields, onClose, onApply }: GroupEditorProps) {
  const { account } = useMe();
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    group.length === 0
      ? [newDraft()]
      : group.map((condition) => draftOf(condition, fields, account.timeZone)),
  );
  const change = (key: number, changes: Partial<Draft>) =>
    setDrafts((before) => before.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onApply(drafts.filter(isWhole).map((one) => conditionOf(one, fields, account.timeZone)));
  };
  return (
    <Modal opened onClose={onClose} title="Only calls of which this holds" size="lg">
      <form onSubmit={submit}>
        <Stack gap="sm">
          {drafts.map((draft, index) => (
            <Stack key={draft.key} gap="sm">
              {index > 0 && <Divider label="or" labelPosition="center" />}
              <ConditionRow
                draft={draft}
                fields={fields}
                onChange={(changes) => change(draft.key, changes)}
                onRemove={
                  drafts.length === 1
                    ? undefined
                    : () => setDrafts(drafts.filter(({ key }) => key !== draft.key))
                }
              />
            </Stack>
          ))}
          <Group justify="space-between" mt="xs">
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPlus size={15} />}
              disabled={drafts.length >= filterMost.conditions}
              onClick={() => setDrafts([...drafts, newDraft()])}
            >
              Or something else
            </Button>
            <Text size="xs" c="dimmed">
              Upper and lower case differ.
            </Text>
          </Group>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={!drafts.every(isWhole)}>
              Apply
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type ConditionRowProps = {
  readonly draft: Draft;
  readonly fields: Fields;
  readonly onChange: (changes: Partial<Draft>) => void;
  readonly onRemove: (() => void) | undefined;
};

function ConditionRow({ draft, fields, onChange, onRemove }: ConditionRowProps) {
  const known = fields.find(draft.field);
  const ways = known === undefined ? [] : waysOf(known);
  const { op } = readWay(draft.way);
  return (
    <Group align="flex-end" gap="xs">
      <Select
        label="Field"
        placeholder="Choose a field"
        searchable
        data-autofocus={draft.field === "" || undefined}
        data={fieldOptions(fields.list)}
        value={draft.field === "" ? null : draft.field}
        nothingFoundMessage="No such field"
        onChange={(field) => onChange({ field: field ?? "", way: "equals", values: [] })}
        style={{ flex: "1 1 170px" }}
      />
      <Select
        label="Comparison"
        data={ways}
        value={draft.way}
        disabled={known === undefined}
        allowDeselect={false}
        onChange={(way) => onChange({ way: way ?? "equals" })}
        style={{ flex: "1 1 140px" }}
      />
      {op !== "exists" && (
        <div style={{ flex: "2 1 200px", minWidth: 0 }}>
          <ConditionValue
            field={known}
            isList={op === "anyOf"}
            values={draft.values}
            fields={fields}
            onChange={(values) => onChange({ values })}
          />
        </div>
      )}
      {onRemove !== undefined && (
        <ActionIcon
          variant="subtle"
          color="gray"
          c="dimmed"
          size="lg"
          aria-label="Remove this condition"
          onClick={onRemove}
        >
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  );
}
