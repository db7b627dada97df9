import { Alert, Button, List, Text } from "@mantine/core";
import IconAlertCircle from "@tabler/icons-react/icons/IconAlertCircle";
import { ProblemError } from "../api/problem.ts";

type ProblemAlertProps = { readonly error: unknown; readonly onRetry?: () => void };

/** What happened and how to mend it, in the server's own words. */
export function ProblemAlert({ error, onRetry }: ProblemAlertProps) {
  const isProblem = error instanceof ProblemError;
  const title = isProblem ? error.title : "Something went wrong";
  const detail = error instanceof Error ? error.message : String(error);
  return (
    <Alert color="red" variant="light" title={title} icon={<IconAlertCircle />} role="alert">
      <Text size="sm">{detail}</Text>
      {isProblem && error.errors.length > 0 && (
        <List size="sm" mt="xs">
          {error.errors.map(({ path, message }) => (
            <List.Item key={`${path} ${message}`}>
              <b>{path}</b> {message}
            </List.Item>
          ))}
        </List>
      )}
      {onRetry !== undefined && (
        <Button mt="sm" size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
