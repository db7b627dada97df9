import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useCan } from "../api/me.ts";

type RecordLinkProps = { readonly to: string; readonly children: ReactNode };

/** To the page of a record that another names; only its name for those who cannot open it. */
export function RecordLink({ to, children }: RecordLinkProps) {
  if (!useCan("read")) return children;
  return (
    <Anchor component={Link} to={to} inherit>
      {children}
    </Anchor>
  );
}
