import type { CallpoolTags } from "../callpool.d.ts";

/*
 * What pages say that were written for another snippet, as such pages in public do it (R34). All of
 * it is the page's: anything may be missing, or be something else.
 */

/** A number is wanted. */
export type NumberRequest = {
  /** Id of a tag. One of the other vendor's is none of ours, and means the campaign's first. */
  readonly tag?: string;
  readonly cb?: (number: string, tagId: string, isFirstTime: boolean) => void;
  /** Class of the elements that the number is written into. */
  readonly numberClass?: string;
  /** An `n` for each digit: `n-nnn-nnn-nnnn`. */
  readonly displayFmt?: string;
  /** `false`: the page writes the number itself, and nothing stands beside the script. */
  readonly render?: boolean;
  /** The inline script that has asked. */
  readonly script?: HTMLScriptElement;
};

export type KnownNumber = {
  /** E.164. */
  readonly int: string;
  /** National format. */
  readonly loc: string;
  readonly jstag: string;
};

declare global {
  interface Window {
    _rgba?: { q?: NumberRequest[] };
    _rgba_tags?: CallpoolTags[];
    ringba_known_numbers?: KnownNumber[];
  }
}
