import { Text, Tooltip } from "@mantine/core";
import { useMe } from "../api/me.ts";
import { formatExact, formatInstant, formatRelative } from "./time-format.ts";
import { useNow } from "./use-now.ts";

/** @param at ISO 8601, as the API gives it */
type InstantProps = { readonly at: string };

/** A time in the account's zone; the exact one, with its zone, on hover and focus. */
export function Instant({ at }: InstantProps) {
  const { account } = useMe();
  return <TimeText at={at} text={formatInstant(new Date(at), account.timeZone)} />;
}

/** How long ago a time was, or how soon it is: `3 min. ago`. */
export function RelativeInstant({ at }: InstantProps) {
  const now = useNow();
  return <TimeText at={at} text={formatRelative(new Date(at), new Date(now))} />;
}

/** A text that stands for a time, with the exact time behind it. */
export function TimeText({ at, text }: InstantProps & { readonly text: string }) {
  const { account } = useMe();
  return (
    <Tooltip
      label={formatExact(new Date(at), account.timeZone)}
      events={{ hover: true, focus: true, touch: true }}
    >
      <Text component="time" dateTime={at} inherit tabIndex={0}>
        {text}
      </Text>
    </Tooltip>
  );
}
