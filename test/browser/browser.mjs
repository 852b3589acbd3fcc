// One Chromium, and pages in it whose surroundings a check sets: light or dark,
// screen or paper, wide or narrow, with JavaScript or without.

import { playwright } from "./tools.mjs";

// What makes pictures the same on every machine, and keeps Chromium from
// reaching any host but this machine.
export const flags = [
  "--no-sandbox", // tests run as root in containers; all pages are our own
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];
export const executable = process.env.CHROMIUM || "/usr/bin/chromium";

export const launch = (more = []) => playwright().chromium.launch({ executablePath: executable, args: [...flags, ...more] });

// A Stage is one page of the browser with one page of the site in it. It notes
// what goes wrong while the page is there: see checks/quiet.mjs.
export class Stage {
  static async open(browser, origin, { javaScript = true } = {}) {
    const context = await browser.newContext({ javaScriptEnabled: javaScript, locale: "en", timezoneId: "Asia/Ho_Chi_Minh", serviceWorkers: "block" });
    context.setDefaultTimeout(15_000);
    return new Stage(await context.newPage(), origin);
  }

  constructor(page, origin) {
    this.page = page;
    this.origin = origin;
    this.noise = [];
    page.on("console", (m) => {
      if (["error", "warning"].includes(m.type()) && !this.#expected(m)) this.#hear("", `console ${m.type()}: ${m.text()} ${m.location().url}`);
    });
    page.on("pageerror", (e) => this.#hear("", `script error: ${e.message}`));
    page.on("request", (r) => {
      if (!r.url().startsWith(origin) && !/^(data|blob|about):/.test(r.url())) this.#hear(r.url(), "request to another host");
    });
    page.on("requestfailed", (r) => {
      // a page that is left in the middle of a load is nobody's fault
      if (r.failure()?.errorText !== "net::ERR_ABORTED") this.#hear(r.url(), `request failed: ${r.failure()?.errorText}`);
    });
    page.on("response", (r) => {
      if (r.status() >= 400 && r.url() !== this.missing) this.#hear(r.url(), `answered ${r.status()}`);
    });
  }

  #hear = (selector, what) => this.noise.push({ selector, what });
  // The browser tells that a missing page is missing; so it should.
  #expected = (message) => this.missing && message.location().url === this.missing;

  // show goes to a page of the site (see pages.mjs) in the usual surroundings.
  async show(page) {
    const address = this.origin + page.url;
    this.missing = page.missing ? address : null;
    await this.set();
    if (page.refresh) await this.#stay(address);
    // A reader without a past: a page to choose a language remembers the choice.
    if (this.page.url().startsWith(this.origin)) await this.page.evaluate(() => localStorage.clear());
    await this.page.goto(address, { waitUntil: "load" });
    await this.page.evaluate(() => document.fonts.ready.then(() => undefined));
    // Checks look at all of a page; what is far below the window is laid out too.
    await this.page.evaluate(() => {
      const style = document.createElement("style");
      style.textContent = "* { content-visibility: visible !important }";
      document.head.append(style);
    });
  }

  // #stay takes the refresh out of a redirect, so that it can be looked at.
  async #stay(address) {
    await this.page.route(address, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace(/<meta http-equiv="?refresh[^>]*>/i, "") });
    });
  }

  // set makes the surroundings; what is not named is as usual.
  async set({ width = 1280, height = 900, scheme = "light", media = "screen", forced = "none", motion = "no-preference" } = {}) {
    await this.page.setViewportSize({ width, height });
    await this.page.emulateMedia({ media, colorScheme: scheme, forcedColors: forced, reducedMotion: motion });
    await this.page.evaluate(() => scrollTo(0, 0));
    await settle(this.page);
  }

  close = () => this.page.context().close();
}

// settle ends what glides, as colours from light to dark: looked at is where it
// ends. The end of one may be the beginning of another, where it is inherited.
export const settle = (page) =>
  page.evaluate(() => {
    for (let n = 0; n < 9; n++) for (const a of document.getAnimations()) if (a instanceof CSSTransition) a.finish();
  });
