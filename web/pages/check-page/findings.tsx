import { Box, Text, VisuallyHidden } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import IconCircleCheck from "@tabler/icons-react/icons/IconCircleCheck";
import IconCircleX from "@tabler/icons-react/icons/IconCircleX";
import type { PageFinding } from "../../../src/contract/admin/page-check.ts";
import classes from "./findings.module.css";

const levels = {
  ok: { icon: IconCircleCheck, color: "green", word: "In order:" },
  warning: { icon: IconAlertTriangle, color: "orange", word: "Look at this:" },
  error: { icon: IconCircleX, color: "red", word: "Wrong:" },
} as const;

/** The checklist, with what to do about each that is not in order. */
export function Findings({ findings }: { readonly findings: readonly PageFinding[] }) {
  return (
    <ul className={classes["list"]}>
      {findings.map(({ code, level, title, detail, remedy }, index) => {
        const { icon: Icon, color, word } = levels[level];
        return (
          <li key={`${code} ${index}`} className={classes["finding"]}>
            <Icon size={22} color={`var(--mantine-color-${color}-text)`} aria-hidden />
            <Box>
              <Text fw={600} size="sm">
                <VisuallyHidden>{word} </VisuallyHidden>
                {title}
              </Text>
              <Text size="sm" c="dimmed">
                {detail}
              </Text>
              {remedy !== undefined && (
                <Text size="sm" mt={4}>
                  <b>What to do:</b> {remedy}
                </Text>
              )}
            </Box>
          </li>
        );
      })}
    </ul>
  );
}
