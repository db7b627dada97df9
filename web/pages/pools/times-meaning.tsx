import { formatLength } from "../../parts/time-format.ts";
import { timesOf, type PoolValues } from "./pool-values.ts";

/** What the settings together come to, while somebody tries them out. */
export function TimesMeaning({ values }: { readonly values: PoolValues }) {
  const { holdSeconds, linkSeconds } = timesOf(values);
  if (!(holdSeconds > 0)) return null;
  const delay = formatLength(Number(values.closedBrowserDelaySeconds));
  return (
    <>
      A number is reserved for its visitor until <b>{formatLength(holdSeconds)}</b> after they were
      last active
      {values.releaseOnClose && (
        <>
          , or until <b>{delay}</b> after they close the page
        </>
      )}
      . Calls to it count for the visit for <b>{formatLength(linkSeconds)}</b>, unless another
      visitor is given the number before.
    </>
  );
}
