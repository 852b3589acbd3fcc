// The keyboard: Tab from the top of the page reaches every link, button,
// summary and scrolling box once, in the order of the page, and leaves at the
// end; where the focus is can be seen, in light and in dark; the first stop is a
// link that skips to the text.

import { settle } from "../browser.mjs";
import { compare, shot } from "../pictures.mjs";

const schemes = ["light", "dark"];

// looked holds kinds of stops (header links, cards …) whose focus was already
// judged by its picture: all stops of a kind are styled alike.
const looked = new Set();
export const forget = () => looked.clear();

export async function check(stage, page) {
  const found = [];
  await stage.set();
  found.push(...(await walk(stage.page)));
  if (await stage.page.evaluate(() => document.querySelectorAll("body a[href]").length > 1)) found.push(...(await skipLink(stage, page)));
  return found;
}

// walk presses Tab through a page; also for pages that are not of the site.
export async function walk(page) {
  await page.evaluate(() => {
    document.activeElement?.blur();
    getSelection()?.removeAllRanges();
    scrollTo(0, 0);
  });
  // Tab goes on from where the page was last clicked or focused: begin at the top.
  await page.evaluate(() => {
    const top = document.createElement("span");
    top.tabIndex = -1;
    document.body.prepend(top);
    top.focus({ preventScroll: true });
    top.remove();
  });
  const stops = await page.evaluate(findStops);
  const found = [];
  const met = [];
  for (let n = 0; n <= stops.length; n++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(lookAtFocus);
    if (at.index === -1 && !at.name) break; // out of the page
    if (met.includes(at.index) && at.index !== -1) {
      if (at.index !== 0) found.push({ selector: at.name, what: "Tab comes here a second time" });
      break;
    }
    if (at.index === -1) found.push({ selector: at.name, what: "Tab stops here, at nothing that can be used" });
    else if (met.length && at.index < Math.max(...met)) found.push({ selector: at.name, what: "Tab comes here too late for its place in the page" });
    met.push(at.index);
    if (!at.seen) found.push({ selector: at.name, what: "has the focus, but is covered or outside the window" });
    found.push(...(await focusShows(page, at)));
  }
  stops.forEach((name, n) => {
    if (!met.includes(n)) found.push({ selector: name, what: "Tab never comes here" });
  });
  return found;
}

// focusShows wants a picture of the focused place to differ from one of the
// same place without focus: by a line's worth of pixels of contrast 3 : 1.
async function focusShows(page, at) {
  if (looked.has(at.kind) || !at.seen) return [];
  const found = [];
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme });
    await settle(page);
    const focused = await shot(page, at.around);
    await page.evaluate(() => {
      window.ncHeld = document.activeElement;
      while (window.ncHeld.shadowRoot?.activeElement) window.ncHeld = window.ncHeld.shadowRoot.activeElement;
      window.ncHeld.blur();
    });
    await settle(page);
    const plain = await shot(page, at.around);
    await page.evaluate(() => window.ncHeld.focus({ preventScroll: true, focusVisible: true }));
    const { strong } = compare(focused, plain);
    // two pixels along the shorter side of the box is little, but a line
    const enough = 2 * Math.min(at.width, at.height);
    if (strong < enough) found.push({ selector: at.name, what: `one cannot see that it has the focus: ${strong} pixels change clearly (${scheme})` });
  }
  await page.emulateMedia({ colorScheme: schemes[0] });
  if (!found.length) looked.add(at.kind);
  return found;
}

