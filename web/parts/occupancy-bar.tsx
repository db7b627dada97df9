import { Box, Tooltip, VisuallyHidden } from "@mantine/core";
import { numberStates, sayCounts, type NumberCounts } from "./number-states.ts";
import classes from "./occupancy-bar.module.css";

type OccupancyBarProps = { readonly counts: NumberCounts; readonly height?: number };

/** How a pool's numbers are used, as a bar of shares; in words on hover and for screen readers. */
export function OccupancyBar({ counts, height = 8 }: OccupancyBarProps) {
  const words = sayCounts(counts);
  return (
    <Tooltip label={words} events={{ hover: true, focus: false, touch: true }}>
      <Box className={classes["bar"]} h={height}>
        <VisuallyHidden>{words}</VisuallyHidden>
        {numberStates.map(({ state, fill }) =>
          counts[state] === 0 ? null : (
            <i key={state} style={{ flexGrow: counts[state], background: fill }} />
          ),
        )}
      </Box>
    </Tooltip>
  );
}
