// Where the text of a page lies, as the browser laid it out, and what is wrong
// with that: text cut off by a box, text beside the page, lines on lines, text
// that was there before and is not any more.

// measure gives { width, lines } of a page as it is now. A line is a piece of
// text in one line box: { text, at (a selector), key, box, em, clip, outside,
// floats, hidden }. With paper, a box that could be scrolled counts as cutting.
export const measure = (page, { paper = false } = {}) => page.evaluate(readLines, paper);

// faults says what is wrong with a layout by itself.
export function faults(layout) {
  const found = [];
  if (layout.wide > layout.width) found.push({ selector: layout.widest, what: `the page is ${layout.wide} px wide in a window of ${layout.width}` });
  for (const l of layout.lines) {
    if (l.clip) found.push({ selector: l.at, what: `text is cut by ${l.clip}: "${l.text}"` });
    else if (l.outside) found.push({ selector: l.at, what: `text lies outside the page: "${l.text}"` });
  }
  return [...found, ...overlaps(layout.lines)];
}

// lost says what text of one layout is not in another one. What is folded away
// behind a summary that can be read is not lost.
export function lost(before, after) {
  const left = new Set(after.lines.map((l) => l.key));
  const gone = new Map(before.lines.filter((l) => !left.has(l.key) && !left.has(l.folds)).map((l) => [l.key, l]));
  return [...gone.values()].map((l) => ({ selector: l.at, what: `text is gone: "${l.text}"` }));
}

// overlaps looks for lines whose letters lie on each other. Line boxes may
// overlap a little; letters may not: taken is the middle of a line, 0.6 em.
function overlaps(lines) {
  const found = [];
  const ink = (l) => {
    const middle = (l.box.top + l.box.bottom) / 2;
    return { left: l.box.left + 1, right: l.box.right - 1, top: middle - 0.3 * l.em, bottom: middle + 0.3 * l.em };
  };
  const flat = lines.filter((l) => !l.floats && !l.hidden && !l.clip).map((l) => ({ l, i: ink(l) }));
  flat.sort((a, b) => a.i.top - b.i.top);
  flat.forEach((a, n) => {
    for (let m = n + 1; m < flat.length && flat[m].i.top < a.i.bottom; m++) {
      const b = flat[m];
      const over = Math.min(a.i.right, b.i.right) - Math.max(a.i.left, b.i.left);
      const deep = Math.min(a.i.bottom, b.i.bottom) - b.i.top;
      if (over > 2 && deep > 1) found.push({ selector: a.l.at, what: `"${a.l.text}" lies on "${b.l.text}"` });
    }
  });
  return found;
}

// readLines runs in the browser.
function readLines(paper) {
  const lines = [];
  const root = document.documentElement;
  const width = root.clientWidth;
  const lao = /[\u0e80-\u0eff]/;

  const name = (e) => e.localName + (e.id ? `#${e.id}` : [...e.classList].map((c) => `.${c}`).join(""));
  const place = (e) => {
    const up = [];
    for (let x = e; x && x !== document.body && up.length < 4; x = x.parentElement) up.unshift(name(x));
    return up.join(" > ");
  };

  // surroundings of an element, worked out once: which boxes cut it off, whether
  // it can be scrolled to, floats above the rest, or is for listeners only.
  const known = new Map();
  const around = (e) => {
    if (!e || e === root) return { clips: [], scrolls: false, floats: false, hidden: false };
    if (known.has(e)) return known.get(e);
    const above = around(e.parentElement);
    const s = getComputedStyle(e);
    const here = { ...above };
    const inline = s.display === "inline" || s.display === "contents";
    const cuts = (o) => /hidden|clip/.test(o) || (paper && /auto|scroll/.test(o));
    const tiny = e.clientWidth <= 1 && e.clientHeight <= 1 && cuts(s.overflowX);
    if (tiny || /inset\((50|100)%\)/.test(s.clipPath) || /^rect\((0|1)px/.test(s.clip)) here.hidden = true;
    else if (!inline && e !== document.body) {
      // what scrolls by itself hides nothing of what is inside it for good
      const x = cuts(s.overflowX) || s.clipPath !== "none" || /paint|strict|content/.test(s.contain);
      const y = cuts(s.overflowY) || s.clipPath !== "none" || /paint|strict|content/.test(s.contain);
      if (/auto|scroll/.test(s.overflowX + s.overflowY) && !paper) (here.clips = []), (here.scrolls = true);
      else if (x || y) here.clips = [...above.clips, { e, x, y }];
    }
    if (/fixed|sticky/.test(s.position)) here.floats = true;
    known.set(e, here);
    return here;
  };

  // A summary is one text, whatever breaks are written in it. folds gives that of
  // the summary behind which text can be folded away.
  const whole = (summary) => `${place(summary)}|${summary.textContent.trim().replace(/\s+/g, " ")}`;
  const folds = (e) => {
    const summary = e.closest("summary") ? null : e.closest("details")?.querySelector("summary");
    return summary ? whole(summary) : null;
  };

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.trim().replace(/\s+/g, " ");
    const e = node.parentElement;
    if (!text || e.closest("script, style, noscript, template, svg")) continue;
    if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    range.selectNodeContents(node);
    const em = parseFloat(getComputedStyle(e).fontSize);
    const { clips, scrolls, floats, hidden } = around(e);
    for (const r of range.getClientRects()) {
      if (r.width < 1) continue;
      const box = { left: r.left + scrollX, right: r.right + scrollX, top: r.top + scrollY, bottom: r.bottom + scrollY };
      const off = box.right <= 0 || box.bottom <= 0;
      // letters with their marks: more for Lao, which stacks them
      const reach = em * (lao.test(text) ? 0.75 : 0.5);
      const middle = (r.top + r.bottom) / 2;
      const by = clips.find(({ e: c, x, y }) => {
        const b = c.getBoundingClientRect();
        return (x && (r.left < b.left - 1 || r.right > b.right + 1)) || (y && (middle - reach < b.top - 1 || middle + reach > b.bottom + 1));
      });
      lines.push({
        text: text.slice(0, 40),
        key: e.closest("summary") ? whole(e.closest("summary")) : `${place(e)}|${text}`,
        folds: folds(e),
        at: place(e),
        box,
        em,
        floats,
        hidden: hidden || off,
        clip: !hidden && !off && by ? place(by.e) : null,
        outside: !hidden && !off && !scrolls && (box.left < -1 || box.right > width + 1),
      });
    }
  }
  const wide = root.scrollWidth;
  let widest = "html";
  if (wide > width) {
    const beyond = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 1 && !around(e.parentElement).scrolls);
    if (beyond.length) widest = place(beyond[0]);
  }
  return { width, wide, widest, lines };
}
