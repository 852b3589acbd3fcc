// Which pages a site has, and which of them to look at.
//
// Nothing here is a list kept by hand: a page's kind is what its body element
// says (class="page-item news") and the notices it shows (class="notice
// stub"). One page of each kind and language is chosen, the richest one; then
// more, until every element and class that any page has was seen in each
// language. So a new layout, notice or construct is walked without being named.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pagesIn } from "./site.mjs";

// survey reads all pages of a built site with the browser's own parser:
//
//   path        vi/index.html
//   url         /vi/, or for a 404 page an address that has no page
//   kind        item news stub
//   lang        vi
//   marks       every element and class on it, as a Set
//   canonical, alternates { lang: path }, noindex, refresh, missing
export async function survey(browser, dir, below = "") {
  const page = await browser.newPage();
  const pages = [];
  for (const path of pagesIn(dir)) {
    const read = await page.evaluate(readPage, readFileSync(join(dir, path), "utf8"));
    read.marks = new Set(read.marks);
    const missing = /(^|\/)404\.html$/.test(path);
    const url = missing ? path.replace(/404\.html$/, "khong-co/trang-nay/") : path.replace(/(^|\/)index\.html$/, "$1");
    pages.push({ path, url: `${below}/${url}`, missing, ...read });
  }
  await page.close();
  return pages;
}

// readPage runs in the browser.
function readPage(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const all = [...page.body.querySelectorAll("*")].filter((e) => !e.closest("svg") || e.matches("svg"));
  const notices = all.filter((e) => e.classList.contains("notice")).flatMap((e) => [...e.classList]);
  const kinds = [...page.body.classList].map((c) => c.replace(/^page-/, ""));
  const path = (link) => new URL(link.getAttribute("href"), "http://site").pathname;
  const one = (selector) => page.querySelector(selector);
  const alternates = [...page.querySelectorAll("link[rel=alternate][hreflang]")].filter((l) => l.hreflang !== "x-default");
  return {
    kind: [...new Set([...kinds, ...notices.filter((c) => c !== "notice")])].join(" "),
    lang: page.documentElement.lang,
    title: page.title,
    marks: [...new Set(all.flatMap((e) => [e.localName, ...[...e.classList].map((c) => `${e.localName}.${c}`)]))],
    canonical: one("link[rel=canonical]")?.getAttribute("href") ?? null,
    alternates: Object.fromEntries(alternates.map((l) => [l.hreflang, path(l)])),
    noindex: /noindex/.test(one("meta[name=robots]")?.content ?? ""),
    refresh: one("meta[http-equiv=refresh i]") !== null,
  };
}

// oneOfEach chooses pages as told above. Those that a kind needed more than
// one of have a number: name "item", then "item 2".
export function oneOfEach(pages) {
  const chosen = [];
  for (const lang of new Set(pages.map((p) => p.lang))) {
    const here = pages.filter((p) => p.lang === lang);
    const seen = new Set();
    const count = {};
    const take = (page) => {
      count[page.kind] = (count[page.kind] ?? 0) + 1;
      chosen.push({ ...page, name: page.kind + (count[page.kind] > 1 ? ` ${count[page.kind]}` : "") });
      page.marks.forEach((m) => seen.add(m));
    };
    for (const kind of new Set(here.map((p) => p.kind))) {
      take(most(here.filter((p) => p.kind === kind), (p) => p.marks.size));
    }
    const fresh = (p) => [...p.marks].filter((m) => !seen.has(m)).length;
    for (let next = most(here, fresh); fresh(next) > 0; next = most(here, fresh)) take(next);
  }
  return chosen.sort((a, b) => a.name.localeCompare(b.name) || a.lang.localeCompare(b.lang));
}

// most gives the first of those with the highest value.
function most(list, value) {
  return list.reduce((best, one) => (value(one) > value(best) ? one : best));
}
