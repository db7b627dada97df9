import { Button, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { paths } from "../paths.ts";
import { Page } from "../parts/page.tsx";

export function NoSuchPage() {
  return (
    <Page title="There is no such page">
      <Text>The address may be mistyped, or what it showed has been deleted.</Text>
      <Button component={Link} to={paths.dashboard()} w="fit-content">
        Go to the dashboard
      </Button>
    </Page>
  );
}
