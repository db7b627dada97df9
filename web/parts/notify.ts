import { notifications } from "@mantine/notifications";
import { ProblemError } from "../api/problem.ts";

export function showDone(message: string): void {
  notifications.show({ message, color: "green", autoClose: 4_000 });
}

/** Stays until it is read. */
export function showProblem(error: unknown): void {
  const title = error instanceof ProblemError ? error.title : "Something went wrong";
  const message = error instanceof Error ? error.message : String(error);
  notifications.show({ title, message, color: "red", autoClose: false });
}
