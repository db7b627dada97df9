import { Box, NavLink, Text } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import type { Capability } from "../api/me.ts";
import { paths } from "../paths.ts";
import { sections } from "./sections.ts";

/** Whether a page is the entry's own, or one below it. */
function isWithin(pathname: string, path: string): boolean {
  if (path === paths.dashboard()) return pathname === path;
  return pathname === path || pathname.startsWith(`${path}/`);
}

export function Navigation({ can }: { readonly can: readonly Capability[] }) {
  const { pathname } = useLocation();
  return (
    <nav aria-label="Main">
      {sections.map(({ title, entries }) => {
        const shown = entries.filter((entry) => entry.for.some((one) => can.includes(one)));
        if (shown.length === 0) return null;
        return (
          <Box key={title ?? ""} mb="sm">
            {title !== undefined && (
              <Text size="xs" fw={600} c="dimmed" px="sm" py={4}>
                {title}
              </Text>
            )}
            {shown.map(({ title: label, path, icon: Icon }) => (
              <NavLink
                key={path}
                renderRoot={(props) => <Link {...props} to={path} />}
                label={label}
                leftSection={<Icon size={18} stroke={1.7} />}
                active={isWithin(pathname, path)}
                variant="light"
                style={{ borderRadius: "var(--mantine-radius-md)" }}
              />
            ))}
          </Box>
        );
      })}
    </nav>
  );
}
