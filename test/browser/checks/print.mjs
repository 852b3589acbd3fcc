// On paper, A4: the address of the page, for an item a day, no navigation, and
// no text cut off; a fact sheet with what goes with it takes two pages at most.
// The PDF is Chromium's own; pdftotext reads it back (Lao comes out garbled,
// addresses do not).

import { writeFileSync } from "node:fs";
import { faults, measure } from "../measure.mjs";
import { scratch } from "../site.mjs";
import { run } from "../tools.mjs";

// A4 without margins of 20 mm, in CSS px.
const paperWidth = Math.round(((210 - 2 * 20) / 25.4) * 96);
let count = 0;

export async function check(stage, page) {
  await stage.set({ media: "print", width: paperWidth });
  const found = faults(await measure(stage.page, { paper: true }));
  found.push(...(await stage.page.evaluate(navigation)));
  const days = await stage.page.evaluate(() => [...document.querySelectorAll("time")].filter((e) => e.checkVisibility()).length);
  if (/^item/.test(page.kind) && days === 0) found.push({ selector: "time", what: "no day on paper" });

  const file = scratch(`print-${count++}.pdf`);
  writeFileSync(file, await stage.page.pdf({ preferCSSPageSize: true, format: "A4" }));
  const info = await run("pdfinfo", [file]);
  if (!/Page size:\s+59[45][.\d]* x 84[12][.\d]* pts/.test(info)) found.push({ selector: "@page", what: `not A4: ${info.match(/Page size:.*/)?.[0]}` });
  const pages = Number(info.match(/Pages:\s+(\d+)/)?.[1]);
  if (pages > 2 && (await stage.page.$(".sheet"))) found.push({ selector: ".sheet", what: `the sheet takes ${pages} pages` });
  const text = (await run("pdftotext", [file, "-"])).replace(/\s+/g, "");
  if (page.canonical && !text.includes(page.canonical)) found.push({ selector: "link[rel=canonical]", what: `the paper does not say ${page.canonical}` });
  return found;
}

// navigation runs in the browser: what of it would be printed.
function navigation() {
  const links = document.querySelectorAll("nav, [role=navigation], body > a[href^='#']");
  const shown = [...links].filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().right > 0);
  return shown.map((e) => ({ selector: `${e.localName}.${e.className}`, what: "navigation is printed" }));
}
