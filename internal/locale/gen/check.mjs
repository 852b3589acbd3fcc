// Compares what package locale writes with Node's Intl, which has the same
// data from another implementation. From the root of the repository:
//
//   go run ./internal/locale/gen | node internal/locale/gen/check.mjs
//
// Exit 0: all the same. 1: the differences are listed. 2: this Node cannot
// tell (no full ICU, or no input).
//
// Our own reviewed patterns are not in Intl; for those the expectation is put
// together here from Intl's pieces and the rule of the language.
import { readFileSync } from "node:fs";

const samples = readFileSync(0, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
if (samples.length === 0) {
  console.error("check.mjs: no samples on stdin");
  process.exit(2);
}
const tags = [...new Set(samples.map((s) => s.lang))];
if (Intl.DateTimeFormat.supportedLocalesOf(tags).length !== tags.length) {
  console.error(`check.mjs: this Node has no data for all of ${tags}`);
  process.exit(2);
}

const dated = (lang, date, options) =>
  new Intl.DateTimeFormat(lang, { calendar: "gregory", numberingSystem: "latn", timeZone: "UTC", ...options }).format(date);
const parts = (date) => [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()];
const pad = (n, below) => (n < below ? "0" : "") + n;

// The reviewed patterns; see ../reviewed.go.
const reviewed = {
  vi: {
    short: ([d, m, y]) => `${pad(d, 10)}/${pad(m, 3)}/${y}`,
    long: ([d, m, y]) => `ngày ${pad(d, 10)} tháng ${pad(m, 3)} năm ${y}`,
    month: ([, m, y]) => `tháng ${pad(m, 3)} năm ${y}`,
  },
  en: {
    short: ([d, , y], date) => `${d} ${dated("en", date, { month: "short" })} ${y}`,
    long: ([d, , y], date) => `${d} ${dated("en", date, { month: "long" })} ${y}`,
  },
  lo: {
    short: (_, date) => dated("lo", date, { dateStyle: "short" }),
  },
};
const intlStyle = {
  short: { dateStyle: "medium" },
  long: { dateStyle: "long" },
  month: { year: "numeric", month: "long" },
};

function date(lang, style, input) {
  const at = new Date(input + "T00:00:00Z");
  const ours = reviewed[lang]?.[style];
  return ours ? ours(parts(at), at) : dated(lang, at, intlStyle[style]);
}

// Numbers go to Intl as text: it reads them exactly.
const digits = (text) => {
  const n = (text.split(".")[1] ?? "").length;
  return { minimumFractionDigits: n, maximumFractionDigits: n };
};

const expected = {
  name: (lang, tag) => {
    const name = new Intl.DisplayNames(lang, { type: "language" }).of(tag);
    return name.charAt(0).toLocaleUpperCase(lang) + name.slice(1);
  },
  short: (lang, input) => date(lang, "short", input),
  long: (lang, input) => date(lang, "long", input),
  month: (lang, input) => date(lang, "month", input),
  integer: (lang, n) => new Intl.NumberFormat(lang).format(n),
  decimal: (lang, text) => new Intl.NumberFormat(lang, digits(text)).format(text),
  percent: (lang, text) =>
    new Intl.NumberFormat(lang, { style: "percent", ...digits(text) }).format(`${text}e-2`),
  range: (lang, [from, to]) => new Intl.NumberFormat(lang).formatRange(from, to),
  list: (lang, items) => new Intl.ListFormat(lang).format(items),
  sorted: (lang, items) => [...items].sort(new Intl.Collator(lang).compare),
  og: (lang) => `${lang}_${new Intl.Locale(lang).maximize().region}`,
  dir: (lang) => {
    const locale = new Intl.Locale(lang);
    return (locale.getTextInfo?.() ?? locale.textInfo)?.direction ?? "ltr";
  },
};

let differences = 0;
for (const { lang, of, input, result } of samples) {
  const want = expected[of](lang, input);
  if (JSON.stringify(want) === JSON.stringify(result)) continue;
  differences++;
  console.log(`${lang} ${of}(${JSON.stringify(input)}): ${JSON.stringify(result)}, Intl has ${JSON.stringify(want)}`);
}
const data = `Node ${process.versions.node}, CLDR ${process.versions.cldr}`;
console.log(`locale tables: ${samples.length} samples in ${tags.length} languages, ${differences} differences (${data})`);
process.exit(differences ? 1 : 0);
