// The live preview in a real browser. First what an editor meets on the own
// site: a draft, a problem on the page, a page that is broken and repaired, a
// site.yaml that is. Then, if rounds are asked for, how long it takes from
// writing a file until its new text is in the browser, on a site of 1,000 items
// in three languages, beside a clean build of the same site.

import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launch, Stage } from "./browser.mjs";
import { axe } from "./checks/axe.mjs";
import { walk } from "./checks/keyboard.mjs";
import { live } from "./live.mjs";
import { build, copy, scratch } from "./site.mjs";
import { root, run } from "./tools.mjs";

const items = 1000; // in each of three languages
const limit = 300; // ms, the median

export async function main([rounds = "50"]) {
  const browser = await launch();
  try {
    const faults = await editing(browser);
    faults.forEach((f) => console.log(`  FOUND  ${f}`));
    const quick = Number(rounds) === 0 || (await speed(browser, Number(rounds)));
    return faults.length === 0 && quick;
  } finally {
    await browser.close();
  }
}

// What the overlay shows; it lives in a shadow root, which Playwright's own
// selectors look into.
export const overlay = {
  list: "nhipcau-live ul",
  mark: "nhipcau-live button",
};

async function editing(browser) {
  const site = copy();
  const serving = await live(site);
  const stage = await Stage.open(browser, serving.origin);
  const { page } = stage;
  const faults = [];
  const wants = async (what, wait) => {
    const start = performance.now();
    try {
      await wait;
      console.log(`${what.padEnd(56)} ok  ${Math.round(performance.now() - start)} ms`);
    } catch (error) {
      faults.push(`${what}: ${error.message.split("\n")[0]}`);
    }
  };
  try {
    // Any item of the site will do: the first one that its Vietnamese home links to.
    await stage.show({ url: "/vi/" });
    const { source, url } = await anItem(page, site);
    await stage.show({ url });
    const whole = readFileSync(source, "utf8");
    const add = (text) => writeFileSync(source, `${whole}\n${text}\n`);
    const appears = (text) => page.waitForFunction((t) => document.body.innerText.includes(t), text);

    add("Đoạn mới của biên tập viên.");
    await wants("new text is shown", appears("Đoạn mới của biên tập viên."));

    add("Đoạn sai: [bài](khong-co-bai-nay).");
    const list = page.locator(overlay.list);
    await wants("a problem opens the overlay", list.waitFor());
    await wants("the overlay names file and line", page.locator(`${overlay.list} code`, { hasText: /\.vi\.md:\d+/ }).first().waitFor());
    await wants("the page is shown beside it", appears("Đoạn sai"));
    for (const scheme of ["light", "dark"]) {
      await stage.set({ scheme });
      faults.push(...(await axe(page)).map((f) => `overlay, ${scheme}: ${f.selector} ${f.what}`));
    }
    await stage.set();
    faults.push(...(await walk(page)).map((f) => `overlay, keyboard: ${f.selector} ${f.what}`));
    await page.locator(overlay.mark).focus();
    await page.keyboard.press("Enter");
    await wants("Enter on its mark folds it", list.waitFor({ state: "hidden" }));
    await page.keyboard.press("Enter");
    await wants("and opens it again", list.waitFor());

    writeFileSync(source, whole);
    await wants("mended: the overlay goes", list.waitFor({ state: "hidden" }));

    writeFileSync(source, whole.replace("---\n", "---\ndraft: true\n"));
    await wants("a draft is shown, and marked", page.locator(".notice.draft").waitFor());
    faults.push(...stage.noise.map((n) => `noise: ${n.selector} ${n.what}`));

    // From here on the page itself may be missing for a while, and the browser says so.
    writeFileSync(source, whole.replace("---\n", "---\ntitle: [\n"));
    await wants("a broken file opens the overlay", list.waitFor());
    writeFileSync(source, whole);
    await wants("repaired, the page comes back", Promise.all([list.waitFor({ state: "hidden" }), page.locator("main h1").waitFor(), page.locator(".notice.draft").waitFor({ state: "hidden" })]));

    const config = join(site, "site.yaml");
    const good = readFileSync(config, "utf8");
    writeFileSync(config, good + "\nlanguages: [vi\n");
    await wants("a broken site.yaml opens the overlay", list.waitFor());
    writeFileSync(config, good);
    await wants("repaired, the page comes back", Promise.all([list.waitFor({ state: "hidden" }), page.locator("main h1").waitFor()]));
  } finally {
    await stage.close();
    await serving.stop();
  }
  return faults;
}

// anItem finds a page's source: the one link of the home page whose address has
// a Vietnamese file of the same name.
async function anItem(page, site) {
  const paths = await page.evaluate(() => [...document.querySelectorAll("main a[href]")].map((a) => a.pathname));
  for (const path of paths) {
    const name = join(site, "content", path.replace(/^\/vi\//, "").replace(/\/$/, ""));
    for (const source of [`${name}.vi.md`, join(name, "index.vi.md")]) if (existsSync(source)) return { source, url: path };
  }
  throw new Error("no item on the home page whose source could be guessed");
}

async function speed(browser, rounds) {
  const site = scratch("large");
  await run("python3", ["test/bench/gen_corpus.py", String(items), site], { cwd: root });
  cpSync(join(root, "test/bench/site"), site, { recursive: true });
  const builds = [];
  for (let n = 0; n < 3; n++) builds.push((await build(site, `large-${n}`)).seconds);

  const serving = await live(site);
  const stage = await Stage.open(browser, serving.origin);
  try {
    await stage.show({ url: "/vi/projects/p000001/" });
    const source = join(site, "content/projects/p000001/index.vi.md");
    const whole = readFileSync(source, "utf8");
    const times = [];
    for (let n = 1; n <= rounds; n++) {
      const text = `Lần lưu thứ ${n}.`;
      const shown = stage.page.waitForFunction((t) => document.body?.innerText.includes(t), text, { polling: "raf" });
      const start = performance.now();
      writeFileSync(source, `${whole}\n${text}\n`);
      await shown;
      times.push(performance.now() - start);
      await new Promise((done) => setTimeout(done, 100 + 37 * (n % 7))); // a person is not in step with anything
    }
    const middle = median(times);
    console.log(
      `save to screen, ${items} items in 3 languages: median of ${rounds} ${Math.round(middle)} ms (slowest ${Math.round(Math.max(...times))}), limit ${limit}; clean build ${median(builds).toFixed(2)} s`,
    );
    return middle <= limit;
  } finally {
    await stage.close();
    await serving.stop();
  }
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
