import { createHash } from "node:crypto";
import { problemCodes } from "../../contract/problem.ts";

const style = `
:root { color-scheme: light dark; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
code { font-family: ui-monospace, monospace; }
dt { margin-top: 1.25rem; font-weight: 600; }
dt:target { outline: 2px solid; outline-offset: 0.25rem; }
dd { margin: 0.25rem 0 0; }
`;

const entries = Object.entries(problemCodes).map(
  ([code, { status, title, remedy }]) =>
    `<dt id="${code}"><code>${code}</code> (${status}): ${title}</dt><dd>${withCode(remedy)}</dd>`,
);

/** What the `type` of every problem document leads to: the closed list of codes. */
export const problemPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Callpool: error codes</title>
<style>${style}</style>
</head>
<body>
<h1>Error codes</h1>
<p>Every error is answered as a problem document (RFC 9457) with one of these codes. Programs can
rely on the codes; the words of <code>detail</code>, which say what happened and how to mend it, may
change. The <a href="/docs">reference</a> says what each request takes.</p>
<dl>
${entries.join("\n")}
</dl>
</body>
</html>
`;

const styleHash = createHash("sha256").update(style).digest("base64");

/** The page has this one style and fetches nothing but the icon. */
export const problemPagePolicy =
  `default-src 'none'; style-src 'sha256-${styleHash}'; img-src 'self'; base-uri 'none'; ` +
  "frame-ancestors 'none'";

/** The table's words have code in backquotes, as the written reference has it, too. */
function withCode(text: string): string {
  return text.replaceAll(/`([^`]+)`/g, "<code>$1</code>");
}
