// Proves that each check can fail: takes a page that all of them accept, breaks
// it in one place, and wants the check to say so; then the next place.

import { launch, Stage } from "./browser.mjs";
import * as keyboard from "./checks/keyboard.mjs";
import * as laoCheck from "./checks/lao.mjs";
import { files, serve } from "./server.mjs";
import { checks, look } from "./walk.mjs";

const page = { path: "vi/index.html", url: "/vi/", kind: "item", lang: "vi", name: "item", canonical: "https://example.org/cau/vi/", alternates: { vi: "/vi/", en: "/en/" } };

const good = (lang, other) => `<!DOCTYPE html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Cảng</title><link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark } body { font: 16px/1.6 sans-serif; margin: 1rem; color: CanvasText; background: Canvas }
a { color: LinkText; display: inline-block; min-height: 24px } a:focus-visible, button:focus-visible, .table:focus-visible { outline: 3px solid CanvasText; outline-offset: 2px }
.skip { position: absolute; left: -100vw } .skip:focus { left: 0; top: 0; background: Canvas } .table { overflow-x: auto } td { white-space: nowrap }
:lang(lo) { line-height: 1.8 } :has(> wbr) { white-space: nowrap } wbr { white-space: normal } button { min-height: 24px }
@media print { nav, .skip, button { display: none } td { white-space: normal } }
</style></head><body>
<a class="skip" href="#nc-main">Tới nội dung</a>
<header><nav aria-label="Ngôn ngữ"><a href="/${other}/" hreflang="${other}" lang="${other}">${other}</a></nav></header>
<main id="nc-main" tabindex="-1"><h1>Cảng</h1><p>Ngày <time datetime="2026-12-01">1/12/2026</time>. <a href="#cang">Cảng</a></p>
<h2 id="cang" lang="lo"><span>ທ່າເຮືອ ນ້ຳເລິກ</span></h2>
<div class="table" tabindex="0" role="region" aria-label="Bảng"><table><tr><th scope="col">Hàng</th></tr><tr><td>một dòng chữ dài không được ngắt để bảng phải cuộn ngang trên màn hình hẹp</td></tr></table></div>
<p lang="lo" class="lao">${"ຫມາຍ<wbr>ເຫດ<wbr>ບິ່ງດິ້ງ<wbr>".repeat(20)}ລາວ</p>
<button type="button">Nút</button>
<p id="address">https://example.org/cau/${lang}/</p></main></body></html>`;

// lao changes the Lao text of the page.
const lao = (what, by) => `<script>{ const p = document.querySelector(".lao"); p.innerHTML = p.innerHTML.replaceAll(${JSON.stringify(what)}, ${JSON.stringify(by)}) }</script></body>`;

