import { Anchor, Select, type SelectProps } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { poolFieldHelp } from "../../../src/contract/help/pool.ts";
import { accountQuery } from "../../api/account.ts";
import { allCountries, countryName } from "../../parts/countries.ts";
import { FieldLabel } from "../../parts/field-label.tsx";
import { paths } from "../../paths.ts";

const all = allCountries();

type CountrySelectProps = Omit<SelectProps, "data" | "label">;

/** Countries that the account does not allow are there, disabled, with what to do (R3). */
export function CountrySelect({ description, ...props }: CountrySelectProps) {
  const { data: account } = useQuery(accountQuery);
  const allowed = new Set(account?.allowedCountries ?? []);
  const option = ({ code, name }: (typeof all)[number]) => ({ value: code, label: name });
  const groups = [
    { group: "Allowed", items: all.filter(({ code }) => allowed.has(code)).map(option) },
    {
      group: "Not allowed: allow them in the account’s settings",
      items: all
        .filter(({ code }) => !allowed.has(code))
        .map((country) => ({ ...option(country), disabled: true })),
    },
  ];
  return (
    <Select
      {...props}
      label={<FieldLabel label="Country" help={poolFieldHelp.country} />}
      description={description ?? <Allowed codes={account?.allowedCountries ?? []} />}
      inputWrapperOrder={["label", "input", "description", "error"]}
      data={groups}
      searchable
      allowDeselect={false}
      nothingFoundMessage="No such country"
      maxDropdownHeight={320}
    />
  );
}

/** Why most countries cannot be chosen, and what to do about it. */
function Allowed({ codes }: { readonly codes: readonly string[] }) {
  if (codes.length === 0) return " ";
  const named = new Intl.ListFormat("en").format(codes.map(countryName));
  return (
    <>
      The account allows {named}.{" "}
      <Anchor component={Link} to={paths.account()} inherit underline="always">
        Allow another country
      </Anchor>
    </>
  );
}
