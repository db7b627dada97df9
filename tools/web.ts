// `npm run web`: the admin app with hot reloading, in front of a server that runs.

import { createServer } from "vite";
import { viteConfig } from "./build-web.ts";

const server = process.env["CALLPOOL_BASE_URL"] ?? "http://localhost:4000";

// The server takes changes from pages of its own origin only.
const target = { target: server, headers: { origin: new URL(server).origin } };
const proxy = { "/api": target, "/openapi.json": target, "/docs": target };
const vite = await createServer({ ...viteConfig, logLevel: "info", server: { proxy } });
await vite.listen();
console.log(`The app, reloading as it changes, for the server at ${server}:`);
vite.printUrls();
