import { leaseAuditor, type LeaseAudit } from "../core/lease/lease-log.ts";
import { limits } from "../core/limits.ts";
import type { Leases } from "../store/leases.ts";

/**
 * Reads the whole lease log of a store and says whether two visitors ever held one number (R39).
 * @param onProgress told how many events were read so far
 */
export async function verifyLeases(
  leases: Leases,
  onProgress: (events: number) => void = () => undefined,
): Promise<LeaseAudit> {
  const auditor = leaseAuditor();
  let [last, read] = [0, 0];
  for (;;) {
    // Each page begins where the one before ended.
    const events = await leases.leaseLog(last, limits.leaseLogPageMax);
    for (const event of events) auditor.read(event);
    const newest = events.at(-1);
    if (newest === undefined) return auditor.result();
    last = newest.sequence;
    read += events.length;
    onProgress(read);
  }
}
