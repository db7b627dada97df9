import { ActionIcon, Button, Flex, Group, Input, Stack, Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import IconX from "@tabler/icons-react/icons/IconX";
import { campaignHelp } from "../../../src/contract/help/campaign.ts";
import type { CampaignDetail } from "../../api/campaigns.ts";
import { FieldLabel } from "../../parts/field-label.tsx";
import type { TargetValues } from "./target.tsx";

/** What can be changed of a campaign, as its form has it. */
export type CampaignValues = TargetValues &
  Pick<CampaignDetail, "name" | "urlParameters" | "dropUnresolvedMacros">;

const columns = [
  { field: "parameter", label: "Parameter", placeholder: "Parameter, as utm_term" },
  { field: "type", label: "Tag type", placeholder: "Type, as Campaign" },
  { field: "name", label: "Tag name", placeholder: "Name, as keyword" },
] as const;

/** The button at the end of a row, with the gap before it. */
const ACTION_PX = 44;

const newRule = { parameter: "", type: "", name: "" };

/** Rules that map a query parameter of the landing page to a tag, a row each (R31). */
export function UrlParameterFields({ form }: { readonly form: UseFormReturnType<CampaignValues> }) {
  const rules = form.getValues().urlParameters;
  return (
    <Input.Wrapper
      labelElement="div"
      label={<FieldLabel label="URL parameters" help={campaignHelp.urlParameters} />}
      description="Every query parameter of the landing page becomes a User tag by itself. A rule
        gives one another type and name."
    >
      <Stack gap="xs" mt={6}>
        {rules.length > 0 && (
          <Group gap="xs" wrap="nowrap" pr={ACTION_PX} visibleFrom="xs" aria-hidden>
            {columns.map(({ field, label }) => (
              <Text key={field} size="xs" c="dimmed" style={{ flex: 1 }}>
                {label}
              </Text>
            ))}
          </Group>
        )}
        {rules.map((_, index) => (
          <Group key={index} gap="xs" align="start" wrap="nowrap">
            <Flex gap="xs" direction={{ base: "column", xs: "row" }} style={{ flex: 1 }}>
              {columns.map(({ field, label, placeholder }) => (
                <TextInput
                  key={field}
                  aria-label={`${label} of rule ${index + 1}`}
                  placeholder={placeholder}
                  autoComplete="off"
                  style={{ flex: 1 }}
                  {...form.getInputProps(`urlParameters.${index}.${field}`)}
                />
              ))}
            </Flex>
            <ActionIcon
              variant="subtle"
              c="dimmed"
              size="lg"
              aria-label={`Remove rule ${index + 1}`}
              onClick={() => form.removeListItem("urlParameters", index)}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="light"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => form.insertListItem("urlParameters", newRule)}
        >
          Add rule
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
