import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// End-to-end files start a server and a browser each, so more workers than cores only add waiting.
const maxWorkers = Math.max(1, Math.min(4, availableParallelism()));

export default defineConfig({
  test: {
    include: ["{src,snippet,web,test,tools,sim}/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts", "test/support/postgres-setup.ts"],
    maxWorkers,
    // Generous, because a busy machine is not a bug: a test that waits for an event ends with it.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    expect: { poll: { timeout: 20_000 } },
    allowOnly: false,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
});
