import { Grid } from "@mantine/core";
import { Page } from "../../parts/page.tsx";
import { useUrlState } from "../../parts/use-url-state.ts";
import { CallForm } from "./call-form.tsx";
import { CallResult } from "./call-result.tsx";

export { TestCall as Page };

/** The number that is called, and the call that was placed last: both can be shared. */
const placed = { to: "", call: "" };

function TestCall() {
  const [{ to, call }, setPlaced] = useUrlState(placed);
  return (
    <Page
      title="Test call"
      about="Place a call without a phone, and see whose visit it is counted for. It is attributed,
        routed and recorded like any other, but nobody's phone rings."
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <CallForm to={to} onPlaced={(id, dialled) => setPlaced({ to: dialled, call: id })} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }} aria-live="polite">
          <CallResult id={call} />
        </Grid.Col>
      </Grid>
    </Page>
  );
}
