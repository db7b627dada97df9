import { Badge } from "@mantine/core";

const looks = {
  active: { color: "green", label: "Active" },
  paused: { color: "orange", label: "Paused" },
  deleted: { color: "gray", label: "Deleted" },
} as const;

export function StatusBadge({ status }: { readonly status: keyof typeof looks }) {
  const { color, label } = looks[status];
  return <Badge color={color}>{label}</Badge>;
}
