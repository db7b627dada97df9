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
  { name: "dashboard", path: () => "/", ready: "Dashboard" },
];
