// The pictures of the README and of the editors' guide, docs/images/NAME.png.
// This list is the one place for them; test/browser/guide OUT makes them all.
//
// A picture is a page of the own site in the live preview, in a window of the
// given size; edit changes a copy of the sources first, act does something in
// the page. The day does not change them: nothing on a page depends on it.

import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { launch, Stage } from "./browser.mjs";
import { live } from "./live.mjs";
import { overlay } from "./preview.mjs";
import { copy, edit } from "./site.mjs";
import { run } from "./tools.mjs";

const desk = { width: 1200, height: 800 };
const phone = { width: 390, height: 780 };
const item = "content/investment/why-binh-dinh.vi.md";
const itemURL = "/vi/investment/why-binh-dinh/";
const largest = 150_000; // bytes

export const pictures = [
  { name: "home-desktop", url: "/vi/", ...desk },
  { name: "home-phone-lo", url: "/lo/", ...phone },
  { name: "article", url: itemURL, ...desk },
  { name: "draft", url: itemURL, ...desk, edit: [item, (text) => text.replace("---\n", "---\ndraft: true\n")], act: (page) => page.locator(".notice.draft").waitFor() },
  { name: "problem-overlay", url: itemURL, ...desk, edit: [item, (text) => text.replace("## Cửa ra biển\n", "## Cửa ra biển\n\nXem thêm [cảng Quy Nhơn](cang-quy-nhon).\n")], act: checked },
  { name: "warning-mark", url: itemURL, ...desk, edit: [item, (text) => text.replace("tags: [investment", "tags: [dau-tu-moi, investment")], act: checked },
  { name: "stub", url: "/lo/partners/room-to-read/", ...desk, act: (page) => page.locator(".notice.stub").waitFor() },
  { name: "language-switch", url: "/lo/investment/why-binh-dinh/", width: 800, height: 420, act: (page) => page.locator("nav.languages a").first().focus() },
];

export async function main([out, ...only]) {
  if (!out) throw new Error("usage: test/browser/guide OUT [NAME...]");
  mkdirSync(out, { recursive: true });
  const browser = await launch();
  try {
    let n = 0;
    for (const picture of pictures.filter((p) => only.length === 0 || only.includes(p.name))) await take(browser, picture, out, `guide-${n++}`);
  } finally {
    await browser.close();
  }
  const large = readdirSync(out).filter((f) => f.endsWith(".png") && statSync(join(out, f)).size > largest);
  large.forEach((f) => console.log(`TOO LARGE  ${f}: ${statSync(join(out, f)).size} bytes, limit ${largest}`));
  return large.length === 0;
}

// checked waits until the overlay is there and all problems are known: until
// then its mark ends in "…".
async function checked(page) {
  await page.locator(overlay.mark, { hasNotText: "…" }).waitFor();
}

async function take(browser, picture, out, name) {
  const site = copy(undefined, name);
  if (picture.edit) edit(join(site, picture.edit[0]), picture.edit[1]);
  const serving = await live(site);
  const stage = await Stage.open(browser, serving.origin);
  try {
    await stage.show({ url: picture.url });
    await stage.set({ width: picture.width, height: picture.height });
    await picture.act?.(stage.page);
    const file = join(out, `${picture.name}.png`);
    await stage.page.screenshot({ path: file, animations: "disabled", caret: "hide" });
    await run("pngquant", ["--force", "--ext", ".png", "--strip", "--speed", "1", "256", file]);
    console.log(`${picture.name.padEnd(20)} ${picture.width} × ${picture.height}  ${Math.round(statSync(file).size / 1000)} KB`);
  } finally {
    await stage.close();
    await serving.stop();
  }
}
