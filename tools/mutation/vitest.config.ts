import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["src/core/{attribution,call,lease,pool}/*.test.ts"] },
});
