import { Badge, Tooltip } from "@mantine/core";
import { numberStateHelp, numberStates, type NumberStateName } from "./number-states.ts";

/** What a pool number is doing; hovering says what that means. */
export function NumberStateBadge({ state }: { readonly state: NumberStateName }) {
  const look = numberStates.find((one) => one.state === state);
  return (
    <Tooltip label={numberStateHelp[state]}>
      <Badge
        color={look?.color ?? "gray"}
        variant={state === "free" ? "default" : "light"}
        miw="fit-content"
      >
        {look?.label ?? state}
      </Badge>
    </Tooltip>
  );
}
