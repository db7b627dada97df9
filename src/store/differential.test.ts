import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { storeCommand } from "./contract/command.ts";
import { makePlayer } from "./contract/player.ts";
import { createMemoryStore } from "./memory/memory-store.ts";
import { openSqliteStore } from "./sqlite/sqlite-store.ts";

const histories = fc.array(storeCommand, { minLength: 1, maxLength: 80, size: "max" });

describe("SQLite and the reference model", () => {
  test("give the same answers and end in the same state, whatever happens (R38 to R53)", async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const model = await makePlayer((clock) => createMemoryStore({ clock }));
        const sqlite = await makePlayer((clock) => openSqliteStore({ path: ":memory:", clock }));
        for (const command of history) {
          const expected = await model.play(command);
          expect(await sqlite.play(command), JSON.stringify(command)).toEqual(expected);
        }
        expect(await sqlite.finalState()).toEqual(await model.finalState());
      }),
      { numRuns: 300 },
    );
  });
});
