// The baseline of the edge, a process of its own: a bare node:http server that parses the same
// body and answers the same bytes. It prints the port it listens on.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer of the real server: `node bench/bare-server.ts ANSWER`. */
const answer = Buffer.from(process.argv[2] ?? "{}");

const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (text: string) => {
    body += text;
  });
  request.on("end", () => {
    JSON.parse(body);
    response.writeHead(200, {
      "access-control-allow-origin": "*",
      "cache-control": "no-store",
      "content-type": "application/json; charset=utf-8",
      "content-length": answer.length,
    });
    response.end(answer);
  });
});
server.listen(0, "127.0.0.1", () => {
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${port}\n`);
});
