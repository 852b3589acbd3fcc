// Lao lines at 200 widths: the home page, a section and an item, and of every
// other kind of page in Lao as many widths as there is time for. A walk looks at
// the pages of the other languages too, at a few. See checks/lines.mjs for what
// lines are held to.

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
    const pages = oneOfEach(await survey(browser, out)).filter((p) => p.lang === "lo" && !p.refresh);
    const stage = await Stage.open(browser, server.origin);
    const all = new Set();
    for (const page of pages) {
      const full = ["home", "section", "item"].includes(page.kind) && !all.has(page.kind);
      if (full) all.add(page.kind);
      await stage.show(page);
      for (const { selector, what } of await lines.check(stage, page, full ? widths : widths.filter((_, n) => n % 10 === 0))) {
        faults++;
        console.log(`  FOUND  ${page.url}: ${what}: ${selector}`);
      }
    }
    await stage.close();
    if (all.size < 3) throw new Error(`only ${[...all]} at all widths`);
    console.log(`  ${all.size} pages at ${widths.length} widths, ${pages.length - all.size} more at ${widths.length / 10}`);
  } finally {
    await server.close();
    await browser.close();
  }
  return faults === 0;
}
