import { Select, Stack, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { accountQuery } from "../../api/account.ts";
import { countryName } from "../../parts/countries.ts";
import { DialogButtons } from "../../parts/dialog-buttons.tsx";
import { countNumbers } from "../pools/count-numbers.ts";
import { givenByPasting, type Given } from "./given-numbers.ts";

type PastedNumbersProps = {
  readonly isBusy: boolean;
  readonly onGiven: (given: Given) => void;
  readonly onClose: () => void;
  /** Of the pool; without one it is asked. */
  readonly country?: string;
};

export function PastedNumbers({ isBusy, onGiven, onClose, country }: PastedNumbersProps) {
  const { data: account } = useQuery(accountQuery);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<string>();
  const allowed = account?.allowedCountries ?? [];
  const written = country ?? chosen ?? allowed[0] ?? "US";
  const given = givenByPasting(text, written);
  const refusal = "refusal" in given ? given.refusal : undefined;
  return (
    <Stack gap="md">
      <Textarea
        label="Numbers"
        description={
          "One a line, or with commas between them, in whatever way they are written. " +
          (country === undefined ? "" : `Without +, they are of ${countryName(country)}.`)
        }
        placeholder={"(212) 555-0100\n212-555-0101\n+1 212 555 0102"}
        autosize
        minRows={6}
        maxRows={14}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
        error={text === "" ? undefined : refusal}
      />
      {country === undefined && (
        <Select
          label="Country of numbers without +"
          data={allowed.map((code) => ({ value: code, label: countryName(code) }))}
          value={written}
          onChange={(code) => setChosen(code ?? written)}
          allowDeselect={false}
          maw={280}
        />
      )}
      <DialogButtons
        act={"refusal" in given ? "Add numbers" : `Add ${countNumbers(given.rows)}`}
        onAct={() => onGiven(given)}
        isBusy={isBusy}
        onClose={onClose}
        reason={refusal}
      />
    </Stack>
  );
}
