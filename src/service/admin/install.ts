import type { Install, InstallPiece, InstallWay } from "../../contract/admin/install.ts";
import type { CampaignId } from "../../core/ids.ts";
import type { ServedCampaign } from "../../store/catalogue.ts";
import { displayNumber } from "../display-number.ts";

/** The files under examples, and snippet/callpool.d.ts, as text. */
export type InstallFiles = {
  readonly tagManagerTemplate: string;
  readonly wordpressPlugin: string;
  readonly reactComponent: string;
  readonly vueComponent: string;
  readonly types: string;
};

export type InstallParts = {
  /** Address under which browsers reach this server, without a slash at the end. */
  readonly baseUrl: string;
  readonly files: InstallFiles;
  /** The versioned file's path, and its hash for the attribute `integrity`. */
  readonly version: { readonly src: string; readonly integrity: string };
};

/** What is pasted into a page (R16, R18): without a scheme, so that it takes the page's own. */
export function headTag(baseUrl: string, id: CampaignId): string {
  return `<script src="//${new URL(baseUrl).host}/${id}" async></script>`;
}

/** Writes a server and a campaign into a file from examples, in place of those it names. */
export function filledIn(example: string, host: string, id: string): string {
  return example.replaceAll("calls.example.com", host).replaceAll("cmp_yourcampaign", id);
}

/**
 * Every way to put a campaign on a page, ready to copy (R16).
 * @param served the campaign as its pages get it; undefined while it shows no numbers
 */
export function install(
  parts: InstallParts,
  id: CampaignId,
  served: ServedCampaign | undefined,
): Install {
  const { baseUrl, files } = parts;
  const { host } = new URL(baseUrl);
  const filled = (example: string) => filledIn(example, host, id);
  const number = served?.tags[0]?.numberToReplace;
  const fallback = number === undefined ? "(888) 555-0100" : displayNumber(number).national;
  return {
    campaignId: id,
    ways: [
      headWay(baseUrl, id),
      versionedWay(parts, id),
      tagManagerWay(filled(files.tagManagerTemplate), host),
      wordpressWay(filled(files.wordpressPlugin)),
      componentWay("react", fallback, filled(files.reactComponent), files.types),
      componentWay("vue", fallback, filled(files.vueComponent), files.types),
    ],
    contentSecurityPolicy: [`script-src ${baseUrl}`, `connect-src ${baseUrl}`],
  };
}

function headWay(baseUrl: string, id: CampaignId): InstallWay {
  return {
    kind: "head_tag",
    title: "One line of HTML",
    text:
      "Paste this into the <head> of every page that shows one of the campaign's numbers. " +
      "It never blocks the page, and if it fails the page keeps its own number.",
    pieces: [{ language: "html", code: headTag(baseUrl, id) }],
  };
}

function versionedWay({ baseUrl, version }: InstallParts, id: CampaignId): InstallWay {
  const { src, integrity } = version;
  const code = `<script src="${baseUrl}${src}" data-campaign="${id}"
  integrity="${integrity}" crossorigin="anonymous" async></script>`;
  return {
    kind: "versioned_file",
    title: "One line of HTML, with integrity",
    text:
      "For pages that check the integrity of their scripts: the file never changes. Paste it " +
      "into the <head> in place of the plain line, and again for what a newer server brings.",
    pieces: [{ language: "html", code }],
  };
}

function tagManagerWay(template: string, host: string): InstallWay {
  // A template for one server need not be allowed to load scripts from any other.
  const code = template.replace("https://*/*", `https://${host}/*`);
  return {
    kind: "google_tag_manager",
    title: "Google Tag Manager",
    text:
      "Save the file. In Tag Manager, under Templates, make a new tag template, choose Import " +
      "from its menu, pick the file and save. Then make a tag of it that fires on all pages; its " +
      "fields are filled in. Tag Manager loads scripts over https only. The line in the <head> " +
      "is faster.",
    pieces: [{ file: "template.tpl", language: "tpl", code }],
  };
}

function wordpressWay(plugin: string): InstallWay {
  return {
    kind: "wordpress",
    title: "WordPress",
    text:
      "Save the file as wp-content/plugins/callpool.php, or zip it and upload it under Plugins, " +
      "then activate Callpool. Host and campaign are filled in; Settings, Callpool changes them.",
    pieces: [{ file: "callpool.php", language: "php", code: plugin }],
  };
}

const frameworks = {
  react: { title: "React", language: "tsx", usage: "tsx", file: "callpool-number.tsx" },
  vue: { title: "Vue", language: "typescript", usage: "vue", file: "callpool-number.ts" },
} as const;

function componentWay(
  kind: keyof typeof frameworks,
  fallback: string,
  component: string,
  types: string,
): InstallWay {
  const { title, language, usage, file } = frameworks[kind];
  const use: InstallPiece = { language: usage, code: `<CallpoolNumber fallback="${fallback}" />` };
  return {
    kind,
    title,
    text:
      "Save both files in your project, and write the component where the number belongs, with " +
      "the page's own number as what is shown until the visitor's is known. It loads the script " +
      "once; numbers in other texts of the page are replaced, too.",
    pieces: [
      { file, language, code: component },
      { file: "callpool.d.ts", language: "typescript", code: types },
      use,
    ],
  };
}