async function skipLink(stage, page) {
  await stage.show(page);
  await stage.page.keyboard.press("Tab");
  const first = await stage.page.evaluate(() => {
    const e = document.activeElement;
    const box = e.getBoundingClientRect();
    const target = e.matches("a[href^='#']") ? document.getElementById(e.hash.slice(1)) : null;
    return { target: target && (target.closest("main") ? "main" : target.localName), shown: box.width > 1 && box.left >= 0 && box.top >= 0 };
  });
  if (first.target !== "main") return [{ selector: "body", what: "the first stop of Tab is no link to the text" }];
  const found = first.shown ? [] : [{ selector: "a.skip", what: "cannot be seen when it has the focus" }];
  await stage.page.keyboard.press("Enter");
  await stage.page.keyboard.press("Tab");
  const wrong = await stage.page.evaluate(() => {
    const main = document.querySelector("main");
    const can = [...main.querySelectorAll("a[href], button, summary, [tabindex='0']")].some((e) => e.checkVisibility());
    return can && !main.contains(document.activeElement);
  });
  if (wrong) found.push({ selector: "a.skip", what: "does not lead into the text: the next Tab is elsewhere" });
  await stage.show(page);
  return found;
}

// findStops runs in the browser: everything that Tab should reach, in the order
// of the page, also in open shadow roots. It keeps the elements for lookAtFocus.
function findStops() {
  const natural = "a[href], area[href], button, summary, input:not([type=hidden]), select, textarea, iframe, audio[controls], video[controls]";
  const usable = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert]") && !e.disabled;
  const deep = (from) => [...from.querySelectorAll("*")].flatMap((e) => [e, ...(e.shadowRoot ? deep(e.shadowRoot) : [])]);
  const scrolls = (e) => {
    const s = getComputedStyle(e);
    const x = /auto|scroll/.test(s.overflowX) && e.scrollWidth > e.clientWidth;
    const y = /auto|scroll/.test(s.overflowY) && e.scrollHeight > e.clientHeight;
    return x || y;
  };
  const plain = (e) => e.matches(natural) && e.getAttribute("tabindex") !== "-1";
  const asked = (e) => e.hasAttribute("tabindex") && e.tabIndex >= 0;
  window.ncName = (e) => {
    const one = (x) => x.localName + (x.id ? `#${x.id}` : [...x.classList].map((c) => `.${c}`).join(""));
    const up = [];
    for (let x = e; x && x !== document.body && up.length < 4; x = x.parentElement) up.unshift(one(x));
    const text = e.textContent.trim().replace(/\s+/g, " ").slice(0, 30);
    return up.join(" > ") + (text ? ` "${text}"` : "");
  };
  window.ncStops = deep(document.documentElement).filter((e) => {
    if (!usable(e)) return false;
    if (plain(e) || asked(e)) return true;
    // Chromium lets Tab stop at a scrolling box that has nothing else to stop at
    return scrolls(e) && ![...e.querySelectorAll("*")].some((x) => usable(x) && (plain(x) || asked(x)));
  });
  return window.ncStops.map(window.ncName);
}

// lookAtFocus runs in the browser: where the focus is now.
function lookAtFocus() {
  let e = document.activeElement;
  while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
  if (!e || e === document.body || e === document.documentElement) return { index: -1, name: "" };
  const boxes = [...e.getClientRects()].filter((r) => r.width > 0 && r.height > 0);
  const inside = (x, y) => {
    let hit = document.elementFromPoint(x, y);
    while (hit?.shadowRoot?.elementFromPoint(x, y) && hit.shadowRoot.elementFromPoint(x, y) !== hit) hit = hit.shadowRoot.elementFromPoint(x, y);
    return hit && (hit === e || e.contains(hit) || hit.contains(e));
  };
  const seen = boxes.some((r) => inside(r.left + r.width / 2, r.top + r.height / 2) || inside(r.left + 2, r.top + 2));
  const box = e.getBoundingClientRect();
  const x = Math.max(0, box.left - 8);
  const y = Math.max(0, box.top - 8);
  const landmark = e.closest("header, nav, main, footer, aside, section, form")?.className ?? "";
  return {
    index: window.ncStops.indexOf(e),
    name: window.ncName(e),
    kind: `${landmark} ${e.parentElement?.localName} ${e.parentElement?.className} ${e.localName}.${e.className}`,
    seen,
    width: box.width,
    height: box.height,
    around: { x, y, width: Math.max(1, Math.min(innerWidth, box.right + 8) - x), height: Math.max(1, Math.min(innerHeight, box.bottom + 8) - y) },
  };
}
