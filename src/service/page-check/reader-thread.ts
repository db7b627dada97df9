// A thread that reads one page and ends: pages are other people's, and may take long to read.

import { parentPort, workerData } from "node:worker_threads";
import type { PageJob } from "./page-facts.ts";
import { readPage } from "./read-page.ts";

// The one who starts this thread wrote it.
parentPort?.postMessage(readPage(workerData as PageJob));
