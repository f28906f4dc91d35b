// http.ts - a folder as a site on 127.0.0.1, for the eyes of this machine's user only
import { createReadStream, realpathSync, type Stats } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, sep } from "node:path";

const TYPES: { [extension: string]: string } = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".gz": "application/gzip",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

/** Answers what is no file of the site; false if that is none of its paths. */
export type Extra = (path: string, response: ServerResponse) => boolean;

export interface Site {
  url: string;
  server: Server;
}

/** Rejects if the port is taken; 0 is any free one. append: HTML put at the end of every page. */
export function serveFolder(folder: string, port: number, extra?: Extra, append = ""): Promise<Site> {
  const root = realpathSync(folder);
  const server = createServer((request, response) => {
    // other sites that the browser has open may neither read the data nor run it as a script
    response.setHeader("cross-origin-resource-policy", "same-origin");
    response.setHeader("x-content-type-options", "nosniff");
    response.setHeader("cache-control", "no-cache");
    const path = asked(request, response);
    if (path === null || extra?.(path, response)) return;
    answer(root, path, append, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server });
    });
  });
}

/** The path that is asked for; null if the request is refused, which is then answered. */
function asked(request: IncomingMessage, response: ServerResponse): string | null {
  // a name that someone else lets point to 127.0.0.1 is not this site
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(request.headers.host ?? ""))
    return refuse(response, 403, "this is 127.0.0.1 only");
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD");
    return refuse(response, 405, "there is nothing but GET and HEAD");
  }
  let path: string;
  try {
    path = decodeURIComponent((request.url ?? "/").replace(/[?#].*/s, ""));
  } catch {
    return refuse(response, 400, "this is no path");
  }
  if (!path.startsWith("/") || path.includes("\0") || path.split(/[/\\]/).includes(".."))
    return refuse(response, 403, "this path leads out of the site");
  return path;
}

function refuse(response: ServerResponse, status: number, why: string): null {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${why}\n`);
  return null;
}

async function answer(
  root: string,
  path: string,
  append: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const found = await find(root, path);
  if (found === null) return void refuse(response, 404, `there is no ${path} here`);
  const { file, info } = found;
  if (info.isDirectory()) return void response.writeHead(301, { location: `${encodeURI(path)}/` }).end();
  const page = extname(file) === ".html";
  const tail = page ? append : "";
  const tag = `"${info.size.toString(36)}-${Math.round(info.mtimeMs * 1000).toString(36)}${tail && "-live"}"`;
  response.setHeader("etag", tag);
  if (request.headers["if-none-match"] === tag) return void response.writeHead(304).end();
  response.writeHead(200, {
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "content-length": info.size + Buffer.byteLength(tail),
  });
  if (request.method === "HEAD") return void response.end();
  const stream = createReadStream(file, info.size > 0 ? { end: info.size - 1 } : {});
  stream.on("error", (error) => response.destroy(error));
  stream.on("end", () => response.end(tail));
  stream.pipe(response, { end: false });
}

/** The file of a path, a folder's index.html; null if there is none, or it is a link out of the root. */
async function find(root: string, path: string): Promise<{ file: string; info: Stats } | null> {
  try {
    const file = await realpath(join(root, path.endsWith("/") ? `${path}index.html` : path));
    return file === root || file.startsWith(root + sep) ? { file, info: await stat(file) } : null;
  } catch {
    return null;
  }
}
