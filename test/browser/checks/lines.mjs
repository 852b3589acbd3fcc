// Lao lines end between syllables, as package text divides them, and nowhere
// else, at any width; what is copied or looked for is the text without marks.
// The page is shown in a frame, whose width changes without waiting.

import { divide, isLao } from "../../lao/divide.mjs";

const marks = /[\u0eb0-\u0ebd\u0ec6\u0ec8-\u0ece\u0eaf]/;
const closing = /[)\]}”’»›,.;:!?%…]/;
const opening = /[([{“‘«‹]/;

// A page of a walk is looked at in these widths; test/browser/lines takes more.
const few = [320, 410, 700, 1280];

export async function check(stage, page, widths = few) {
  await stage.set();
  const texts = await stage.page.evaluate(gather);
  const remove = () => stage.page.evaluate(() => document.querySelector("nc-frame").remove());
  if (texts.join("").replace(/[^\u0e80-\u0eff]/g, "").length < 20) return remove().then(() => []); // the name of the language
  const divided = divide(texts, true);
  const lines = await stage.page.evaluate(measure, widths);
  const found = new Map();
  for (const { block, at, width } of lines.ends) {
    const what = wrong(divided[block], at);
    if (what) found.set(`${block} ${at}`, { selector: around(texts[block], at), what: `${what}, ${width} px wide` });
  }
  for (const width of lines.wide) found.set(`wide ${width}`, { selector: "html", what: `a line runs out of the page, ${width} px wide` });
  const copied = await stage.page.evaluate(copy);
  await remove();
  return [...found.values(), ...copied.map((what) => ({ selector: "main", what }))];
}

const around = (s, at) => `${s.slice(Math.max(0, at - 12), at)}|${s.slice(at, at + 12)}`.replace(/\s+/g, " ");

// wrong says what is wrong with a line that ends at an offset; "" if nothing is.
function wrong({ text, pieces }, at) {
  const [before, after] = [text[at - 1], text.slice(at).trimStart()[0] ?? ""];
  if (!isLao(before ?? "") && !isLao(after)) return "";
  if (marks.test(after)) return "a line begins with a mark";
  if (closing.test(after)) return "a line begins with a closing mark";
  if (opening.test(before)) return "a line ends with an opening mark";
  const within = pieces.find((p, n) => p.end > at && (n ? pieces[n - 1].end : 0) < at);
  return within && within.kind !== "other" ? `a line ends inside a ${within.kind}` : "";
}

// gather runs in the browser: shows the page in a frame, and gives the texts of
// its blocks that have Lao in them.
async function gather() {
  const holder = document.createElement("nc-frame"); // no rule of the page is meant for it
  holder.style.cssText = "position: fixed; inset: 0; overflow: auto; z-index: 9";
  const frame = document.createElement("iframe");
  frame.style.cssText = "border: 0; height: 800px; width: 1280px; max-width: none";
  frame.src = location.pathname;
  frame.title = "lines";
  holder.append(frame);
  document.body.append(holder);
  await new Promise((done) => (frame.onload = done));
  await frame.contentDocument.fonts.ready;
  const doc = frame.contentDocument;
  const blocks = new Map();
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    let e = n.parentElement;
    if (e.closest("script, style, svg, pre, select, textarea, .skip")) continue;
    while (frame.contentWindow.getComputedStyle(e).display.startsWith("inline") && e !== doc.body && frame.contentWindow.getComputedStyle(e).display === "inline" || e.localName === "nc-lo") e = e.parentElement;
    blocks.has(e) ? blocks.get(e).push(n) : blocks.set(e, [n]);
  }
  window.ncBlocks = [...blocks.values()].filter((list) => list.some((n) => /[\u0e80-\u0eff]/.test(n.data)));
  return window.ncBlocks.map((list) => list.map((n) => n.data).join(""));
}

// measure runs in the browser: gives for each width where the lines of the
// blocks end, each place once, and the widths in which the page is too wide.
function measure(widths) {
  const frame = document.querySelector("nc-frame iframe");
  const [ends, wide, seen] = [[], [], new Set()];
  const range = frame.contentDocument.createRange();
  const below = (a, b) => b.top >= a.bottom - 0.4 * Math.min(a.height, b.height);
  for (const width of widths) {
    frame.style.width = `${width}px`;
    if (frame.contentDocument.documentElement.scrollWidth > width) wide.push(width);
    window.ncBlocks.forEach((list, block) => {
      let last = null;
      let offset = 0;
      const say = (at) => seen.has(`${block} ${at}`) || (seen.add(`${block} ${at}`), ends.push({ block, at, width }));
      for (const n of list) {
        range.selectNodeContents(n);
        const rects = [...range.getClientRects()].filter((r) => r.width > 0);
        if (rects.length && last && below(last, rects[0])) say(offset + (n.data.length - n.data.trimStart().length));
        if (rects.length > 1 && rects.some((r) => below(rects[0], r))) {
          let before = null;
          for (let i = 0; i < n.data.length; i++) {
            range.setStart(n, i);
            range.setEnd(n, i + 1);
            const r = range.getClientRects()[0];
            if (!r?.width) continue;
            if (before && below(before, r)) say(offset + i);
            before = r;
          }
        }
        last = rects.at(-1) ?? last;
        offset += n.data.length;
      }
    });
  }
  return { ends, wide };
}

// copy runs in the browser: copies the page's text, looks for some of it, and
// compares with the same page without the marks.
function copy() {
  const frame = document.querySelector("nc-frame iframe");
  const [doc, win] = [frame.contentDocument, frame.contentWindow];
  const main = doc.querySelector("main") ?? doc.body;
  const all = () => (win.getSelection().selectAllChildren(main), win.getSelection().toString());
  const found = [];
  const texts = [320, 700].map((width) => ((frame.style.width = `${width}px`), all()));
  const long = window.ncBlocks.map((list) => list.filter((n) => main.contains(n)).map((n) => n.data).join("")).map((s) => s.match(/[\u0e80-\u0eff]{8,40}/)?.[0]).find((s) => s && main.innerText.includes(s));
  win.getSelection().removeAllRanges();
  if (long && !win.find(long)) found.push(`"${long}" is not found in the page`);
  for (const e of doc.querySelectorAll("wbr")) e.remove();
  for (const e of doc.querySelectorAll("nc-lo")) e.replaceWith(...e.childNodes);
  doc.body.normalize();
  [320, 700].forEach((width, n) => {
    frame.style.width = `${width}px`;
    if (all() !== texts[n]) found.push(`copied ${width} px wide, the text is not that of the page without marks`);
  });
  if (texts.some((s) => /[\u200b\u2060]/.test(s))) found.push("copied text holds characters that nobody sees");
  return found;
}
