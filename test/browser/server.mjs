// A small static server on this machine, as plain as the hosts that such sites
// lie on: files, index.html for folders, the nearest 404.html, nothing else.
//
//   const server = await serve(folder("public"));
//   server.origin          http://127.0.0.1:PORT
//   server.sent            what was sent: [{ path, type, bytes }]
//   await server.close()
//
// host: true does what a provincial host does: gzip for text, a long life for
// files with a fingerprint in their name. below: "/cau" serves the files below
// that path only. instead: "https://example.org" is an origin that pages name
// and for which they get this server's, on localhost.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".xml": "application/xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".ico": "image/x-icon",
  ".pdf": "application/pdf",
};
const isText = (type) => /^text|svg|xml|json/.test(type);

// folder reads files below a folder; a name that is none gives null.
export const folder = (dir) => async (path) => {
  try {
    return await readFile(join(dir, normalize(path)));
  } catch {
    return null;
  }
};

// files takes them from an object: { "vi/index.html": "<!DOCTYPE …" }.
export const files = (object) => async (path) => (path in object ? Buffer.from(object[path]) : null);

export async function serve(read, { host = false, below = "", instead = null } = {}) {
  const sent = [];

  async function answer(request, response) {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    if (below && !path.startsWith(below + "/")) return send(request, response, 404, path, "text/plain", Buffer.from("outside"));
    let name = path.slice(below.length + 1);
    if (name === "" || name.endsWith("/")) name += "index.html";
    let status = 200;
    let body = await read(name);
    if (body === null) {
      status = 404;
      [name, body] = await nearestMissing(read, name);
    }
    const type = types[extname(name)] ?? "application/octet-stream";
    if (instead && type.startsWith("text/html")) body = Buffer.from(body.toString().replaceAll(instead, `http://localhost:${server.address().port}`));
    send(request, response, status, path, type, body);
  }

  function send(request, response, status, path, type, body) {
    const head = { "Content-Type": type };
    if (host) {
      const forever = /\.[0-9a-f]{8,}\.\w+$/.test(path);
      head["Cache-Control"] = forever ? "public, max-age=31536000, immutable" : "no-cache";
      if (isText(type) && /gzip/.test(request.headers["accept-encoding"] ?? "")) {
        body = gzipSync(body, { level: 9 });
        head["Content-Encoding"] = "gzip";
        head["Vary"] = "Accept-Encoding";
      }
    }
    head["Content-Length"] = body.length;
    sent.push({ path, type, bytes: body.length });
    response.writeHead(status, head).end(body);
  }

  const server = createServer((request, response) =>
    answer(request, response).catch((error) => response.writeHead(500).end(String(error))),
  );
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    port: server.address().port,
    sent,
    close: () => new Promise((done) => (server.close(done), server.closeAllConnections())),
  };
}

async function nearestMissing(read, name) {
  const folders = name.split("/").slice(0, -1);
  for (let n = folders.length; n >= 0; n--) {
    const page = [...folders.slice(0, n), "404.html"].join("/");
    const body = await read(page);
    if (body !== null) return [page, body];
  }
  return ["404.txt", Buffer.from("not found")];
}
