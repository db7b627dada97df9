import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import { ProblemError } from "../api/problem.ts";
import { applyProblem } from "./form-problem.ts";

/**
 * Sends a form: the server's complaints go beside their fields, of which the first gets the focus,
 * and what has no field is `problem`, to be shown above the button.
 */
export function useSubmit<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
  send: (values: Values) => Promise<unknown>,
) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const run = async (values: Values) => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      await send(values);
    } catch (error) {
      if (!applyProblem(form, error)) setProblem(error);
      focusFirst(form, error);
    } finally {
      setIsBusy(false);
    }
  };
  return { onSubmit: form.onSubmit((values) => void run(values)), isBusy, problem };
}

function focusFirst<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
  error: unknown,
): void {
  if (!(error instanceof ProblemError)) return;
  const nodes = error.errors.map(({ path }) => form.getInputNode(path));
  nodes.find((node) => node !== null)?.focus();
}
