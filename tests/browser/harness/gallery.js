// Pages with every way to answer, written by the crate that shows items, and a server that takes what they save.
import { execFile } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const TYPES = { html: "text/html; charset=utf-8", css: "text/css", js: "text/javascript", svg: "image/svg+xml" };
/** As the program sends it: nothing inline, nothing from elsewhere. */
const POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; img-src 'self' data:";

/**
 * Writes the pages and serves them. `answer` decides what a save gets; `saves` holds what was saved since `visit`
 * was called, by pages that send the headers it returned: a page that closes may save late.
 */
export async function startGallery() {
  const folder = await mkdtemp(join(tmpdir(), "gallery-"));
  const root = new URL("../../..", import.meta.url).pathname;
  await promisify(execFile)("cargo", ["run", "-q", "-p", "presentation", "--example", "gallery", "--", folder], { cwd: root });
  let visits = 0;
  const gallery = {
    saves: [],
    visit() {
      visits += 1;
      Object.assign(gallery, { saves: [], answer: () => ({ status: 200, body: {} }) });
      return { "x-visit": String(visits) };
    },
  };
  const server = createServer(async (request, response) => {
    if (request.method === "POST") {
      const pieces = [];
      for await (const piece of request) pieces.push(piece);
      const body = Buffer.concat(pieces).toString("latin1");
      const late = request.headers["x-visit"] !== String(visits);
      const answer = !late && gallery.answer(body);
      if (!answer) return response.destroy();
      gallery.saves.push({ address: request.url, body });
      response.writeHead(answer.status, { "content-type": "application/json" });
      return response.end(JSON.stringify(answer.body));
    }
    const file = join(folder, decodeURI(request.url.split("?")[0]));
    if (!file.startsWith(folder) || !existsSync(file) || statSync(file).isDirectory()) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[file.split(".").pop()] ?? "text/plain", "content-security-policy": POLICY });
    response.end(await readFile(file));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  gallery.base = `http://127.0.0.1:${server.address().port}/`;
  gallery.stop = async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  };
  return gallery;
}
