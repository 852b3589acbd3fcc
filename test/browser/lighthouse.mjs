// Lighthouse, mobile settings with simulated slowness (its default), on one page
// of each kind and language: performance at least 99, the others 100, each the
// median of RUNS. A page is left as soon as its median can no longer fail: three
// good runs of five.
//
// Lighthouse multiplies by four what the browser took, so it gets a browser of
// its own, started as it starts one itself: one that another program steers as
// well is up to half as fast. What moves while a page loads has a limit of its
// own, see shift: performance alone lets a lot of it pass.
//
// The server does what a provincial host does (gzip, cache headers), by http on
// localhost. The site's own address in the pages is replaced by it: Lighthouse
// wants the canonical address to be on the host that it looks at.
//
// Left out: redirects, which have no page to stay on; and for pages that are
// noindex by design (404, stub, fallback) the rule "is-crawlable", which is all
// that noindex breaks. 404 pages are looked at as files: Lighthouse judges no
// answer 404.

import { executable, flags, launch } from "./browser.mjs";
import { oneOfEach, survey } from "./pages.mjs";
import { folder, serve } from "./server.mjs";
import { build } from "./site.mjs";
import { chromeLauncher, lighthouse } from "./tools.mjs";

const limits = { performance: 99, accessibility: 100, "best-practices": 100, seo: 100 };
// A few runs are a look in passing, on a machine that may have company: that
// takes some points of performance, and nothing of the others.
const passing = 97;
const shift = 0.02; // cumulative layout shift; Lighthouse calls 0.1 good

export async function main([runs = "5", ...only]) {
  if (Number(runs) < 5) limits.performance = passing;
  const audit = await lighthouse();
  const { out } = await build();
  const all = await readPages(out);
  const own = new URL(all.find((p) => p.canonical).canonical).origin;
  const pages = oneOfEach(all).filter((p) => !p.refresh && (only.length === 0 || only.includes(p.name)));
  const server = await serve(folder(out), { host: true, instead: own });
  const browser = await (await chromeLauncher()).launch({ chromePath: executable, chromeFlags: ["--headless", ...flags], logLevel: "silent" });
  let good = true;
  try {
    console.log(`${"median of " + runs}${"".padEnd(15)}${Object.keys(limits).map((c) => c.padStart(16)).join("")}`);
    for (const page of pages) {
      const url = `http://localhost:${server.port}/${page.missing ? page.path : page.url.slice(1)}`;
      const scores = await judge(audit, url, browser.port, page, Number(runs));
      const line = Object.keys(limits).map((c) => String(scores[c].median).padStart(16)).join("");
      console.log(`${`${page.name}, ${page.lang}`.padEnd(26)}${line}${page.noindex ? "  noindex" : ""}`);
      for (const c of Object.keys(limits)) {
        if (scores[c].median >= limits[c]) continue;
        good = false;
        scores[c].why.forEach((w) => console.log(`  TOO LOW  ${page.path}  ${c}: ${w}`));
      }
      if (scores.performance.shift > shift) {
        good = false;
        console.log(`  MOVES  ${page.path}  layout shift ${scores.performance.shift.toFixed(2)}`);
      }
    }
    return good;
  } finally {
    await browser.kill();
    await server.close();
  }
}

// readPages gives the site's pages, read by a browser that is gone afterwards.
async function readPages(out) {
  const browser = await launch();
  try {
    return await survey(browser, out);
  } finally {
    await browser.close();
  }
}

// judge gives for each category the median and what the last run found fault with.
async function judge(audit, url, port, page, runs) {
  const options = { port, output: "json", logLevel: "error", skipAudits: page.noindex ? ["is-crawlable"] : null, onlyCategories: Object.keys(limits) };
  const scores = Object.fromEntries(Object.keys(limits).map((c) => [c, { all: [], why: [] }]));
  const shifts = [];
  const enough = Math.floor(runs / 2) + 1;
  for (let n = 0; n < runs; n++) {
    const { lhr } = await audit(url, options);
    if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
    shifts.push(lhr.audits["cumulative-layout-shift"].numericValue);
    for (const [name, score] of Object.entries(scores)) {
      const category = lhr.categories[name];
      score.all.push(Math.round(category.score * 100));
      score.why = category.auditRefs.map((r) => lhr.audits[r.id]).filter((a, i) => category.auditRefs[i].weight > 0 && a.score !== null && a.score < 1).map(fault);
    }
    const decided = Object.entries(scores).every(([name, s]) => s.all.filter((v) => v >= limits[name]).length >= enough);
    if (decided) break;
  }
  for (const score of Object.values(scores)) score.median = median(score.all);
  scores.performance.shift = median(shifts);
  return scores;
}

const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];

const fault = (audit) => `${audit.id} ${audit.displayValue ?? ""} ${(audit.details?.items ?? []).slice(0, 3).map((i) => i.node?.selector ?? i.url ?? i.source ?? i.description ?? "").join(" ")}`;
