import type { UseFormReturnType } from "@mantine/form";
import { ProblemError } from "../api/problem.ts";

/**
 * Puts what the server finds wrong beside the fields that it names.
 * @returns whether every complaint found its field; if not, show the problem itself as well
 */
export function applyProblem<Values extends Record<string, unknown>>(
  form: UseFormReturnType<Values>,
  error: unknown,
): boolean {
  if (!(error instanceof ProblemError) || error.errors.length === 0) return false;
  const known = error.errors.filter(({ path }) => (path.split(".")[0] ?? "") in form.getValues());
  form.setErrors(Object.fromEntries(known.map(({ path, message }) => [path, message])));
  return known.length === error.errors.length;
}
