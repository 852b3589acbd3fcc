// Contact sheets: for each kind of page and language one PNG that shows it at
// three widths in light, dark and on paper, to be looked at by a person; and
// every shot by itself, as long as the page is.
//
// The sheets are put together by the browser: a page of pictures, photographed.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, settle, Stage } from "./browser.mjs";
import { oneOfEach, survey } from "./pages.mjs";
import { folder, serve } from "./server.mjs";
import { build } from "./site.mjs";
import { tools } from "./tools.mjs";

const widths = [360, 768, 1440];
const looks = { light: {}, dark: { scheme: "dark" }, print: { media: "print" } };
const tallest = 6000; // px of a page that a shot shows
const column = { 360: 300, 768: 420, 1440: 640 }; // px on the sheet

export async function main([out = join(tools, "sheets"), ...only]) {
  rmSync(join(out, "shots"), { recursive: true, force: true });
  mkdirSync(join(out, "shots"), { recursive: true });
  const browser = await launch();
  try {
    const site = await build();
    const server = await serve(folder(site.out));
    const pages = oneOfEach(await survey(browser, site.out)).filter((p) => only.length === 0 || only.includes(p.name));
    const rest = [...pages];
    const worker = async () => {
      const stage = await Stage.open(browser, server.origin);
      for (let page = rest.shift(); page; page = rest.shift()) await sheet(browser, out, page, await shots(stage, page, out));
      await stage.close();
    };
    await Promise.all([worker(), worker()]);
    await server.close();
    console.log(`${pages.length} sheets of ${widths.length * Object.keys(looks).length} shots in ${out}`);
    return pages.length > 0;
  } finally {
    await browser.close();
  }
}

const slug = (page) => `${page.name.replaceAll(" ", "-")}.${page.lang}`;

// shots photographs a page: [{ width, look, file }].
async function shots(stage, page, out) {
  const taken = [];
  await stage.show(page);
  for (const width of widths) {
    for (const [look, how] of Object.entries(looks)) {
      const file = join(out, "shots", `${slug(page)}.${width}.${look}.png`);
      await stage.set({ ...how, width, height: 800 });
      // pictures that wait to be scrolled to are wanted on the shot too
      await stage.page.evaluate(() => Promise.all([...document.images].map((i) => ((i.loading = "eager"), i.decode().catch(() => {})))));
      await settle(stage.page);
      const height = Math.min(tallest, await stage.page.evaluate(() => document.documentElement.scrollHeight));
      await stage.page.screenshot({ path: file, fullPage: true, clip: { x: 0, y: 0, width, height }, animations: "disabled", timeout: 60_000 });
      taken.push({ width, look, file });
    }
  }
  return taken;
}

async function sheet(browser, out, page, taken) {
  const figures = taken.map((s) => `<figure style="width:${column[s.width]}px"><figcaption>${s.width} px, ${s.look}</figcaption><img src="${pathToFileURL(s.file)}"></figure>`);
  const html = `<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 0; padding: 24px; background: #777; font: 18px sans-serif; color: #fff; width: max-content }
div { display: flex; gap: 16px; align-items: start } figure { margin: 0 } img { width: 100%; display: block } h1 { font-size: 26px; margin: 0 0 16px } figcaption { padding: 4px 0 }
</style><h1>${page.name} · ${page.lang} · ${page.path}</h1><div>${figures.join("")}</div>`;
  // pages of files may show files; a page without an address may not
  const file = join(out, `${slug(page)}.html`);
  writeFileSync(file, html);
  const paper = await browser.newPage({ viewport: { width: 4400, height: 800 } });
  paper.setDefaultTimeout(60_000);
  await paper.goto(String(pathToFileURL(file)));
  await paper.screenshot({ path: join(out, `${slug(page)}.png`), fullPage: true, clip: await paper.evaluate(() => ({ x: 0, y: 0, width: document.body.offsetWidth, height: document.body.offsetHeight })) });
  await paper.close();
  rmSync(file);
}
