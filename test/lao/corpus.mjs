// Lao texts that nobody here wrote: interface texts of a chat program and the
// Universal Declaration of Human Rights, from npm packages that test/lib/tools.sh
// fetches. They are never committed. A part is kept aside: rules are tuned on
// the other, and the part that is kept aside only judges.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const letters = (s) => (s.match(/[\u0e80-\u0eff]/g) ?? []).length;

// A text counts as prose if it has this many Lao characters.
const prose = 30;

// corpus gives the texts of both parts.
export function corpus(folder) {
  const texts = [];
  const walk = (node) => {
    for (const value of Object.values(node)) typeof value === "string" ? texts.push(value) : walk(value);
  };
  walk(JSON.parse(readFileSync(join(folder, "matrix.json"), "utf8")));
  const paragraphs = readFileSync(join(folder, "udhr.html"), "utf8").replace(/<[^>]*>/g, "\n").split("\n");
  const parts = { seen: [], aside: [] };
  for (const s of texts.filter((s) => letters(s) >= prose)) parts[hash(s) % 4 ? "seen" : "aside"].push(s);
  const articles = paragraphs.map((s) => s.trim()).filter((s) => letters(s) > 0);
  articles.forEach((s, n) => parts[n < articles.length / 2 ? "seen" : "aside"].push(s));
  return parts;
}

// hash is FNV-1a, so that a text stays in its part whatever is beside it.
function hash(s) {
  let h = 0x811c9dc5;
  for (const c of Buffer.from(s)) h = Math.imul(h ^ c, 0x01000193) >>> 0;
  return h;
}
