// More room for text, as readers set it for themselves (WCAG 1.4.12), loses
// nothing: lines 1.5, paragraphs 2 em, letters 0.12 em, words 0.16 em apart.
// Lao is not written with room between letters and has higher lines anyway.

import { faults, lost, measure } from "../measure.mjs";

const style = `
*:not(:lang(lo)) { line-height: 1.5 !important; letter-spacing: 0.12em !important }
* { word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }`;

export async function check(stage) {
  await stage.set();
  const usual = await measure(stage.page);
  const sheet = await stage.page.addStyleTag({ content: style });
  const found = [];
  for (const width of [1280, 320]) {
    await stage.set({ width });
    const spaced = await measure(stage.page);
    for (const fault of [...faults(spaced), ...lost(usual, spaced)]) found.push({ ...fault, what: `${fault.what} (${width} px)` });
  }
  await sheet.evaluate((e) => e.remove());
  return found;
}
