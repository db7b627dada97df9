import { CloseButton, TextInput, type TextInputProps } from "@mantine/core";
import IconSearch from "@tabler/icons-react/icons/IconSearch";
import { useTypedText } from "./use-typed-text.ts";

type SearchInputProps = {
  /** Says what is searched: "Search numbers". */
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string;
  /** Called once the typing pauses. */
  readonly onChange: (text: string) => void;
  readonly width?: TextInputProps["w"];
};

const usualWidth = { base: "100%", xs: 280 };

export function SearchInput(props: SearchInputProps) {
  const { label, placeholder, value, onChange, width = usualWidth } = props;
  const [typed, onType] = useTypedText(value, onChange);
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={placeholder ?? label}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed === "" ? null : (
          <CloseButton size="sm" onClick={() => onType("")} aria-label="Clear" />
        )
      }
      value={typed}
      onChange={(event) => onType(event.currentTarget.value)}
      w={width}
    />
  );
}
