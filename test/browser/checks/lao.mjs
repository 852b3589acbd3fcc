// Lao letters carry marks above and below; nothing may cut them off. Wherever
// there is Lao text, on any page: lines of at least 1.6 em, and a picture of
// stacked marks set in its place is the same with and without boxes that cut, and
// no higher than a line, so that the marks of two lines never meet.

import { compare, height, shot } from "../pictures.mjs";

const atLeast = 1.6; // em; drawn, ຫຼື້ takes 1.55 in Noto Sans Lao, 1.6 in its bold
const marks = "ຫຼື້ ກໍ່ ນ້ຳ ທີ່ ຍິ້ມ ຜູ້";

// looked holds kinds of places whose picture was compared already.
const looked = new Set();
export const forget = () => looked.clear();

export async function check(stage) {
  await stage.set();
  const { found, places } = await stage.page.evaluate(findLao, { atLeast, known: [...looked] });
  for (const place of places) {
    looked.add(place.kind);
    const clip = await stage.page.evaluate(setMarks, { n: place.n, marks });
    const inside = await shot(stage.page, clip);
    const open = await stage.page.evaluateHandle(openBoxes, place.n);
    const alone = await shot(stage.page, clip);
    await open.evaluate((undo) => undo());
    const { changed } = compare(inside, alone);
    const ink = height(alone, [255, 0, 255]);
    if (ink === 0) found.push({ selector: place.name, what: "the marks do not show" });
    if (ink > place.line + 1) found.push({ selector: place.name, what: `marks of two lines collide: they are ${ink} px high in lines of ${place.line} px` });
    if (changed > 0) found.push({ selector: place.name, what: `marks are cut off: ${changed} pixels are missing` });
  }
  await stage.page.evaluate(() => window.ncLao.forEach(([e, html]) => ((e.innerHTML = html), e.style.removeProperty("position"))));
  return found;
}

// findLao runs in the browser: elements with Lao text of their own, what is
// wrong with their lines, and one place of each kind for a picture.
function findLao({ atLeast, known }) {
  const found = [];
  const places = [];
  window.ncLao = [];
  const lao = /[\u0e80-\u0eff]/;
  const name = (e) => e.localName + [...e.classList].map((c) => `.${c}`).join("");
  for (const e of document.body.querySelectorAll("*")) {
    const own = [...e.childNodes].filter((n) => n.nodeType === 3 && lao.test(n.data));
    if (!own.length || e.closest("script, style, svg, title") || !e.checkVisibility({ visibilityProperty: true })) continue;
    const s = getComputedStyle(e);
    const lines = parseFloat(s.lineHeight) / parseFloat(s.fontSize);
    const place = [e.parentElement?.parentElement, e.parentElement, e].filter(Boolean).map(name).join(" > ");
    if (!(lines >= atLeast - 0.001)) found.push({ selector: place, what: `lines of ${s.lineHeight === "normal" ? "normal height" : lines.toFixed(2) + " em"} for Lao: "${e.textContent.trim().slice(0, 24)}"` });
    const box = e.getBoundingClientRect();
    const kind = `${place} ${s.fontSize} ${s.fontWeight}`;
    if (known.includes(kind) || places.some((p) => p.kind === kind) || box.right < 0 || box.width < 2 || [...e.children].some((c) => c.localName !== "wbr")) continue;
    places.push({ n: window.ncLao.length, kind, name: place, line: parseFloat(s.lineHeight) });
    window.ncLao.push([e, e.innerHTML]);
  }
  return { found, places };
}

// setMarks runs in the browser: shows stacked marks where a text was, which
// keeps its room, and gives the part of the window that they take.
function setMarks({ n, marks }) {
  const [e] = window.ncLao[n];
  for (const other of document.querySelectorAll("nc-marks")) other.remove(); // of the place before
  e.scrollIntoView({ block: "center", behavior: "instant" });
  const text = document.createElement("nc-marks"); // no rule of the page is meant for it
  text.textContent = marks;
  if (getComputedStyle(e).position === "static") e.style.position = "relative"; // so that what cuts it cuts the marks
  text.style.cssText = "position: absolute; visibility: visible; white-space: nowrap; color: #f0f";
  const hold = document.createElement("nc-before");
  hold.style.visibility = "hidden";
  hold.append(...e.childNodes);
  e.replaceChildren(text, hold);
  const em = parseFloat(getComputedStyle(e).fontSize);
  const box = text.getBoundingClientRect();
  const x = Math.max(0, box.left);
  const y = Math.max(0, box.top - em);
  return { x, y, width: Math.min(box.width, innerWidth - x), height: Math.min(box.height + 2 * em, innerHeight - y) };
}

// openBoxes runs in the browser: takes away everything that cuts, and gives what
// puts it back.
function openBoxes(n) {
  const undo = [];
  for (let e = window.ncLao[n][0]; e && e !== document.body; e = e.parentElement) {
    const s = getComputedStyle(e);
    // what scrolls sideways (a table) may cut at its sides, not above and below
    if (/auto|scroll/.test(s.overflowX) || s.display === "inline") continue;
    const before = e.getAttribute("style");
    e.style.setProperty("overflow", "visible", "important");
    e.style.setProperty("clip-path", "none", "important");
    e.style.setProperty("contain", "none", "important");
    undo.push(() => (before === null ? e.removeAttribute("style") : e.setAttribute("style", before)));
  }
  return () => undo.forEach((f) => f());
}
