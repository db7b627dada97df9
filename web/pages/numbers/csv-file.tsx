import { Code, FileInput, Stack, Text } from "@mantine/core";
import IconFileTypeCsv from "@tabler/icons-react/icons/IconFileTypeCsv";
import { useState } from "react";
import { numberHelp } from "../../../src/contract/help/number.ts";
import { DialogButtons } from "../../parts/dialog-buttons.tsx";
import { countNumbers } from "../pools/count-numbers.ts";
import { givenByFile, type Given } from "./given-numbers.ts";

type CsvFileProps = {
  readonly isBusy: boolean;
  readonly onGiven: (given: Given) => void;
  readonly onClose: () => void;
};

const example = `Phone number,Country,Type,Carrier,Carrier id
(212) 555-0100,US,local,Acme,PN-1041
+18885550100,,tollfree,,`;

export function CsvFile({ isBusy, onGiven, onClose }: CsvFileProps) {
  const [file, setFile] = useState<File | null>(null);
  const [given, setGiven] = useState<Given>();
  const choose = async (chosen: File | null) => {
    setFile(chosen);
    setGiven(chosen === null ? undefined : givenByFile(await chosen.text(), chosen.size));
  };
  const refusal = given !== undefined && "refusal" in given ? given.refusal : undefined;
  return (
    <Stack gap="md">
      <FileInput
        label="CSV file"
        description="In UTF-8; at most 10,000 rows and 1 MB."
        placeholder="Choose a file…"
        leftSection={<IconFileTypeCsv size={18} aria-hidden />}
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        value={file}
        onChange={(chosen) => void choose(chosen)}
        clearable
        clearButtonProps={{ "aria-label": "Take the file away" }}
        error={refusal}
      />
      <Columns />
      <DialogButtons
        act={
          given !== undefined && "rows" in given ? `Add ${countNumbers(given.rows)}` : "Add numbers"
        }
        onAct={() => {
          if (given !== undefined) onGiven(given);
        }}
        isBusy={isBusy}
        onClose={onClose}
        reason={given === undefined ? "Choose a file first." : refusal}
      />
    </Stack>
  );
}

/** What the file looks like, for who makes one. */
function Columns() {
  return (
    <Stack gap="xs">
      <Text size="sm">
        One phone number a line is enough. With more, the first line names the columns:{" "}
        <b>phone number</b>, and where you like <b>country</b> and <b>type</b> (found out from the
        number if left out), <b>carrier</b> ({lower(numberHelp.carrier)}) and <b>carrier id</b> (
        {lower(numberHelp.carrierId)}). Other columns are passed over; commas, semicolons and tabs
        are all understood.
      </Text>
      <Code block tabIndex={0} aria-label="Example of a file">
        {example}
      </Code>
    </Stack>
  );
}

const lower = (text: string) => (text.charAt(0).toLowerCase() + text.slice(1)).replace(/\.$/, "");
