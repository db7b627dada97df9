import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import { Page } from "./page.ts";

/** The page as it leaves a server, before any script runs. */
export const render = (): Promise<string> => renderToString(createSSRApp(Page));
