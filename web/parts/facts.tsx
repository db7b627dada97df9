import { Box, Text } from "@mantine/core";
import { Fragment, type ReactNode } from "react";
import classes from "./facts.module.css";

export type Fact = {
  readonly name: string;
  /** What is not known is left out with its name. */
  readonly value: ReactNode | undefined;
};

/** What is known of one record: names at the left, values beside them. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <Box component="dl" className={classes["facts"]}>
      {facts.map(
        ({ name, value }) =>
          value !== undefined && (
            <Fragment key={name}>
              <Text component="dt" size="sm" c="dimmed">
                {name}
              </Text>
              <Text component="dd" size="sm">
                {value}
              </Text>
            </Fragment>
          ),
      )}
    </Box>
  );
}
