import { AppShell, Burger, Group, ScrollArea, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import {
  Link,
  Navigate,
  Outlet,
  useLocation,
  useMatches,
  useNavigate,
} from "@tanstack/react-router";
import { Suspense, useEffect, useRef } from "react";
import { meQuery, useRefusal, type Capability } from "../api/me.ts";
import { ProblemError } from "../api/problem.ts";
import { EmptyState } from "../parts/empty-state.tsx";
import { Page } from "../parts/page.tsx";
import { ProblemAlert } from "../parts/problem-alert.tsx";
import { paths } from "../paths.ts";
import { Logo } from "./logo.tsx";
import { Navigation } from "./navigation.tsx";
import { PageLoading } from "./page-loading.tsx";
import { PersonMenu } from "./person-menu.tsx";
import IconLock from "@tabler/icons-react/icons/IconLock";

const HEADER_PX = 56;
const NAVBAR_PX = 232;

/** What stands around every page for those who are signed in; it brings others to the sign-in. */
export function Shell() {
  const me = useQuery(meQuery);
  const [isOpen, { toggle, close }] = useDisclosure();
  const { pathname, href } = useLocation();
  // On a phone, the menu covers the page that was chosen in it.
  useEffect(close, [pathname, close]);
  const isSignedOut = me.error instanceof ProblemError && me.error.status === 401;
  const navigate = useNavigate();
  // Once: the address itself changes on the way there.
  const asked = useRef(href);
  useEffect(() => {
    if (!isSignedOut) return;
    void navigate({ to: paths.signIn(), search: { next: asked.current }, replace: true });
  }, [isSignedOut, navigate]);
  if (isSignedOut) return null;
  return (
    <AppShell
      header={{ height: HEADER_PX }}
      navbar={{ width: NAVBAR_PX, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      padding={{ base: "md", md: "xl" }}
    >
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={isOpen ? "Close the menu" : "Open the menu"}
              aria-expanded={isOpen}
            />
            <Link to={paths.dashboard()} style={{ color: "inherit", textDecoration: "none" }}>
              <Group gap={8} wrap="nowrap">
                <Logo />
                <Text fw={700}>Callpool</Text>
              </Group>
            </Link>
          </Group>
          {me.data !== undefined && <PersonMenu me={me.data} />}
        </Group>
      </AppShell.Header>
      <AppShell.Navbar>
        <AppShell.Section grow component={ScrollArea} p="sm">
          {me.data !== undefined && <Navigation can={me.data.can} />}
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content">
        {me.data !== undefined && <Content />}
        {me.isPending && <PageLoading />}
        {me.error !== null && me.data === undefined && (
          <ProblemAlert error={me.error} onRetry={() => void me.refetch()} />
        )}
      </AppShell.Main>
    </AppShell>
  );
}

function Content() {
  const needs = useMatches({ select: (matches) => matches.at(-1)?.staticData.needs });
  const page = (
    <Suspense fallback={<PageLoading />}>
      <Outlet />
    </Suspense>
  );
  return needs === undefined ? page : <Guarded needs={needs}>{page}</Guarded>;
}

function Guarded({
  needs,
  children,
}: {
  readonly needs: Capability;
  readonly children: React.ReactNode;
}) {
  const refusal = useRefusal(needs);
  const { pathname } = useLocation();
  if (refusal === undefined) return children;
  // A publisher has no day of the whole account: it begins with its calls.
  if (pathname === paths.dashboard()) return <Navigate to={paths.calls()} replace />;
  return (
    <Page title="Not for your role">
      <EmptyState icon={<IconLock />} title="You cannot open this page">
        {refusal}
      </EmptyState>
    </Page>
  );
}
