import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** A running server, for `npm run web`. */
const server = process.env["CALLPOOL_BASE_URL"] ?? "http://localhost:4000";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "/app/",
  plugins: [react()],
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2023",
    // Charts, which few pages have, are a chunk of that size; it is loaded with them.
    chunkSizeWarningLimit: 1_000,
  },
  server: { proxy: { "/api": server, "/openapi.json": server, "/docs": server } },
  logLevel: "warn",
});
