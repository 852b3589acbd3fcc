// The program and the sites of the browser tests, built into a folder that goes
// away at the end.

import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, run } from "./tools.mjs";

// The day that sites are built for, the same as in ./test/run.
export const day = "2026-12-01";

const tmp = mkdtempSync(join(tmpdir(), "nhipcau-browser-"));
process.on("exit", () => rmSync(tmp, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(2));

export const scratch = (name) => join(tmp, name);

// program is a built nhipcau: the one that NHIPCAU names, or a new one.
export async function program() {
  if (process.env.NHIPCAU) return process.env.NHIPCAU;
  const made = scratch("nhipcau");
  if (!existsSync(made)) await run("go", ["build", "-o", made, "./cmd/nhipcau"], { cwd: root });
  return made;
}

// build makes a site and gives the folder with its files, and the seconds.
export async function build(site = root, name = "public") {
  const out = scratch(name);
  const nhipcau = await program();
  const start = performance.now();
  await run(nhipcau, ["build", "--site", site, "--out", out, "--date", day], { cwd: root });
  return { out, seconds: (performance.now() - start) / 1000 };
}

// copy gives a copy of a site's sources that may be written to.
export function copy(site = root, name = "site") {
  const to = scratch(name);
  for (const part of ["content", "i18n", "static", "themes", "site.yaml"]) {
    if (existsSync(join(site, part))) cpSync(join(site, part), join(to, part), { recursive: true });
  }
  return to;
}

// edit changes one file by a function of its text; no change is a mistake.
export function edit(file, change) {
  const before = readFileSync(file, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`nothing to change in ${file}`);
  writeFileSync(file, after);
}

// pagesIn gives the path of each HTML file below a folder, sorted.
export function pagesIn(dir) {
  return readdirSync(dir, { recursive: true })
    .filter((name) => name.endsWith(".html") && statSync(join(dir, name)).isFile())
    .map((name) => name.replaceAll("\\", "/"))
    .sort();
}
