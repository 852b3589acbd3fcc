// Without JavaScript everything is there that is there with it, and the
// language switch works.

import { lost, measure } from "../measure.mjs";
import { Stage } from "../browser.mjs";
import { check as checkSwitch } from "./switch.mjs";

// plain holds for each stage one without JavaScript; it ends with the browser.
const plain = new WeakMap();

export async function check(stage, page) {
  await stage.set();
  const usual = await measure(stage.page);
  if (!plain.has(stage)) plain.set(stage, await Stage.open(stage.page.context().browser(), stage.origin, { javaScript: false }));
  const without = plain.get(stage);
  without.noise.length = 0;
  await without.show(page);
  const found = lost(usual, await measure(without.page));
  return [...found, ...(await checkSwitch(without, page, 1)), ...without.noise];
}
