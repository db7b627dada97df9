import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type { TestServer } from "./running-server.ts";

/** A person in front of the app, in a browser of their own that knows no one but them. */
export type AppVisitor = {
  /** Opens a page of the app, below /app. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
};

/** Signs the owner in, in a browser whose clock is the server's. */
export async function signedInVisitor(browser: Browser, server: TestServer): Promise<AppVisitor> {
  const first = await browser.newContext();
  const page = await first.newPage();
  await page.goto(await server.signInLink());
  const storageState = await first.storageState();
  await first.close();
  return visitorWith(browser, server, { storageState });
}

/** Invites somebody to the owner's account, who joins it in a browser of their own. */
export async function invitedVisitor(
  browser: Browser,
  server: TestServer,
  role: "admin" | "member" | "viewer" | "publisher",
  /** For the role publisher alone, which needs it. */
  publisherId?: string,
): Promise<AppVisitor> {
  const invitation = { email: `${role}@test.example`, role, publisherId };
  const answer = await server.admin("POST", "/invitations", invitation);
  // What the contract says of a 201.
  const { link } = (await answer.json()) as { readonly link: string };
  const first = await browser.newContext();
  const page = await first.newPage();
  await page.goto(link);
  await page.getByLabel("Your name").fill(`The ${role}`);
  await page.getByLabel(/^Password/).fill("a long enough password");
  await page.getByRole("button", { name: "Join" }).click();
  await page.waitForURL((url) => !url.pathname.includes("/invitation/"));
  const storageState = await first.storageState();
  await first.close();
  return visitorWith(browser, server, { storageState });
}

/** Somebody who has not signed in. */
export function strangeVisitor(browser: Browser, server: TestServer): AppVisitor {
  return visitorWith(browser, server, {});
}

function visitorWith(browser: Browser, server: TestServer, own: BrowserContextOptions): AppVisitor {
  const contexts: BrowserContext[] = [];
  return {
    async open(path, options = {}) {
      const context = await browser.newContext({ ...own, locale: "en-US", ...options });
      contexts.push(context);
      // "3 minutes ago" is by the clock of the server, which is a test's.
      await context.clock.install({ time: server.clock.now() });
      const page = await context.newPage();
      await page.goto(`${server.url}/app${path}`);
      return page;
    },
    async close() {
      for (const context of contexts.splice(0)) await context.close();
    },
  };
}
