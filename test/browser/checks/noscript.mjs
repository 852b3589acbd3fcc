// Without JavaScript everything is there that is there with it, and the
// language switch works.

import { lost, measure } from "../measure.mjs";
import { Stage } from "../browser.mjs";
import { check as checkSwitch } from "./switch.mjs";

export async function check(stage, page) {
  await stage.set();
  const usual = await measure(stage.page);
  const without = await Stage.open(stage.page.context().browser(), stage.origin, { javaScript: false });
  try {
    await without.show(page);
    const found = lost(usual, await measure(without.page));
    return [...found, ...(await checkSwitch(without, page)), ...without.noise];
  } finally {
    await without.close();
  }
}
