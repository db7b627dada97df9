import type { SnippetConfig } from "../../src/contract/edge.ts";

/*
 * The server answers `(CALLPOOL_CONFIG => { this script })({ the campaign })`, and a page runs it
 * once. So the modules keep their state in plain variables: nothing of it is ever made twice, and
 * the bundler makes single letters of them, which it cannot do with what belongs to an object.
 */
declare const CALLPOOL_CONFIG: SnippetConfig & {
  /** The element of a versioned file, which has to ask for the campaign before this runs. */
  readonly script?: HTMLScriptElement | null;
};

export const { campaign, plans, tags } = CALLPOOL_CONFIG;

/*
 * Not just what `document.currentScript` says: an image of that name, in a comment on the page,
 * would be it, and its server would get the visits (R71). A module has none.
 */
const found = CALLPOOL_CONFIG.script || document.currentScript;
const script = found instanceof HTMLScriptElement ? found : undefined;

/** The server that the script itself is from. */
export const host = new URL(script?.src || location.href).origin;

/**
 * The page asks for consent first, and says when it has it (R35): whatever the attribute says, and
 * where it cannot be read. A misspelt word is not to be taken for consent.
 */
export const isConsentRequired = !script || "consent" in script.dataset;
