import { Text } from "@mantine/core";

/** `(212) 555-0100` for North America, which is how people there know it; else E.164. */
export function formatNumber(e164: string): string {
  const [, area, exchange, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164) ?? [];
  return area === undefined ? e164 : `(${area}) ${exchange}-${line}`;
}

export function PhoneNumber({ e164 }: { readonly e164: string }) {
  return (
    <Text
      component="span"
      inherit
      className="numbers"
      title={e164}
      style={{ whiteSpace: "nowrap" }}
    >
      {formatNumber(e164)}
    </Text>
  );
}
