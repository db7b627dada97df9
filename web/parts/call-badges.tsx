import { Badge, Tooltip } from "@mantine/core";
import type { Call } from "../../src/contract/admin/call.ts";
import { callStates, confidences, rejectReasons } from "./call-words.ts";

export function CallStateBadge({ call }: { readonly call: Pick<Call, "state" | "decision"> }) {
  const { label, color } = callStates[call.state];
  const { decision } = call;
  const badge = (
    <Badge color={color} miw="max-content">
      {label}
    </Badge>
  );
  if (decision.kind !== "reject") return badge;
  return <Tooltip label={rejectReasons[decision.reason].title}>{badge}</Tooltip>;
}

type ConfidenceBadgeProps = { readonly confidence: NonNullable<Call["confidence"]> };

export function ConfidenceBadge({ confidence }: ConfidenceBadgeProps) {
  const { label, color, meaning } = confidences[confidence];
  return (
    <Tooltip label={meaning}>
      <Badge
        color={color}
        miw="max-content"
        variant={confidence === "contested" ? "outline" : "light"}
      >
        {label}
      </Badge>
    </Tooltip>
  );
}
