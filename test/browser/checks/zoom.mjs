// At 400 % zoom a window of 1280 px is 320 CSS px wide (WCAG 1.4.10): the page
// has no horizontal scrolling, no text is cut, lies on other text, or is gone.
// The usual width and that of a phone are looked at too.

import { faults, lost, measure } from "../measure.mjs";

export async function check(stage) {
  await stage.set();
  const usual = await measure(stage.page);
  const found = faults(usual);
  for (const width of [320, 768]) {
    await stage.set({ width, height: 256 });
    const narrow = await measure(stage.page);
    for (const fault of [...faults(narrow), ...lost(usual, narrow)]) found.push({ ...fault, what: `${fault.what} (${width} px)` });
  }
  return found;
}
