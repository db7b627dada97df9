import {
  createTheme,
  type CSSVariablesResolver,
  type MantineColor,
  type MantineTheme,
} from "@mantine/core";

export const theme = createTheme({
  primaryColor: "indigo",
  // White text on a filled button, and links on both grounds, have the contrast of WCAG AA.
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  defaultRadius: "md",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  headings: {
    fontWeight: "650",
    sizes: { h1: { fontSize: "1.5rem" }, h2: { fontSize: "1.15rem" } },
  },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Tooltip: {
      defaultProps: { multiline: true, maw: 320, withArrow: true, openDelay: 150 },
    },
    Modal: {
      defaultProps: { centered: true, closeButtonProps: { "aria-label": "Close" } },
      styles: { title: { fontWeight: 650, fontSize: "1.15rem" } },
    },
    // A <header> would be a second banner of the page.
    ModalHeader: { defaultProps: { component: "div" } },
    Badge: { defaultProps: { variant: "light", radius: "sm", tt: "none" } },
  },
});

/** Colored text with the contrast that WCAG AA wants, also on the pale ground of a badge. */
function textColors(from: MantineTheme, shade: number, mixed: string): Record<string, string> {
  const shades = Object.keys(from.colors).flatMap((name: MantineColor) => {
    const pure = from.colors[name]?.[shade];
    if (pure === undefined || name === "dark") return [];
    const color = `color-mix(in srgb, ${pure} 72%, ${mixed})`;
    return [
      [`--mantine-color-${name}-light-color`, color],
      [`--mantine-color-${name}-outline`, color],
      [`--mantine-color-${name}-text`, color],
    ] as const;
  });
  return Object.fromEntries(shades);
}

export const cssVariables: CSSVariablesResolver = (from) => ({
  variables: {},
  light: {
    ...textColors(from, 9, "black"),
    "--mantine-color-dimmed": from.colors.gray[7],
    "--mantine-color-placeholder": from.colors.gray[7],
    "--mantine-color-error": from.colors.red[9],
    "--mantine-color-anchor": from.colors.indigo[8],
    "--callpool-ground": from.colors.gray[0],
    // What is drawn: bars, lines and dots.
    "--callpool-mark": from.colors.indigo[7],
    "--callpool-mark-soft": from.colors.indigo[5],
    "--callpool-mark-faint": from.colors.indigo[3],
    "--callpool-mark-warning": from.colors.orange[7],
    "--callpool-mark-good": from.colors.green[8],
    "--callpool-mark-muted": from.colors.gray[6],
    "--callpool-held": from.colors.indigo[7],
    "--callpool-linked": from.colors.blue[3],
    "--callpool-free": from.colors.gray[3],
    "--callpool-resting": from.colors.orange[5],
  },
  dark: {
    ...textColors(from, 3, "white"),
    "--mantine-color-dimmed": from.colors.dark[1],
    "--mantine-color-placeholder": from.colors.dark[1],
    "--mantine-color-error": from.colors.red[4],
    "--mantine-color-anchor": from.colors.indigo[3],
    "--callpool-ground": from.colors.dark[8],
    "--callpool-mark": from.colors.indigo[4],
    "--callpool-mark-soft": from.colors.indigo[4],
    "--callpool-mark-faint": from.colors.indigo[8],
    "--callpool-mark-warning": from.colors.orange[5],
    "--callpool-mark-good": from.colors.green[5],
    "--callpool-mark-muted": from.colors.dark[2],
    "--callpool-held": from.colors.indigo[4],
    "--callpool-linked": from.colors.blue[8],
    "--callpool-free": from.colors.dark[3],
    "--callpool-resting": from.colors.orange[6],
  },
});
