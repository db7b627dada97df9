import type { SnippetConfig } from "../../src/contract/edge.ts";

/*
 * The server answers `(CALLPOOL_CONFIG => { this script })({ the campaign })`, and a page runs it
 * once. So the modules keep their state in plain variables: nothing of it is ever made twice, and
 * the bundler makes single letters of them, which it cannot do with what belongs to an object.
 */
declare const CALLPOOL_CONFIG: SnippetConfig;

export const { campaign, tags } = CALLPOOL_CONFIG;

// A script that runs is one of these; one that was copied into the page has no address.
const script = document.currentScript as HTMLScriptElement | null;

/** The address that impressions are posted to, where the script itself is from. */
export const edge = `${(script?.src || location.href).split("/", 3).join("/")}/v1/impressions`;
