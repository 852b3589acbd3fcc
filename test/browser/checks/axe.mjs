// axe-core finds nothing by WCAG 2.2, levels A and AA: in light, in dark, in
// forced colours, and zoomed in to 400 %. Its rule on the size of targets
// (24 px) has to be asked for by name.
//
// In forced colours axe reads text colours wrongly (-webkit-text-fill-color,
// which Chromium tells as it was before forcing): its rule on contrast is left
// out there, and colours are compared by a few lines of our own.

import { axeSource } from "../tools.mjs";

const source = axeSource();
const options = {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
};
// Without motion: a colour that glides is another one while axe looks.
const surroundings = {
  light: {},
  dark: { scheme: "dark" },
  "forced colours": { forced: "active" },
  "400 %": { width: 320, height: 256 },
};

export async function check(stage) {
  const found = [];
  for (const [name, how] of Object.entries(surroundings)) {
    await stage.set({ ...how, motion: "reduce" });
    const faults = how.forced ? [...(await axe(stage.page, ["color-contrast"])), ...(await stage.page.evaluate(forcedContrast))] : await axe(stage.page);
    found.push(...faults.map((fault) => ({ ...fault, what: `${fault.what} (${name})` })));
  }
  return found;
}

// axe gives the violations on a page as it is now, also for other tests.
export async function axe(page, without = []) {
  const off = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  const asked = { ...options, rules: { ...options.rules, ...off } };
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const { violations } = await page.evaluate((o) => window.axe.run(document, o), asked);
  return violations.flatMap((v) => v.nodes.map((n) => ({ selector: n.target.flat().join(" "), what: `${v.id}: ${v.help}; ${[...n.any, ...n.all, ...n.none][0]?.message ?? ""}` })));
}

// forcedContrast runs in the browser: text whose colour is too near that of what
// it stands on, as after forced-color-adjust: none.
function forcedContrast() {
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const linear = (v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const found = [];
  for (const e of document.body.querySelectorAll("*")) {
    if (e.closest("svg, script") || ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || !e.checkVisibility()) continue;
    let under = e;
    while (under.parentElement && (numbers(getComputedStyle(under).backgroundColor)[3] ?? 1) < 0.5) under = under.parentElement;
    const [a, b] = [getComputedStyle(e).color, getComputedStyle(under).backgroundColor].map((c) => light(numbers(c)));
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) found.push({ selector: [e.parentElement, e].map((x) => x.localName + [...x.classList].map((c) => `.${c}`).join("")).join(" > "), what: `contrast ${contrast.toFixed(2)}` });
  }
  return found;
}
