import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from "@tanstack/react-router";
import { pages, publicPages, type PageEntry } from "./pages.ts";
import { PageFailed } from "./shell/page-failed.tsx";
import { PageLoading } from "./shell/page-loading.tsx";
import { NoSuchPage } from "./shell/no-such-page.tsx";
import { Shell } from "./shell/shell.tsx";

const root = createRootRoute({ component: Outlet, notFoundComponent: NoSuchPage });
const inside = createRoute({ getParentRoute: () => root, id: "inside", component: Shell });

const component = ({ load }: PageEntry) => lazyRouteComponent(load, "Page");

const insideRoutes = pages.map((entry) =>
  createRoute({
    getParentRoute: () => inside,
    path: entry.path,
    component: component(entry),
    staticData: entry.needs === undefined ? {} : { needs: entry.needs },
  }),
);

const publicRoutes = publicPages.map((entry) =>
  createRoute({ getParentRoute: () => root, path: entry.path, component: component(entry) }),
);

export const router = createRouter({
  routeTree: root.addChildren([inside.addChildren(insideRoutes), ...publicRoutes]),
  basepath: "/app",
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultPendingComponent: PageLoading,
  defaultErrorComponent: PageFailed,
});

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    needs?: NonNullable<PageEntry["needs"]>;
  }
}
