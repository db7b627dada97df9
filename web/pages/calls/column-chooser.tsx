import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Popover,
  ScrollArea,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import IconArrowUp from "@tabler/icons-react/icons/IconArrowUp";
import IconColumns3 from "@tabler/icons-react/icons/IconColumns3";
import { useState } from "react";
import { canBeColumn } from "./log-columns.tsx";
import { defaultColumns } from "./log-state.ts";
import type { Fields } from "./use-fields.ts";

type ColumnChooserProps = {
  readonly columns: readonly string[];
  readonly fields: Fields;
  readonly onChange: (columns: readonly string[]) => void;
};

/** Which fields and tags the log shows, and in which order. */
export function ColumnChooser({ columns, fields, onChange }: ColumnChooserProps) {
  const [search, setSearch] = useState("");
  const fitting = (field: string) =>
    fields.titleOf(field).toLowerCase().includes(search.trim().toLowerCase());
  const others = fields.list
    .map(({ field }) => field)
    .filter((field) => canBeColumn(field) && !columns.includes(field));
  const toggle = (field: string) =>
    onChange(
      columns.includes(field) ? columns.filter((one) => one !== field) : [...columns, field],
    );
  const moveUp = (field: string) => {
    const index = columns.indexOf(field);
    onChange(columns.toSpliced(index, 1).toSpliced(Math.max(0, index - 1), 0, field));
  };
  return (
    <Popover position="bottom-end" width={320} trapFocus shadow="md">
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Stack gap="xs">
          <TextInput
            aria-label="Find a column"
            placeholder="Find a column"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <ScrollArea.Autosize mah={340} type="auto" viewportProps={{ tabIndex: -1 }}>
            <Stack gap={6} py={4} pr="sm">
              {columns.filter(fitting).map((field) => (
                <Group key={field} justify="space-between" wrap="nowrap" mih={26}>
                  <Choice field={field} fields={fields} isOn onToggle={toggle} />
                  {field !== columns[0] && (
                    <ActionIcon
                      variant="subtle"
                      size="sm"
                      color="gray"
                      c="dimmed"
                      aria-label={`Move ${fields.titleOf(field)} forward`}
                      title="Move forward"
                      onClick={() => moveUp(field)}
                    >
                      <IconArrowUp size={15} aria-hidden />
                    </ActionIcon>
                  )}
                </Group>
              ))}
              {others.filter(fitting).map((field) => (
                <Group key={field} mih={26}>
                  <Choice field={field} fields={fields} isOn={false} onToggle={toggle} />
                </Group>
              ))}
              {![...columns, ...others].some(fitting) && (
                <Text size="sm" c="dimmed">
                  No visit brought such a tag yet.
                </Text>
              )}
            </Stack>
          </ScrollArea.Autosize>
          <Button size="xs" variant="subtle" onClick={() => onChange(defaultColumns)}>
            Back to the usual ones
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

type ChoiceProps = {
  readonly field: string;
  readonly fields: Fields;
  readonly isOn: boolean;
  readonly onToggle: (field: string) => void;
};

function Choice({ field, fields, isOn, onToggle }: ChoiceProps) {
  const type = fields.find(field)?.type;
  return (
    <Checkbox
      size="sm"
      checked={isOn}
      onChange={() => onToggle(field)}
      label={
        <>
          {fields.titleOf(field)}
          {type !== undefined && (
            <Text component="span" size="xs" c="dimmed">
              {" "}
              {type}
            </Text>
          )}
        </>
      }
    />
  );
}
