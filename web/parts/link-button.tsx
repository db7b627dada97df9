import { Button, type ButtonProps } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

type LinkButtonProps = ButtonProps & { readonly to: string; readonly children: ReactNode };

/** Goes to another page; it looks like a button since going there is what to do next. */
export function LinkButton({ to, children, ...props }: LinkButtonProps) {
  return (
    <Button component={Link} to={to} w="fit-content" {...props}>
      {children}
    </Button>
  );
}
