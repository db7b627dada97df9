import { ActionIcon, Menu } from "@mantine/core";
import IconDots from "@tabler/icons-react/icons/IconDots";
import type { ReactNode } from "react";
import { useRefusal, type Capability } from "../api/me.ts";
import { Capable } from "./capable.tsx";

type RowAction = {
  readonly label: string;
  readonly icon: ReactNode;
  readonly isDangerous?: boolean;
  readonly onClick: () => void;
};

type RowActionsProps = {
  /** What they are done to, for those who hear the button's name: "Header". */
  readonly of: string;
  readonly to: Capability;
  readonly actions: readonly RowAction[];
};

/** What can be done with one record of a list, behind a button with three dots. */
export function RowActions({ of, to, actions }: RowActionsProps) {
  const refusal = useRefusal(to);
  const button = (
    <ActionIcon variant="subtle" color="gray" c="inherit" aria-label={`More for ${of}`}>
      <IconDots size={18} aria-hidden />
    </ActionIcon>
  );
  if (refusal !== undefined) return <Capable to={to}>{button}</Capable>;
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ label, icon, isDangerous, onClick }) => (
          <Menu.Item
            key={label}
            leftSection={icon}
            onClick={onClick}
            {...(isDangerous === true ? { color: "red" } : {})}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
