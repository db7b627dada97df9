import { firefox, type Browser } from "playwright-core";

/*
 * A stock Firefox, by WebDriver BiDi. The tests of the snippet run in it if FIREFOX_PATH names one.
 */

export const firefoxPath = process.env["FIREFOX_PATH"] ?? "";

/** What of playwright's own side of a browser is used here; not a public part of it. */
type Session = { send(method: string, parameters: unknown): Promise<unknown> };
type Inside = {
  readonly _connection: { toImpl(browser: unknown): { readonly _browserSession: Session } };
};

/** Colour schemes, which playwright sets for every page; Firefox 153 cannot, and need not. */
const UNKNOWN = "emulation.setMediaFeaturesOverride";

export async function openFirefox(): Promise<Browser> {
  const browser = await firefox.launch({
    channel: "moz-firefox",
    executablePath: firefoxPath,
    // The names of the site lead here.
    firefoxUserPrefs: { "network.dns.forceResolve": "127.0.0.1" },
  });
  // Every session of the browser has its methods from here.
  const inside = browser as unknown as Inside;
  const session = inside._connection.toImpl(browser)._browserSession;
  const sessions = Object.getPrototypeOf(session) as Session;
  const { send } = sessions;
  sessions.send = function ask(this: Session, method, parameters) {
    return method === UNKNOWN ? Promise.resolve({}) : send.call(this, method, parameters);
  };
  return browser;
}
