import { NumberInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { poolBounds, poolDefaults, poolFieldHelp } from "../../../src/contract/help/pool.ts";
import { FieldLabel } from "../../parts/field-label.tsx";
import { formatLength } from "../../parts/time-format.ts";
import type { PoolValues } from "./pool-values.ts";

type SecondsInputProps = {
  readonly form: UseFormReturnType<PoolValues>;
  readonly field: keyof typeof poolBounds;
  readonly label: string;
};

/** A length in whole seconds, which is also said as people say it. */
export function SecondsInput({ form, field, label }: SecondsInputProps) {
  const { min, max } = poolBounds[field];
  const value = Number(form.getValues()[field]);
  const byDefault = formatLength(poolDefaults[field]);
  return (
    <NumberInput
      {...form.getInputProps(field)}
      label={<FieldLabel label={label} help={poolFieldHelp[field]} />}
      description={
        form.getValues()[field] === "" ? `${byDefault} if left empty` : `= ${formatLength(value)}`
      }
      inputWrapperOrder={["label", "input", "description", "error"]}
      suffix=" seconds"
      thousandSeparator=","
      min={min}
      max={max}
      // The server says what is wrong with a number, rather than that another appears.
      clampBehavior="none"
      allowDecimal={false}
      allowNegative={false}
      step={field === "linkRetentionSeconds" ? 3600 : 10}
      stepHoldDelay={400}
      stepHoldInterval={60}
    />
  );
}
