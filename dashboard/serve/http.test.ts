// http.test.ts - what the server gives to whom
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Site, serveFolder } from "./http";

const scratch = mkdtempSync(join(tmpdir(), "serve-"));
let site: Site;

beforeAll(async () => {
  const root = join(scratch, "site");
  mkdirSync(join(root, "data"), { recursive: true });
  writeFileSync(join(root, "index.html"), "<p>é</p>");
  writeFileSync(join(root, "data/a b@c.js"), "1");
  writeFileSync(join(root, "empty.csv"), "");
  writeFileSync(join(scratch, "secret"), "no");
  symlinkSync("../secret", join(root, "link"));
  site = await serveFolder(
    root,
    0,
    (path, response) => path === "/live" && Boolean(response.end("x")),
    "<i>",
  );
});

afterAll(() => {
  site.server.closeAllConnections();
  site.server.close();
  rmSync(scratch, { recursive: true });
});

interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Not fetch, which would tidy the path, and choose the host itself. */
function ask(path: string, headers: { [name: string]: string } = {}, method = "GET"): Promise<Answer> {
  const { port } = new URL(site.url);
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, headers, method }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

test("files have types and lengths, pages what is appended", async () => {
  const page = await ask("/");
  expect(page).toMatchObject({ status: 200, text: "<p>é</p><i>" });
  expect(page.headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "content-length": "12",
    "cache-control": "no-cache",
    "cross-origin-resource-policy": "same-origin",
  });
  const script = await ask("/data/a%20b@c.js?x=1");
  expect(script).toMatchObject({ status: 200, text: "1" });
  expect(script.headers["content-type"]).toBe("text/javascript; charset=utf-8");
  expect(await ask("/empty.csv")).toMatchObject({ status: 200, text: "" });
  expect(await ask("/live")).toMatchObject({ status: 200, text: "x" });
});

test("a folder is a redirection to its page, HEAD has no text, what has not changed is not sent", async () => {
  expect((await ask("/data")).headers.location).toBe("/data/");
  const head = await ask("/", {}, "HEAD");
  expect(head).toMatchObject({ status: 200, text: "" });
  expect(head.headers["content-length"]).toBe("12");
  expect((await ask("/", { "if-none-match": head.headers.etag ?? "" })).status).toBe(304);
});

test.each([
  ["/../secret", 403],
  ["/%2e%2e/secret", 403],
  ["/data/..%2f..%2fsecret", 403],
  ["/data\\..\\..\\secret", 403],
  ["/a%00b", 403],
  ["/link", 404],
  ["/nothing", 404],
  ["/data/", 404],
  ["/%", 400],
  ["http://elsewhere.example/secret", 403],
])("%s is refused", async (path, status) => {
  expect(await ask(path)).toMatchObject({ status, text: expect.not.stringContaining("no\n") });
});

test("other hosts and methods are refused", async () => {
  expect((await ask("/", { host: "elsewhere.example" })).status).toBe(403);
  expect((await ask("/", { host: "127.0.0.1.elsewhere.example" })).status).toBe(403);
  expect((await ask("/", { host: "localhost:8017" })).status).toBe(200);
  expect((await ask("/", {}, "POST")).status).toBe(405);
});

test("a port that is taken is an error", async () => {
  await expect(serveFolder(scratch, Number(new URL(site.url).port))).rejects.toThrow("EADDRINUSE");
});
