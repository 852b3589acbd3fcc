// Walks a site in real Chromium and has every check look at every page.
// test/browser/walk is the command; test/browser/selftest proves that each check
// can fail.

import { launch, Stage } from "./browser.mjs";
import { report } from "./report.mjs";
import { oneOfEach, survey } from "./pages.mjs";
import { folder, serve } from "./server.mjs";
import { build, copy, edit } from "./site.mjs";
import { join } from "node:path";
import * as axe from "./checks/axe.mjs";
import * as keyboard from "./checks/keyboard.mjs";
import * as lao from "./checks/lao.mjs";
import * as lines from "./checks/lines.mjs";
import * as motion from "./checks/motion.mjs";
import * as noscript from "./checks/noscript.mjs";
import * as print from "./checks/print.mjs";
import * as quiet from "./checks/quiet.mjs";
import * as spacing from "./checks/spacing.mjs";
import * as languageSwitch from "./checks/switch.mjs";
import * as zoom from "./checks/zoom.mjs";

// In this order on each page; quiet comes last and hears of all the others.
export const checks = { axe, keyboard, zoom, spacing, lao, lines, motion, print, noscript, switch: languageSwitch, quiet };

// look runs checks on one page and gives what they found.
export async function look(stage, page, names) {
  const found = [];
  await stage.show(page);
  for (const [n, name] of names.entries()) {
    if (page.refresh && name === "switch") continue; // the page is left before a click
    try {
      for (const fault of await checks[name].check(stage, page)) found.push({ check: name, page, ...fault });
    } catch (error) {
      found.push({ check: name, page, selector: "", what: `the check broke off: ${error.message.split("\n")[0]}` });
    }
    // the switch led to another page; quiet, which comes last, looks at none
    if (name === "switch" && names.slice(n + 1).some((next) => next !== "quiet")) await stage.show(page);
  }
  return found;
}

// walk looks at pages, two at a time: as many as the smallest machine has cores.
async function walk(browser, origin, pages, names) {
  const rest = [...pages];
  const found = [];
  const walker = async () => {
    const stage = await Stage.open(browser, origin);
    for (let page = rest.shift(); page; page = rest.shift()) found.push(...(await look(stage, page, names)));
    await stage.close();
  };
  await Promise.all([walker(), walker()]);
  return found;
}

export async function main(words) {
  const full = words.includes("--full");
  const names = words.filter((w) => w in checks);
  const browser = await launch();
  try {
    const site = await build();
    const server = await serve(folder(site.out), { host: true });
    const all = await survey(browser, site.out);
    const pages = full ? all : oneOfEach(all);
    const found = await walk(browser, server.origin, pages, names.length ? names : Object.keys(checks));
    await server.close();

    // The same site below a path, as on a host that it shares with others.
    const moved = copy();
    edit(join(moved, "site.yaml"), (text) => text.replace(/^baseURL: (\S+?)\/?$/m, "baseURL: $1/cau/"));
    const below = await build(moved, "below");
    const host = await serve(folder(below.out), { below: "/cau", host: true });
    const there = oneOfEach(await survey(browser, below.out, "/cau"));
    const foundThere = await walk(browser, host.origin, there, ["switch", "quiet"]);
    await host.close();

    const groups = (names.length ? names : Object.keys(checks)).map((name) => ({ name, pages: pages.length, found: found.filter((f) => f.check === name) }));
    groups.push({ name: "below a path", pages: there.length, found: foundThere });
    return report(groups);
  } finally {
    await browser.close();
  }
}
