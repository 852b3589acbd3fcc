// Has the program's own package divide Lao texts.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(fileURLToPath(import.meta.url), "../../..");
export const isLao = (c) => c >= "\u0e80" && c <= "\u0eff";

const tmp = mkdtempSync(join(tmpdir(), "nhipcau-lao-"));
process.on("exit", () => rmSync(tmp, { recursive: true, force: true }));

// divide gives for each text {text, pieces}; see test/lao/pieces. whole: what stays
// whole on the lines of this site are pieces.
export function divide(texts, whole = false) {
  const program = join(tmp, "pieces");
  if (!existsSync(program)) execFileSync("go", ["build", "-o", program, "./test/lao/pieces"], { cwd: root });
  return JSON.parse(execFileSync(program, whole ? ["-site", root] : [], { input: JSON.stringify(texts), maxBuffer: 1 << 28 }));
}
