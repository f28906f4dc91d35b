// serve - the built dashboard on 127.0.0.1; what is new in the watched folders is built, then shown
// usage: serve SITE PORT [WATCHED-FOLDER...] -- COMMAND [ARGUMENT...]
//
// Open pages learn by server-sent events that the site is another, or that the command failed:
// then they keep what they show and say so.  The script for that is put into the page on its way
// out: the files of the site stay as they are.
import { type ChildProcess, spawn } from "node:child_process";
import type { ServerResponse } from "node:http";
import { serveFolder } from "./http";
import { watchFolders } from "./watch";

const LIVE = `// live.js - reloads the page when the site is another, says when it could not be built
(() => {
  let site = null;
  const source = new EventSource("live");
  source.addEventListener("site", (event) => {
    if (site !== null && site !== event.data) location.reload();
    site = event.data;
    document.getElementById("live-problem")?.remove();
  });
  source.addEventListener("problem", (event) => {
    const note = document.getElementById("live-problem") ?? document.createElement("p");
    note.id = "live-problem";
    note.setAttribute("role", "alert");
    note.style.cssText = "margin: 0; padding: 0.5rem 1rem; background: #b42318; color: #fff";
    note.textContent = event.data;
    document.body.prepend(note);
  });
})();
`;

const cut = process.argv.indexOf("--");
const [site, port, ...folders] = process.argv.slice(2, cut);
const [command, ...words] = process.argv.slice(cut + 1);
if (cut < 0 || !site || !/^\d{1,5}$/.test(port ?? "") || Number(port) > 65535 || !command) {
  console.error("usage: serve SITE PORT [WATCHED-FOLDER...] -- COMMAND [ARGUMENT...]");
  process.exit(2);
}

const pages = new Set<ServerResponse>();
let version = Date.now();
let problem: string | null = null;

function tell(page: ServerResponse): void {
  page.write(problem === null ? `event: site\ndata: ${version}\n\n` : `event: problem\ndata: ${problem}\n\n`);
}

function live(path: string, response: ServerResponse): boolean {
  if (path === "/live.js") response.setHeader("content-type", "text/javascript; charset=utf-8").end(LIVE);
  else if (path === "/live") {
    response.writeHead(200, { "content-type": "text/event-stream" });
    pages.add(response);
    response.on("close", () => pages.delete(response));
    tell(response);
  }
  return path.startsWith("/live");
}

let building: ChildProcess | null = null;
let again = false;

/** One build at a time; what changes during one is built after it. */
function build(run: string): void {
  again = building !== null;
  if (again) return;
  console.log("serve: something is new");
  // a group of its own: what it starts ends with it
  const child = spawn(run, words, { stdio: "inherit", detached: true });
  building = child;
  const done = (failure: string | null) => {
    if (building !== child) return;
    building = null;
    problem = failure;
    if (failure === null) version = Date.now();
    console.log(failure === null ? "serve: the dashboard is another" : `serve: ${failure}`);
    for (const page of pages) tell(page);
    if (again) build(run);
  };
  child.on("error", (error) => done(`the dashboard could not be built: ${error.message}`));
  child.on("close", (status, signal) =>
    done(
      status === 0
        ? null
        : `the dashboard could not be built (${signal ?? `exit status ${status}`}): what is shown is the one before; the terminal says why`,
    ),
  );
}

const { url, server } = await serveFolder(
  site,
  Number(port),
  live,
  '<script defer src="live.js"></script>\n',
).catch((error: NodeJS.ErrnoException) => {
  console.error(
    error.code === "EADDRINUSE"
      ? `serve: port ${port} is taken: PORT=0 takes a free one, PORT=N port N`
      : `serve: ${error.message}`,
  );
  process.exit(1);
});
const unwatch = watchFolders(
  folders,
  (name) => name.endsWith(".json") || name.endsWith(".jsonl"),
  () => build(command),
);
console.log(`${url}  (Ctrl-C ends it)`);

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    unwatch();
    if (building?.pid) process.kill(-building.pid, "SIGTERM");
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
