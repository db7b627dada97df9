import { problemCodes } from "../../contract/problem.ts";

/** What the `type` of every problem document leads to: the closed list of codes. */
export const problemPage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Callpool: error codes</title></head>
<body>
<h1>Error codes</h1>
<p>Every error is answered as a problem document (RFC 9457) with one of these codes. Programs can
rely on the codes; the words of <code>detail</code>, which say what happened and how to mend it, may
change.</p>
<dl>
${Object.entries(problemCodes)
  .map(
    ([code, { status, title }]) =>
      `<dt id="${code}"><code>${code}</code> (${status})</dt><dd>${title}.</dd>`,
  )
  .join("\n")}
</dl>
</body>
</html>
`;
