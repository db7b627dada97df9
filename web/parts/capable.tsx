import { Tooltip } from "@mantine/core";
import { cloneElement, type ReactElement } from "react";
import { useRefusal, type Capability } from "../api/me.ts";

type CapableProps = {
  readonly to: Capability;
  /** Another reason why it cannot be done now. */
  readonly reason?: string | undefined;
  /** A button or another control. */
  readonly children: ReactElement<{
    readonly "data-disabled"?: boolean;
    readonly onClick?: unknown;
  }>;
};

/**
 * A control for those who may use it. For others it is there, disabled, and says why: so they learn
 * that it exists, and whom to ask.
 */
export function Capable({ to, reason, children }: CapableProps) {
  const refusal = useRefusal(to) ?? reason;
  if (refusal === undefined) return children;
  // Not `disabled`: that would take it out of reach of keyboard and tooltip.
  const disabled = cloneElement(children, {
    "data-disabled": true,
    "aria-disabled": true,
    onClick: (event: { preventDefault(): void }) => event.preventDefault(),
  } as object);
  return (
    <Tooltip label={refusal} events={{ hover: true, focus: true, touch: true }}>
      {disabled}
    </Tooltip>
  );
}
