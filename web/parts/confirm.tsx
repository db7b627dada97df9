import { modals } from "@mantine/modals";
import type { ReactNode } from "react";
import { showDone, showProblem } from "./notify.ts";

type Confirmation = {
  readonly title: string;
  /** What will happen, and to whom: what visitors see, what callers hear. */
  readonly consequences: ReactNode;
  /** The act itself: "Delete pool". */
  readonly act: string;
  readonly isDangerous?: boolean;
  /** Said when it is done. */
  readonly done: string;
  readonly run: () => Promise<unknown>;
};

/** Asks before something that cannot be undone. */
export function confirm({ title, consequences, act, isDangerous, done, run }: Confirmation): void {
  modals.openConfirmModal({
    title,
    children: consequences,
    labels: { confirm: act, cancel: "Cancel" },
    confirmProps: isDangerous === true ? { color: "red" } : {},
    onConfirm: () => void runAndTell(run, done),
  });
}

async function runAndTell(run: Confirmation["run"], done: string): Promise<void> {
  try {
    await run();
    showDone(done);
  } catch (error) {
    showProblem(error);
  }
}
