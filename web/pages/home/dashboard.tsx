import { Page } from "../../parts/page.tsx";

export { Dashboard as Page };

function Dashboard() {
  return <Page title="Dashboard">Today</Page>;
}
