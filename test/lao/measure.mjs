// Judges how Lao is divided: by the published rules, by ICU's dictionary, and by
// a list that was divided by hand. test/lao/run is the command.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { corpus } from "./corpus.mjs";
import { divide, isLao, root } from "./divide.mjs";
import { nucleus } from "./rules.mjs";

const fetched = join(root, "test/.tools/lao");
const hand = join(root, "test/lao/hand.json");

const limits = { covered: 99, icu: 97, hand: 99 };

const percent = (n, of) => (of ? (100 * n) / of : 100);

// judge gives the figures of some texts, and what ICU sees otherwise.
function judge(texts) {
  const icu = new Intl.Segmenter("lo", { granularity: "word" });
  const sum = { chars: 0, covered: 0, inner: 0, ours: 0, syllables: 0 };
  const [unexplained, missed, wrong] = [new Map(), new Map(), new Set()];
  const count = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const { text, pieces } of divide(texts)) {
    let at = 0;
    for (const { end, kind } of pieces) {
      const s = text.slice(at, end);
      at = end;
      if (kind === "other") continue;
      sum.chars += s.length;
      if (kind === "unknown") count(unexplained, s);
      else sum.covered += s.length;
      if (kind !== "syllable") continue;
      sum.syllables++;
      if (nucleus(s.replace(/[\u200b\u2060]/g, "")) !== 1) wrong.add(s);
    }
    const ends = [0, ...pieces.map((p) => p.end)];
    for (const { index } of icu.segment(text)) {
      if (index === 0 || !isLao(text[index]) || !isLao(text[index - 1])) continue;
      sum.inner++;
      if (ends.includes(index)) sum.ours++;
      else count(missed, text.slice(ends.findLast((e) => e < index), index) + "|" + text.slice(index, ends.find((e) => e > index)));
    }
  }
  return { ...sum, unexplained, missed, wrong };
}

// files lists the files below a folder whose names end so.
function files(dir, ending) {
  return readdirSync(dir, { recursive: true }).filter((f) => f.endsWith(ending)).map((f) => join(dir, f)).sort();
}

const top = (map) => [...map].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 30).map(([s, n]) => `${s} ${n}`).join(", ");

export function main(words) {
  let good = true;
  const wants = (what, value, limit, below = false) => {
    const fits = below ? value <= limit : value >= limit;
    good &&= fits;
    console.log(`  ${fits ? "ok   " : "WRONG"} ${what}: ${value.toFixed(2)} % (${below ? "at most" : "at least"} ${limit} %)`);
  };
  const parts = corpus(fetched);
  const own = [...files(join(root, "content"), ".lo.md"), ...files(join(root, "themes"), ".lo.yaml")].map((f) => readFileSync(f, "utf8"));
  for (const [name, texts] of Object.entries({ "rules were tuned on": parts.seen, "kept aside": parts.aside, "this site": own })) {
    const j = judge(texts);
    console.log(`${name}: ${texts.length} texts, ${j.chars} Lao characters, ${j.syllables} syllables, ${j.inner} inner boundaries of ICU`);
    wants("characters in syllables and acronyms", percent(j.covered, j.chars), limits.covered);
    wants("boundaries of ICU that are ours", percent(j.ours, j.inner), limits.icu);
    wants("syllables with one nucleus, in the published positions", percent(j.syllables - j.wrong.size, j.syllables), 100);
    if (j.wrong.size) console.log(`    not so: ${[...j.wrong].join(", ")}`);
    if (words.includes("--list")) console.log(`    no rule explains: ${top(j.unexplained)}\n    only ICU parts: ${top(j.missed)}`);
  }
  judgeByHand(wants);
  return good;
}

// judgeByHand compares with test/lao/hand.json: texts of this site, and elements
// of the Declaration by their number, with where each syllable begins and ends. A
// syllable is right if both ends are. Where two divisions can be defended both
// are there, and the one that fits better counts.
function judgeByHand(wants) {
  const list = JSON.parse(readFileSync(hand, "utf8"));
  const html = readFileSync(join(fetched, "udhr.html"), "utf8");
  const texts = list.map(({ text, udhr, sha256 }) => {
    text ??= element(html, udhr);
    if (sha256 && createHash("sha256").update(text).digest("hex") !== sha256) throw new Error(`${udhr} of the Declaration is another text than the one that was divided`);
    return text;
  });
  const sum = { right: 0, ours: 0, theirs: 0 };
  divide(texts, true).forEach(({ text, pieces }, n) => {
    const ours = [];
    let at = 0;
    for (const { end, kind } of pieces) {
      if (kind === "name") ours.push(...divide([text.slice(at, end)])[0].pieces.map((p, k, all) => `${at + (k ? all[k - 1].end : 0)}-${at + p.end}`));
      else if (kind !== "other" && kind !== "digits") ours.push(`${at}-${end}`);
      at = end;
    }
    const found = list[n].divisions.map((d) => d.split(" ")).map((d) => ({ right: ours.filter((s) => d.includes(s)).length, theirs: d.length }));
    const best = found.reduce((a, b) => (b.right > a.right ? b : a));
    sum.right += best.right;
    sum.theirs += best.theirs;
    sum.ours += ours.length;
  });
  console.log(`divided by hand: ${sum.theirs} syllables`);
  wants("of ours are right (precision)", percent(sum.right, sum.ours), limits.hand);
  wants("of theirs are found (recall)", percent(sum.right, sum.theirs), limits.hand);
}

// element gives the text of the nth element of a kind: "p[9]".
function element(html, key) {
  const [, tag, n] = key.match(/^(\w+)\[(\d+)\]$/);
  const all = [...html.matchAll(new RegExp(`<${tag}\\b[^>]*>([\\s\\S]*?)</${tag}>`, "g"))];
  return all[n][1].replace(/<[^>]*>/g, "").replace(/\s+/g, " ").trim();
}
