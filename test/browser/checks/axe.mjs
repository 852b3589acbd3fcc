// axe-core finds nothing by WCAG 2.2, levels A and AA: in light, in dark, in
// forced colours, and zoomed in to 400 %. Its rule on the size of targets
// (24 px) has to be asked for by name.

import { axeSource } from "../tools.mjs";

const source = axeSource();
const options = {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
};
const surroundings = {
  light: {},
  dark: { scheme: "dark" },
  "forced colours": { forced: "active" },
  "400 %": { width: 320, height: 256 },
};

export async function check(stage) {
  const found = [];
  for (const [name, how] of Object.entries(surroundings)) {
    await stage.set(how);
    for (const fault of await axe(stage.page)) found.push({ ...fault, what: `${fault.what} (${name})` });
  }
  return found;
}

// axe gives the violations on a page as it is now, also for other tests.
export async function axe(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const { violations } = await page.evaluate((o) => window.axe.run(document, o), options);
  return violations.flatMap((v) => v.nodes.map((n) => ({ selector: n.target.flat().join(" "), what: `${v.id}: ${v.help}; ${[...n.any, ...n.all, ...n.none][0]?.message ?? ""}` })));
}
