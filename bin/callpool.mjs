#!/usr/bin/env node
// The command line, `npx callpool …`; the work is in src/cli/main.ts.

import { runCommand } from "../tools/bootstrap.mjs";

process.exitCode = await runCommand("callpool", process.argv.slice(2));
