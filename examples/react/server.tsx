import { renderToString } from "react-dom/server";
import { Page } from "./page.tsx";

/** The page as it leaves a server, before any script runs. */
export const render = async (): Promise<string> => renderToString(<Page />);
