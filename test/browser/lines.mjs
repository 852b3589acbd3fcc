// Lao lines at 200 widths: the home page, a section and an item, and of every
// other kind of page in Lao as many widths as there is time for. A walk looks at
// the pages of the other languages too, at a few. See checks/lines.mjs for what
// lines are held to. And what the marks cost: at most 10 % of the bodies of
// articles, each compressed as a host does it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { launch, Stage } from "./browser.mjs";
import * as lines from "./checks/lines.mjs";
import { oneOfEach, survey } from "./pages.mjs";
import { folder, serve } from "./server.mjs";
import { build } from "./site.mjs";

const widths = Array.from({ length: 200 }, (_, n) => 320 + Math.round((n * (1400 - 320)) / 199));

export async function main() {
  const browser = await launch();
  const { out } = await build();
  const server = await serve(folder(out));
  let faults = 0;
  try {
    const all = await survey(browser, out);
    const pages = oneOfEach(all).filter((p) => p.lang === "lo" && !p.refresh);
    const stage = await Stage.open(browser, server.origin);
    const done = new Set();
    for (const page of pages) {
      const full = ["home", "section", "item"].includes(page.kind) && !done.has(page.kind);
      if (full) done.add(page.kind);
      await stage.show(page);
      for (const { selector, what } of await lines.check(stage, page, full ? widths : widths.filter((_, n) => n % 10 === 0))) {
        faults++;
        console.log(`  FOUND  ${page.url}: ${what}: ${selector}`);
      }
    }
    await stage.close();
    if (done.size < 3) throw new Error(`only ${[...done]} at all widths`);
    console.log(`  ${done.size} pages at ${widths.length} widths, ${pages.length - done.size} more at ${widths.length / 10}`);
    for (const [what, letters, limit] of [["articles", 600, 10], ["all texts", 200, 12]]) {
      const cost = bytes(all.filter((p) => p.lang === "lo").map((p) => readFileSync(join(out, p.path), "utf8")), letters);
      if (!(cost.percent <= limit)) faults++;
      console.log(`  marks in ${cost.bodies} ${what} of ${letters} Lao letters or more: ${cost.percent.toFixed(1)} % of what they are compressed (at most ${limit} %)`);
    }
  } finally {
    await server.close();
    await browser.close();
  }
  return faults === 0;
}

// bytes gives what the marks add to the bodies of pages that have so many Lao
// letters in them, each compressed by itself.
function bytes(pages, letters) {
  const bodies = pages.map(body).filter((s) => (s.match(/[\u0e80-\u0eff]/g) ?? []).length >= letters);
  const size = (list) => list.reduce((sum, s) => sum + gzipSync(s, { level: 6 }).length, 0);
  return { bodies: bodies.length, percent: 100 * (size(bodies) / size(bodies.map((s) => s.replace(/<wbr>|<\/?nc-lo>/g, ""))) - 1) };
}

// body is what Markdown made of a text: the element of class text.
function body(html) {
  const start = html.indexOf('<div class="text"');
  const tags = /<(\/?)div\b[^>]*>/g;
  tags.lastIndex = start;
  for (let depth = 0, m; start >= 0 && (m = tags.exec(html)); ) {
    depth += m[1] ? -1 : 1;
    if (depth === 0) return html.slice(html.indexOf(">", start) + 1, m.index);
  }
  return "";
}
