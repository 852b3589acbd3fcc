// What a cold visit to a page downloads: the page, styles, scripts, fonts,
// pictures, text compressed with gzip -9. KB are 1000 bytes.
//
// Fonts have a limit on every page, with room for a weight of Lao letters where a
// page in another language shows some; an article without pictures has one for all
// of it. test/browser/weight prints the table.

import { launch, Stage } from "./browser.mjs";
import { oneOfEach, survey } from "./pages.mjs";
import { folder, serve } from "./server.mjs";
import { build } from "./site.mjs";

const limits = { article: { vi: 80, en: 80, lo: 90 }, fonts: { vi: 35, en: 35, lo: 40 }, laoWords: 9 };

const kinds = { html: /html/, css: /css/, js: /javascript/, fonts: /font/, pictures: /image/ };

export async function main() {
  const browser = await launch();
  try {
    const { out } = await build();
    const server = await serve(folder(out), { host: true });
    const pages = oneOfEach(await survey(browser, out)).filter((p) => !p.refresh);
    console.log(`${"KB".padEnd(26)}${Object.keys(kinds).map((k) => k.padStart(9)).join("")}${"all".padStart(9)}`);
    const heavy = [];
    for (const page of pages) {
      const kb = await visit(browser, server, page);
      const figures = [...Object.keys(kinds), "all"].map((k) => kb[k].toFixed(1).padStart(9)).join("");
      const article = /^item/.test(page.kind) && !page.marks.has("img");
      console.log(`${`${page.name}, ${page.lang}`.padEnd(26)}${figures}${article ? "  article without pictures" : ""}`);
      heavy.push(...over(page, "fonts", kb.fonts, limits.fonts[page.lang] + (page.lang !== "lo" && page.marks.has("wbr") ? limits.laoWords : 0)));
      if (article) heavy.push(...over(page, "article", kb.all, limits.article[page.lang]));
    }
    await server.close();
    heavy.forEach((line) => console.log(line));
    return heavy.length === 0;
  } finally {
    await browser.close();
  }
}

const over = (page, what, kb, limit) => (kb > limit ? [`TOO HEAVY  ${page.path}  ${what}: ${kb.toFixed(1)} KB, limit ${limit} KB`] : []);

// visit opens a page in an empty browser, reads it to its end (so that what is
// loaded late is loaded), and adds up what the server sent.
async function visit(browser, server, page) {
  const stage = await Stage.open(browser, server.origin);
  server.sent.length = 0;
  await stage.show(page);
  await stage.page.keyboard.press("End");
  await stage.page.waitForLoadState("networkidle");
  await stage.close();
  const kb = { all: 0 };
  for (const [kind, type] of Object.entries(kinds)) kb[kind] = server.sent.filter((s) => type.test(s.type)).reduce((sum, s) => sum + s.bytes / 1000, 0);
  kb.all = server.sent.reduce((sum, s) => sum + s.bytes / 1000, 0);
  return kb;
}
