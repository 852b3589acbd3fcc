// Lighthouse, mobile settings with simulated slowness (its default), on one page
// of each kind and language: performance at least 99, the others 100, each the
// median of RUNS. A page is left as soon as its median can no longer fail: three
// good runs of five.
//
// Lighthouse multiplies by four what the machine took, so a slow or busy one
// gives no page 99. A page with less is looked at again, in turn with itself
// without any style: what that gets is what the machine can give.
// What moves while a page loads has nothing to do with the machine: no more than
// 0.02, see shift.
//
// The server does what a provincial host does (gzip, cache headers), by http on
// localhost. The site's own address in the pages is replaced by it: Lighthouse
// wants the canonical address to be on the host that it looks at.
//
// Left out: redirects, which have no page to stay on; and for pages that are
// noindex by design (404, stub, fallback) the rule "is-crawlable", which is all
// that noindex breaks. 404 pages are looked at as files: Lighthouse judges no
// answer 404.

import { launch } from "./browser.mjs";
import { oneOfEach, survey } from "./pages.mjs";
import { folder, serve } from "./server.mjs";
import { build } from "./site.mjs";
import { lighthouse } from "./tools.mjs";

const limits = { performance: 99, accessibility: 100, "best-practices": 100, seo: 100 };
// A few runs are a look in passing, on a machine that may have company: that
// takes up to ten points of performance, and nothing of the others.
const passing = 90;
const noise = 2; // points, between two medians taken in turn
const shift = 0.02; // cumulative layout shift; Lighthouse calls 0.1 good

export async function main([runs = "5", ...only]) {
  if (Number(runs) < 5) limits.performance = passing;
  const audit = await lighthouse();
  const { out } = await build();
  const port = 9300 + (process.pid % 500);
  const browser = await launch([`--remote-debugging-port=${port}`]);
  let good = true;
  try {
    const all = await survey(browser, out);
    const own = new URL(all.find((p) => p.canonical).canonical).origin;
    const read = folder(out);
    const server = await serve(read, { host: true, instead: own });
    const bare = await serve(async (path) => (path.endsWith(".css") ? Buffer.from("") : read(path)), { host: true, instead: own });
    const address = (at, page) => `http://localhost:${at.port}/${page.missing ? page.path : page.url.slice(1)}`;
    const pages = oneOfEach(all).filter((p) => !p.refresh && (only.length === 0 || only.includes(p.name)));
    console.log(`${"median of " + runs}${"".padEnd(15)}${Object.keys(limits).map((c) => c.padStart(16)).join("")}`);
    for (const page of pages) {
      const scores = await judge(audit, address(server, page), port, page, Number(runs));
      const { performance } = scores;
      if (performance.median < limits.performance) {
        [performance.median, performance.bare] = await inTurn([server, bare].map((at) => address(at, page)), Number(runs), async (url) => (await judge(audit, url, port, page, 1, ["performance"])).performance.median);
      }
      const line = Object.keys(limits).map((c) => String(scores[c].median).padStart(16)).join("");
      console.log(`${`${page.name}, ${page.lang}`.padEnd(26)}${line}${page.noindex ? "  noindex" : ""}${"bare" in performance ? `  without style ${performance.bare}` : ""}`);
      for (const c of Object.keys(limits)) {
        if (scores[c].median >= Math.min(limits[c], (scores[c].bare ?? Infinity) - noise)) continue;
        good = false;
        scores[c].why.forEach((w) => console.log(`  TOO LOW  ${page.path}  ${c}: ${w}`));
      }
      if (performance.shift > shift) {
        good = false;
        console.log(`  MOVES  ${page.path}  layout shift ${performance.shift.toFixed(2)}`);
      }
    }
    await server.close();
    await bare.close();
    return good;
  } finally {
    await browser.close();
  }
}

// judge gives for each category the median and what the last run found fault with.
async function judge(audit, url, port, page, runs, categories = Object.keys(limits)) {
  const options = { port, output: "json", logLevel: "error", skipAudits: page.noindex ? ["is-crawlable"] : null, onlyCategories: categories };
  const scores = Object.fromEntries(categories.map((c) => [c, { all: [], why: [] }]));
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

// inTurn measures several things in turn, and gives the median of each.
async function inTurn(things, times, measure) {
  const all = things.map(() => []);
  for (let n = 0; n < times; n++) for (const [i, thing] of things.entries()) all[i].push(await measure(thing));
  return all.map(median);
}

const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];

const fault = (audit) => `${audit.id} ${audit.displayValue ?? ""} ${(audit.details?.items ?? []).slice(0, 3).map((i) => i.node?.selector ?? i.url ?? i.source ?? i.description ?? "").join(" ")}`;
