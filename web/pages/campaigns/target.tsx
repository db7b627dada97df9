import { Radio, Group, Stack, Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { Campaign } from "../../api/campaigns.ts";
import { campaignHelp } from "../../../src/contract/help/campaign.ts";
import { FieldLabel } from "../../parts/field-label.tsx";
import { formatNumber, PhoneNumber } from "../../parts/phone-number.tsx";

type Target = NonNullable<Campaign["target"]>;

/** Where calls go; without a target, what that means. */
export function TargetText({ target }: { readonly target: Target | undefined }) {
  if (target === undefined) {
    return (
      <Text component="span" inherit c="dimmed">
        None: calls are rejected
      </Text>
    );
  }
  if (target.kind === "phone") return <PhoneNumber e164={target.address} />;
  return <span style={{ overflowWrap: "anywhere" }}>{target.address}</span>;
}

/** A target as a form has it; no address is no target. */
export type TargetValues = { readonly target: { kind: string; address: string } };

export function targetValues(target: Target | undefined): TargetValues["target"] {
  const { kind = "phone", address = "" } = target ?? {};
  return { kind, address: kind === "phone" ? formatNumber(address) : address };
}

export function targetOf({ kind, address }: TargetValues["target"]): Target | undefined {
  const trimmed = address.trim();
  if (trimmed === "") return undefined;
  return { kind: kind === "sip" ? "sip" : "phone", address: trimmed };
}

const examples = {
  phone: { label: "Phone number", placeholder: "+12125550100", inputMode: "tel" },
  sip: { label: "SIP address", placeholder: "sip:desk@example.com", inputMode: "email" },
} as const;

export function TargetFields<Values extends TargetValues>({
  form,
}: {
  readonly form: UseFormReturnType<Values>;
}) {
  const kind = form.getValues().target.kind === "sip" ? "sip" : "phone";
  const { label, placeholder, inputMode } = examples[kind];
  return (
    <Stack gap="xs">
      <Radio.Group
        label={<FieldLabel label="Target" help={campaignHelp.target} />}
        description="Who answers the calls. You can leave it for later."
        {...form.getInputProps("target.kind")}
      >
        <Group mt={6} gap="lg">
          <Radio value="phone" label="Phone number" />
          <Radio value="sip" label="SIP address" />
        </Group>
      </Radio.Group>
      <TextInput
        aria-label={label}
        placeholder={placeholder}
        inputMode={inputMode}
        autoComplete="off"
        {...form.getInputProps("target.address")}
      />
    </Stack>
  );
}
