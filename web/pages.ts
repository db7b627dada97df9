import type { ComponentType } from "react";
import type { Capability } from "./api/me.ts";

/** What a page's file exports: everything that is different about it. */
export type PageModule = { readonly Page: ComponentType };

export type PageEntry = {
  /** As TanStack Router has it, below /app. */
  readonly path: string;
  /** What somebody must be able to do to see it; those who cannot are told so. */
  readonly needs?: Capability;
  readonly load: () => Promise<PageModule>;
};

/**
 * Every page inside the shell: a file in `pages`, and a line here. A file is loaded when its page
 * is first opened, so that one more page costs the others nothing.
 */
export const pages: readonly PageEntry[] = [
  { path: "/", needs: "read", load: () => import("./pages/home/dashboard.tsx") },
  { path: "/calls", load: () => import("./pages/calls/calls.tsx") },
  { path: "/calls/$id", load: () => import("./pages/calls/call.tsx") },
  { path: "/my-numbers", needs: "own", load: () => import("./pages/publishers/own-numbers.tsx") },
  {
    path: "/impressions/$id",
    needs: "read",
    load: () => import("./pages/impressions/impression.tsx"),
  },
  { path: "/profile", load: () => import("./pages/profile/profile.tsx") },
  {
    path: "/settings/account",
    needs: "read",
    load: () => import("./pages/settings/account.tsx"),
  },
  {
    path: "/settings/members",
    needs: "manage",
    load: () => import("./pages/settings/members.tsx"),
  },
  { path: "/settings/tokens", needs: "manage", load: () => import("./pages/settings/tokens.tsx") },
  {
    path: "/settings/audit-log",
    needs: "manage",
    load: () => import("./pages/settings/audit-log.tsx"),
  },
  { path: "/pools", needs: "read", load: () => import("./pages/pools/pools.tsx") },
  { path: "/pools/new", needs: "read", load: () => import("./pages/pools/new-pool.tsx") },
  { path: "/pools/$id", needs: "read", load: () => import("./pages/pools/pool.tsx") },
  { path: "/numbers", needs: "read", load: () => import("./pages/numbers/numbers.tsx") },
  { path: "/campaigns", needs: "read", load: () => import("./pages/campaigns/campaign-list.tsx") },
  {
    path: "/campaigns/new",
    needs: "write",
    load: () => import("./pages/campaigns/new-campaign.tsx"),
  },
  { path: "/campaigns/$id", needs: "read", load: () => import("./pages/campaigns/campaign.tsx") },
  {
    path: "/publishers",
    needs: "read",
    load: () => import("./pages/publishers/publisher-list.tsx"),
  },
  { path: "/check-page", needs: "read", load: () => import("./pages/check-page/check-page.tsx") },
  { path: "/test-call", needs: "read", load: () => import("./pages/test-call/test-call.tsx") },
];

/** Pages for those who are not signed in; they stand alone, without the shell. */
export const publicPages: readonly PageEntry[] = [
  { path: "/sign-in", load: () => import("./pages/entry/sign-in.tsx") },
  { path: "/invitation/$token", load: () => import("./pages/entry/invitation.tsx") },
];
