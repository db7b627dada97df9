import { dashboardSchema } from "../../contract/admin/dashboard.ts";
import { limits } from "../../core/limits.ts";
import type { AdminPorts } from "../../service/admin/admin-ports.ts";
import { todayOf } from "../../service/admin/today.ts";
import type { Figures } from "../../store/figures.ts";
import { iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";

export function dashboardRoute(app: AdminApp, ports: AdminPorts, figures: Figures): void {
  app.get("/dashboard", {
    schema: {
      ...operation(
        "Account",
        "getDashboard",
        "Today at a glance",
        "What happened since midnight by the account's clocks, and what there is to do.",
      ),
      response: { 200: dashboardSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const { timeZone, ...day } = await todayOf(ports, accountId);
      const found = await figures.ofDay(accountId, day, limits.worstPoolsMax);
      const { has, hours } = found;
      return {
        at: iso(found.at),
        day: { from: iso(day.from), until: iso(day.until), timeZone },
        impressions: hours.reduce((sum, hour) => sum + hour.impressions, 0),
        misses: hours.reduce((sum, hour) => sum + hour.misses, 0),
        calls: found.calls,
        numbers: found.numbers,
        hours: hours.map((hour) => ({ ...hour, at: iso(hour.at) })),
        pools: [...found.pools],
        campaigns: found.campaigns,
        setup: {
          hasPool: has.pool,
          hasPoolNumber: has.poolNumber,
          hasCampaign: has.campaign,
          hasTag: has.tag,
          hasImpression: has.impression,
          hasCall: has.call,
        },
      };
    },
  });
}
