import type { SnippetConfig } from "../../src/contract/edge.ts";

/*
 * The snippet as a file that never changes, for pages whose script tags name the hash of what they
 * load: it asks for its campaign first. The build puts this file and the snippet together.
 */
declare const CALLPOOL_SNIPPET: (
  config: SnippetConfig & { readonly script: HTMLScriptElement },
) => void;

const begin = async (script: HTMLScriptElement): Promise<void> => {
  const campaign = script.dataset["campaign"] ?? "";
  const { origin } = new URL(script.src);
  const response = await fetch(`${origin}/v1/campaigns/${encodeURIComponent(campaign)}`);
  // Without tags the page keeps its own numbers (R19), and its debug panel can say why.
  const config = response.ok
    ? ((await response.json()) as SnippetConfig)
    : { campaign, plans: [], tags: [] };
  CALLPOOL_SNIPPET({ ...config, script });
};

// The page keeps what it has if this fails (R21).
const script = document.querySelector<HTMLScriptElement>("script[src][data-campaign]");
if (script !== null) begin(script).catch(() => {});
