// The load generator, a process of its own: node bench/load/main.ts JOB

import { closedLoop } from "./closed-loop.ts";
import { openConnection } from "./connection.ts";
import type { LoadJob, LoadResult } from "./job.ts";
import { openLoop } from "./open-loop.ts";

// bench/servers.ts wrote it.
const job = JSON.parse(process.argv[2] ?? "") as LoadJob;
const connections = await Promise.all(
  Array.from({ length: job.connections }, (_, at) =>
    openConnection(job.ports[at % job.ports.length] ?? 0),
  ),
);
const startedAt = performance.now();
const cpuBefore = process.cpuUsage();
const noCalls = { calls: 0, attributedCalls: 0, callP50Ms: 0, callP99Ms: 0, lagP99Ms: 0 };
const done =
  job.kind === "closed"
    ? { ...noCalls, ...(await closedLoop(connections, job)) }
    : await openLoop(connections, job);
const { user, system } = process.cpuUsage(cpuBefore);
const generatorLoad = (user + system) / 1000 / (performance.now() - startedAt);
for (const connection of connections) connection.close();
const result: LoadResult = { ...done, generatorLoad };
process.stdout.write(JSON.stringify(result));
