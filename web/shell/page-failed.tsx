import type { ErrorComponentProps } from "@tanstack/react-router";
import { ProblemAlert } from "../parts/problem-alert.tsx";
import { Page } from "../parts/page.tsx";

/** A fault of the page itself, or a part of the app that could not be loaded. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  return (
    <Page title="This page failed">
      <ProblemAlert error={error} onRetry={reset} />
    </Page>
  );
}
