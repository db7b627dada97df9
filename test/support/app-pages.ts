/** Ids of the records that a scene has, by the names that pages ask for. */
export type SceneIds = Readonly<Record<string, string>>;

export type AppPage = {
  /** Names the picture: `docs/screens/pools.png`. */
  readonly name: string;
  readonly path: (ids: SceneIds) => string;
  /** Shown once the page has what it needs. */
  readonly ready: string;
  /** For those who are not signed in. */
  readonly isPublic?: boolean;
};

/** Every page of the app, for the tests of all pages and for their pictures. */
export const appPages: readonly AppPage[] = [
  { name: "dashboard", path: () => "/", ready: "Right now" },
  { name: "calls", path: () => "/calls", ready: "of 1" },
  { name: "call", path: ({ call }) => `/calls/${call}`, ready: "Why" },
  { name: "visit", path: ({ impression }) => `/impressions/${impression}`, ready: "Number shown" },
  { name: "campaigns", path: () => "/campaigns", ready: "Bright Smile Dental" },
  { name: "new-campaign", path: () => "/campaigns/new", ready: "SIP address" },
  {
    name: "campaign",
    path: ({ campaign }) => `/campaigns/${campaign}`,
    ready: "Capture User Data",
  },
  {
    name: "install",
    path: ({ campaign }) => `/campaigns/${campaign}?install=head_tag`,
    ready: "Copy code",
  },
  { name: "publishers", path: () => "/publishers", ready: "Social Reach" },
  { name: "check-page", path: () => "/check-page", ready: "No page checked yet" },
  { name: "test-call", path: () => "/test-call", ready: "No call placed yet" },
  { name: "profile", path: () => "/profile", ready: "This browser" },
  { name: "account", path: () => "/settings/account", ready: "Allowed countries" },
  { name: "people", path: () => "/settings/members", ready: "owner@test.example" },
  { name: "api-tokens", path: () => "/settings/tokens", ready: "Revoke" },
  { name: "audit-log", path: () => "/settings/audit-log", ready: "Create pool" },
  { name: "sign-in", path: () => "/sign-in", ready: "Sign in to Callpool", isPublic: true },
  { name: "pools", path: () => "/pools", ready: "Dental, Brooklyn" },
  { name: "pool-new", path: () => "/pools/new", ready: "Release on close" },
  { name: "pool", path: ({ pool }) => `/pools/${pool}`, ready: "Who holds it" },
  {
    name: "pool-over-time",
    path: ({ pool }) => `/pools/${pool}?tab=over-time`,
    ready: "Got a number",
  },
  { name: "pool-settings", path: ({ pool }) => `/pools/${pool}?tab=settings`, ready: "Idle Limit" },
  {
    name: "pool-used-by",
    path: ({ pool }) => `/pools/${pool}?tab=used-by`,
    ready: "Bright Smile Dental",
  },
  { name: "pool-add", path: ({ pool }) => `/pools/${pool}?add=paste`, ready: "CSV file" },
  { name: "numbers", path: () => "/numbers", ready: "Publisher number" },
];