// Each fault: the check, what it has to say, what to replace by what.
const faults = [
  ["quiet", "console error", "</body>", "<script>console.error('x')</script></body>"],
  ["quiet", "console warning", "</body>", "<script>console.warn('x')</script></body>"],
  ["quiet", "script error", "</body>", "<script>nothing()</script></body>"],
  ["quiet", "request to another host", "</body>", '<img alt="" src="https://example.com/x.png"></body>'],
  ["quiet", "answered 404", "</body>", '<img alt="" src="/x.png"></body>'],
  ["switch", "no link to this page in en", 'hreflang="en" lang="en"', 'lang="en"'],
  ["switch", "not on /en/", 'href="/en/" hreflang', 'href="/en/khac/" hreflang'],
  ["switch", 'lands on a page in "vi"', 'href="/en/" hreflang', 'href="/vi/khac/" hreflang'],
  ["keyboard", "Tab never comes here", "<button", '<button tabindex="-1" hidden>x</button><a href="#cang" onfocus="this.blur()">x</a><button'],
  ["keyboard", "Tab never comes here", '<a href="#cang">', '<a href="#cang" tabindex="1">'],
  ["keyboard", "too late for its place", "</body>", `<script>{
    const way = [".skip", "nav a", "button", "main a", ".table"].map((s) => document.querySelector(s));
    addEventListener("keydown", (e) => { if (e.key === "Tab") { e.preventDefault(); (way.shift() ?? { focus: () => document.activeElement.blur() }).focus() } });
  }</script></body>`],
  ["keyboard", "a second time", "</body>", "<script>document.querySelector('button').addEventListener('keydown', (e) => { if (e.key === 'Tab') { e.preventDefault(); document.querySelector('main a').focus() } })</script></body>"],
  ["keyboard", "nothing that can be used", "<button", '<div contenteditable="plaintext-only" aria-label="x">x</div><button'],
  ["keyboard", "cannot see that it has the focus", "</style>", ".table:focus-visible { outline: none }</style>"],
  ["keyboard", "0 pixels change clearly (dark)", "</style>", "@media (prefers-color-scheme: dark) { :focus-visible { outline-color: Canvas !important } }</style>"],
  ["keyboard", "covered or outside", "</style>", "header { position: fixed; inset: 0; background: Canvas }</style>"],
  ["keyboard", "no link to the text", 'class="skip" href="#nc-main"', 'class="skip" href="/en/"'],
  ["keyboard", "does not lead into the text", "</body>", "<script>document.querySelector('.skip').addEventListener('click', (e) => e.preventDefault())</script></body>"],
  ["axe", "(light)", "<button type=\"button\">Nút", '<button type="button">'],
  ["axe", "(dark)", "</style>", "@media (prefers-color-scheme: dark) { p { color: #444 } }</style>"],
  ["axe", "(forced colours)", "</style>", "@media (forced-colors: active) { p { forced-color-adjust: none; color: #bbb } }</style>"],
  ["axe", "target-size", "<button", '<button aria-label="x" style="all: unset; display: inline-block; width: 9px; height: 9px"></button><button'],
  ["zoom", "px wide in a window", "</style>", "h1 { width: 400px }</style>"],
  ["zoom", "text is cut by", "</style>", "p { max-height: 20px; overflow: hidden; width: 90px }</style>"],
  ["zoom", "lies on", "</style>", "p { margin-top: -4em }</style>"],
  ["zoom", "text is gone", "</style>", "@media (width < 400px) { h1 { display: none } }</style>"],
  ["zoom", "lies outside the page", "</style>", "h1 { position: absolute; left: -20px }</style>"],
  ["spacing", "text is cut by", "</style>", "#address { white-space: nowrap; overflow: hidden; width: 200px }</style>"],
  ["spacing", "lies on", "<h1>Cảng</h1><p>", '<h1 style="line-height: 1; height: 2em; margin: 0">Cảng<br>biển</h1><p style="margin-top: 0">'],
  ["noscript", "text is gone", "<h1>Cảng</h1>", "<h1></h1><script>document.querySelector('h1').textContent = 'Cảng'</script>"],
  ["noscript", 'lands on a page in "vi"', '<a href="/en/" hreflang="en"', '<a onclick="location=\'/en/\'" href="#" hreflang="en"'],
  ["motion", "is animated", "</style>", "@keyframes x { to { opacity: 0.5 } } h1 { animation: x 1s infinite }</style>"],
  ["motion", "would move", "</style>", "a { transition: transform 1s }</style>"],
  ["motion", "scrolls smoothly", "</style>", "html { scroll-behavior: smooth }</style>"],
  ["lao", "for Lao", ":lang(lo) { line-height: 1.8 }", ":lang(lo) { line-height: 1.5 }"],
  ["lao", "marks are cut off", "</style>", "h2 span { display: block; overflow: hidden; height: 0.8em; line-height: 1.6 }</style>"],
  ["lao", "marks of two lines collide", ":lang(lo) { line-height: 1.8 }", ":lang(lo) { line-height: 1.2 }"],
  ["lines", "a line ends inside a syllable", ":has(> wbr) { white-space: nowrap }", ""],
  ["lines", "a line ends inside a syllable", "</body>", lao("ມາຍ", "<wbr>ມາຍ")],
  ["lines", "a line ends inside a name", "</body>", lao("ດິ້ງ", "<wbr>ດິ້ງ")],
  ["lines", "a line begins with a mark", "</body>", lao("າຍ", "<wbr>າຍ")],
  ["lines", "a line begins with a closing mark", "</body>", lao("<wbr>", "<wbr>)")],
  ["lines", "a line ends with an opening mark", "</body>", lao("<wbr>", "(<wbr>")],
  ["lines", "a line runs out of the page", "</style>", ".lao { white-space: nowrap !important } .lao wbr { display: none }</style>"],
  ["lines", "characters that nobody sees", "</body>", lao("<wbr>", "<wbr>\u200b")],
  ["lines", "is not that of the page without marks", "</body>", lao("<wbr>", "<wbr><nc-lo style='display: block'>ກ</nc-lo>")],
  ["lines", "is not found", "</body>", lao("<wbr>", "<wbr><input aria-label='x'>")],
  ["print", "navigation is printed", "@media print { nav,", "@media print {"],
  ["print", "the paper does not say", 'id="address"', 'id="address" hidden'],
  ["print", "no day on paper", "<time", "<time hidden"],
  ["print", "the sheet takes 3 pages", "<main", '<main class="sheet" style="min-height: 2300px"'],
  ["print", "not A4", "</style>", "@page { size: A5 }</style>"],
  ["print", "text is cut by", "@media print { nav, .skip, button { display: none } td { white-space: normal }", "@media print { nav, .skip, button { display: none } .table { width: 90px }"],
];

export async function main(only) {
  const browser = await launch();
  let passed = 0;
  const failed = [];
  try {
    const site = { "en/index.html": good("en", "vi"), "vi/khac/index.html": good("vi", "en"), "en/khac/index.html": good("en", "vi") };
    const judge = async (html, names) => {
      const server = await serve(files({ ...site, "vi/index.html": html }));
      const stage = await Stage.open(browser, server.origin);
      keyboard.forget();
      laoCheck.forget();
      const found = await look(stage, page, names);
      await stage.close();
      await server.close();
      return found.map((f) => `${f.check}: ${f.selector} ${f.what}`);
    };
    const html = good("vi", "en");
    const first = await judge(html, Object.keys(checks));
    first.length ? failed.push("an unbroken page is not accepted:", ...first.map((l) => `  ${l}`)) : passed++;
    for (const [check, saying, what, by] of faults.filter(([c]) => only.length === 0 || only.includes(c))) {
      if (!html.includes(what)) failed.push(`${check}: nothing to replace: ${what}`);
      const found = await judge(html.replace(what, () => by), [check]);
      if (found.some((l) => l.includes(saying))) passed++;
      else failed.push(`${check} does not say "${saying}" but:`, ...found.map((l) => `  ${l}`));
    }
    for (const name of Object.keys(checks)) if (!faults.some(([c]) => c === name)) failed.push(`no fault for the check ${name}`);
  } finally {
    await browser.close();
  }
  failed.forEach((line) => console.log(line));
  console.log(`${passed} of ${faults.length + 1} as they should be`);
  return failed.length === 0;
}
