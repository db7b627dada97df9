import { Button, Flex, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import IconChecklist from "@tabler/icons-react/icons/IconChecklist";
import { useQuery } from "@tanstack/react-query";
import { everyCampaignQuery } from "../../api/campaigns.ts";
import { Capable } from "../../parts/capable.tsx";

type Asked = { readonly url: string; readonly campaign: string };

type CheckFormProps = {
  readonly asked: Asked;
  readonly isBusy: boolean;
  readonly onStart: (asked: Asked) => void;
};

/** The label and the line under it keep the button where it is while errors come and go. */
const LABEL_PX = 25;

export function CheckForm({ asked, isBusy, onStart }: CheckFormProps) {
  const { data: campaigns = [] } = useQuery(everyCampaignQuery);
  const form = useForm({
    initialValues: { url: asked.url, campaign: asked.campaign },
    validate: {
      url: (value) => (value.trim() === "" ? "write the address of the page" : null),
    },
  });
  const only = campaigns.length === 1 ? campaigns[0]?.id : undefined;
  const chosen = form.getValues().campaign || only || "";
  const submit = form.onSubmit(({ url }) => {
    if (chosen === "") form.setFieldError("campaign", "choose the campaign of the page");
    else onStart({ url: url.trim(), campaign: chosen });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Flex gap="md" direction={{ base: "column", md: "row" }} align={{ md: "start" }}>
        <TextInput
          label="Address of the page"
          placeholder="https://www.example.com/offer"
          inputMode="url"
          autoComplete="url"
          style={{ flex: 2 }}
          {...form.getInputProps("url")}
        />
        <Select
          label="Campaign"
          placeholder="Whose script it should have"
          data={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          allowDeselect={false}
          nothingFoundMessage="No campaign of this name"
          style={{ flex: 1 }}
          {...form.getInputProps("campaign")}
          value={chosen === "" ? null : chosen}
        />
        <Capable to="write">
          <Button
            type="submit"
            loading={isBusy}
            leftSection={<IconChecklist size={18} aria-hidden />}
            mt={{ md: LABEL_PX }}
          >
            {asked.url === "" ? "Check page" : "Check again"}
          </Button>
        </Capable>
      </Flex>
    </form>
  );
}
