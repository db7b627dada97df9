import { describe, expect, test } from "vitest";
import type { AccountId } from "../../core/ids.ts";
import type { AuditEntry } from "../audit.ts";
import type { Bench } from "./suite.ts";
import { seedWorld } from "./world.ts";

type Given = Omit<AuditEntry, "at" | "id" | "accountId">;

const ann = { kind: "user", id: "user-1", name: "Ann" } as const;
const script = { kind: "token", id: "token-1", name: "script" } as const;
const main = { kind: "pools", id: "pol_1", name: "Main" } as const;

const given: readonly Given[] = [
  { actor: ann, action: "createPool", target: main },
  {
    actor: script,
    action: "updatePool",
    target: main,
    changes: { name: { from: "Main", to: "Side" }, areaCode: { to: "212" }, list: { from: [1] } },
  },
  { actor: ann, action: "addNumbers", target: { kind: "numbers", id: "none" } },
  { actor: { kind: "command-line", id: "command-line", name: "" }, action: "createToken" },
];

export function auditRules(bench: () => Bench): void {
  describe("audit log (R67)", () => {
    async function filled() {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 0);
      const entries: AuditEntry[] = [];
      for (const one of given) {
        clock.advanceSeconds(1);
        const entry = { ...one, id: world.newId("auditEntry"), accountId: world.account.id };
        await store.audit.append(entry);
        entries.unshift({ ...entry, at: clock.now() });
      }
      return { audit: store.audit, accountId: world.account.id, entries };
    }

    test("entries come back as they were appended, newest first, and to their account", async () => {
      const { audit, accountId, entries } = await filled();
      expect(await audit.entries(accountId, {}, { limit: 10 })).toEqual({ items: entries });
      const stranger = "account-2" as AccountId;
      expect(await audit.entries(stranger, {}, { limit: 10 })).toEqual({ items: [] });
      const after = entries[0]?.id ?? "";
      expect(await audit.entries(stranger, {}, { limit: 10, after })).toEqual({ items: [] });
    });

    test("pages follow each other, also of what one actor did or was done to one record", async () => {
      const { audit, accountId, entries } = await filled();
      const filters = [
        {},
        { actorId: ann.id },
        { targetId: main.id },
        { actorId: ann.id, targetId: main.id },
        { actorId: "nobody" },
      ];
      for (const filter of filters) {
        const wanted = entries.filter(
          ({ actor, target }) =>
            (filter.actorId === undefined || actor.id === filter.actorId) &&
            (filter.targetId === undefined || target?.id === filter.targetId),
        );
        const read: AuditEntry[] = [];
        let after: string | undefined;
        do {
          const page = { limit: 1, ...(after === undefined ? {} : { after }) };
          const { items, next } = await audit.entries(accountId, filter, page);
          read.push(...items);
          after = next;
        } while (after !== undefined);
        expect(read).toEqual(wanted);
      }
      const after = "aud_of_nobody";
      expect(await audit.entries(accountId, {}, { limit: 10, after })).toEqual({ items: [] });
    });
  });
}
