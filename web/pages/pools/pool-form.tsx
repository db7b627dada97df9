import {
  Grid,
  Group,
  Paper,
  Radio,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { poolFieldHelp as help } from "../../../src/contract/help/pool.ts";
import { publishersQuery } from "../../api/publishers.ts";
import { FieldLabel } from "../../parts/field-label.tsx";
import { CountrySelect } from "./country-select.tsx";
import type { PoolValues } from "./pool-values.ts";
import { SecondsInput } from "./seconds-input.tsx";
import { TimesMeaning } from "./times-meaning.tsx";

type PoolFormProps = {
  readonly form: UseFormReturnType<PoolValues>;
  /** Of a pool that is there already, the country and type stay as they are. */
  readonly isNew: boolean;
};

/** Every field of a pool (R1), with the contract's words on each. */
export function PoolFields({ form, isNew }: PoolFormProps) {
  return (
    <Stack gap="lg" maw={760}>
      <Part title="The pool">
        <TextInput
          {...form.getInputProps("name")}
          key={form.key("name")}
          label={<FieldLabel label="Name" help={help.name} />}
          placeholder="Dental, Brooklyn"
          required
          data-autofocus={isNew || undefined}
          maxLength={100}
        />
        <PublisherSelect form={form} />
      </Part>
      <Part title="Its numbers">
        <NumbersFields form={form} isNew={isNew} />
      </Part>
      <Part title="How long a visitor keeps a number">
        <TimesFields form={form} />
      </Part>
    </Stack>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }} component="section" aria-label={title}>
      <Stack gap="md">
        <Title order={2}>{title}</Title>
        {children}
      </Stack>
    </Paper>
  );
}

function PublisherSelect({ form }: Pick<PoolFormProps, "form">) {
  const publishers = useQuery(publishersQuery);
  const { value, onChange, ...input } = form.getInputProps("publisherId") as {
    readonly value: string;
    readonly onChange: (value: string) => void;
  };
  return (
    <Select
      {...input}
      label={<FieldLabel label="Publisher" help={help.publisherId} />}
      placeholder="Shared by all"
      value={value === "" ? null : value}
      onChange={(id) => onChange(id ?? "")}
      data={(publishers.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      clearable
      clearButtonProps={{ "aria-label": "Share it with all" }}
      searchable
      nothingFoundMessage="No such publisher"
    />
  );
}

const fixed = "Stays as it is: the pool's numbers were chosen by it.";

function NumbersFields({ form, isNew }: PoolFormProps) {
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, sm: 6 }}>
        <CountrySelect
          {...form.getInputProps("country")}
          disabled={!isNew}
          {...(isNew ? {} : { description: fixed })}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 6 }}>
        <TextInput
          {...form.getInputProps("areaCode")}
          key={form.key("areaCode")}
          label={<FieldLabel label="Area code" help={help.areaCode} />}
          placeholder="Any"
          inputMode="numeric"
          maxLength={5}
        />
      </Grid.Col>
      <Grid.Col span={12}>
        <Radio.Group
          {...form.getInputProps("numberType")}
          label={<FieldLabel label="Number type" help={help.numberType} />}
          {...(isNew ? {} : { description: fixed })}
        >
          <Group gap="lg" mt="xs">
            <Radio value="local" label="Local" disabled={!isNew} />
            <Radio value="tollfree" label="Toll-free" disabled={!isNew} />
          </Group>
        </Radio.Group>
      </Grid.Col>
    </Grid>
  );
}

function TimesFields({ form }: Pick<PoolFormProps, "form">) {
  return (
    <>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, sm: 4 }}>
          <SecondsInput form={form} field="idleLimitSeconds" label="Idle Limit" />
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 4 }}>
          <SecondsInput
            form={form}
            field="closedBrowserDelaySeconds"
            label="Closed Browser Delay"
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 4 }}>
          <SecondsInput form={form} field="linkRetentionSeconds" label="Link retention" />
        </Grid.Col>
      </Grid>
      <Switch
        {...form.getInputProps("releaseOnClose", { type: "checkbox" })}
        key={form.key("releaseOnClose")}
        label={<FieldLabel label="Release on close" help={help.releaseOnClose} />}
      />
      <Text size="sm" c="dimmed" component="div">
        <TimesMeaning values={form.getValues()} />
      </Text>
    </>
  );
}
