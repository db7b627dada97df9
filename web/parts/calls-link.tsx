import { Anchor, type AnchorProps } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { FilterWish } from "../../src/contract/admin/filter.ts";
import { paths } from "../paths.ts";

type CallsLinkProps = AnchorProps & {
  readonly where: FilterWish;
  /** A name of a period of the call log; all times, if it is left out. */
  readonly period?: "today" | "all";
  readonly title?: string;
  readonly children: ReactNode;
};

/** To the call log, with some calls filtered out. */
export function CallsLink({ where, period = "all", children, ...anchor }: CallsLinkProps) {
  const search = { where, period };
  return (
    <Anchor
      {...anchor}
      renderRoot={(props) => <Link {...props} to={paths.calls()} search={() => search} />}
    >
      {children}
    </Anchor>
  );
}
