import {
  Autocomplete,
  Button,
  NumberInput,
  Paper,
  Stack,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import IconPhoneCall from "@tabler/icons-react/icons/IconPhoneCall";
import { useMutation, useQuery } from "@tanstack/react-query";
import { testCallHelp } from "../../../src/contract/help/test-call.ts";
import { publisherNumbersQuery } from "../../api/publisher-numbers.ts";
import { shownNumbersQuery, testCallPlacing } from "../../api/test-calls.ts";
import { Capable } from "../../parts/capable.tsx";
import { FieldLabel } from "../../parts/field-label.tsx";
import { formatNumber } from "../../parts/phone-number.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useSubmit } from "../../parts/use-submit.ts";

/** A number that is reserved for fiction: no real caller is mixed up with the test. */
const CALLER = "+12125550199";
const LENGTH_SECONDS = 60;

type CallValues = {
  to: string;
  from: string;
  isWithheld: boolean;
  /** A text while it is emptied. */
  lengthSeconds: number | string;
  hangUp: boolean;
};

type CallFormProps = {
  readonly to: string;
  /** @param to the number that was dialled, E.164 */
  readonly onPlaced: (callId: string, to: string) => void;
};

export function CallForm({ to, onPlaced }: CallFormProps) {
  const placing = useMutation(testCallPlacing);
  const form = useForm<CallValues>({
    initialValues: {
      to: to === "" ? "" : formatNumber(to),
      from: formatNumber(CALLER),
      isWithheld: false,
      lengthSeconds: LENGTH_SECONDS,
      hangUp: true,
    },
    validate: { to: (value) => (value.trim() === "" ? "choose or type a number to call" : null) },
  });
  const { isWithheld, hangUp } = form.getValues();
  const { onSubmit, isBusy, problem } = useSubmit(form, async (values) => {
    const call = await placing.mutateAsync({
      to: values.to,
      from: values.isWithheld ? "" : values.from,
      // An emptied field is no length.
      lengthSeconds: values.lengthSeconds === "" ? LENGTH_SECONDS : Number(values.lengthSeconds),
      hangUp: values.hangUp,
    });
    onPlaced(call.id, call.to);
  });
  return (
    <Paper withBorder p="lg">
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          <NumberToCall inputProps={form.getInputProps("to")} />
          <TextInput
            label={<FieldLabel label="Caller" help={testCallHelp.from} />}
            inputMode="tel"
            autoComplete="off"
            {...form.getInputProps("from")}
            {...(isWithheld ? { value: "Withheld", disabled: true } : {})}
          />
          <Switch
            label="The caller withholds the number"
            {...form.getInputProps("isWithheld", { type: "checkbox" })}
          />
          <Switch
            label={<FieldLabel label="Hang up at once" help={testCallHelp.hangUp} />}
            {...form.getInputProps("hangUp", { type: "checkbox" })}
          />
          <NumberInput
            label={<FieldLabel label="Length of the call" help={testCallHelp.lengthSeconds} />}
            suffix=" seconds"
            min={0}
            max={86_400}
            allowDecimal={false}
            disabled={!hangUp}
            {...form.getInputProps("lengthSeconds")}
          />
          {problem !== undefined && <ProblemAlert error={problem} />}
          <Capable to="write">
            <Button
              type="submit"
              loading={isBusy}
              leftSection={<IconPhoneCall size={18} aria-hidden />}
            >
              Place test call
            </Button>
          </Capable>
        </Stack>
      </form>
    </Paper>
  );
}

/** Numbers that visitors see now, and publisher numbers; any other can be typed. */
function NumberToCall({ inputProps }: { readonly inputProps: object }) {
  const { data: shown } = useQuery(shownNumbersQuery);
  const { data: publisherNumbers = [] } = useQuery(publisherNumbersQuery);
  const held = new Set(
    shown?.flatMap(({ numbers }) =>
      numbers.filter(({ isHeld }) => isHeld).map(({ number }) => formatNumber(number)),
    ),
  );
  const groups = [
    ...(shown ?? []).map(({ pool, numbers }) => ({
      group: `Shown to visitors, from ${pool}`,
      items: numbers.map(({ number }) => formatNumber(number)),
    })),
    {
      group: "Publisher numbers",
      items: publisherNumbers.map(({ number }) => formatNumber(number)),
    },
  ].filter(({ items }) => items.length > 0);
  const isAnyShown = shown === undefined || shown.length > 0;
  return (
    <Autocomplete
      label={<FieldLabel label="Number to call" help={testCallHelp.to} />}
      placeholder="Choose a number that a visitor sees, or type one"
      description={
        isAnyShown
          ? "A number that a visitor sees now leads to that visit."
          : "No visitor has a number now. Open a page of yours first, then call what it shows."
      }
      inputMode="tel"
      data={groups}
      limit={100}
      maxDropdownHeight={320}
      clearable
      renderOption={({ option }) => (
        <Stack gap={0}>
          <Text size="sm" className="numbers">
            {option.value}
          </Text>
          {held.has(option.value) && (
            <Text size="xs" c="dimmed">
              Held by a visitor now
            </Text>
          )}
        </Stack>
      )}
      {...inputProps}
    />
  );
}
