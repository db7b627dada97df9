/** Every address of the app is built here, so that a moved page moves everywhere. */
export const paths = {
  dashboard: () => "/",
  signIn: () => "/sign-in",
  invitation: (token: string) => `/invitation/${token}`,

  pools: () => "/pools",
  newPool: () => "/pools/new",
  pool: (id: string) => `/pools/${id}`,
  numbers: () => "/numbers",

  campaigns: () => "/campaigns",
  newCampaign: () => "/campaigns/new",
  campaign: (id: string) => `/campaigns/${id}`,
  publishers: () => "/publishers",
  checkPage: () => "/check-page",
  testCall: () => "/test-call",

  calls: () => "/calls",
  call: (id: string) => `/calls/${id}`,
  ownNumbers: () => "/my-numbers",
  impression: (id: string) => `/impressions/${id}`,

  profile: () => "/profile",
  account: () => "/settings/account",
  members: () => "/settings/members",
  tokens: () => "/settings/tokens",
  auditLog: () => "/settings/audit-log",
} as const;
