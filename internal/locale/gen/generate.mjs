// Writes the tables of package locale (../cldr.go) from the data of CLDR, the
// Unicode project's collection of what is written how in which language.
//
// Development only: building and testing nhipcau does not need it. To add a
// language, add its tag to `tags` below and run, in an empty folder:
//
//   npm install cldr-core@48.2.0 cldr-dates-full@48.2.0 cldr-numbers-full@48.2.0 \
//     cldr-localenames-full@48.2.0 cldr-misc-full@48.2.0
//   node REPOSITORY/internal/locale/gen/generate.mjs node_modules
//
// then gofmt, and check.mjs beside this file. The packages are not committed;
// their licence, which the tables carry, is LICENSES/Unicode-3.0.txt.
//
// The script refuses what the Go code does not know how to print (another
// system of digits, groups of two digits, a field of a date) rather than
// guessing.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const tags = ["vi", "en", "lo", "km", "ko", "ja", "th"];
const version = "48.2.0";

const packages = process.argv[2];
if (!packages) {
  console.error("generate.mjs: name the folder with the cldr-* packages");
  process.exit(2);
}
const read = (...path) => JSON.parse(readFileSync(join(packages, ...path), "utf8"));
const main = (pkg, tag, file) => read(pkg, "main", tag, file).main[tag];

for (const pkg of ["core", "dates-full", "numbers-full", "localenames-full", "misc-full"]) {
  const found = read(`cldr-${pkg}`, "package.json").version;
  if (found !== version) throw new Error(`cldr-${pkg} is ${found}, not ${version}`);
}

// between takes a pattern of two places apart: what stands between them.
function between(pattern) {
  const parts = /^\{0\}(.*)\{1\}$/s.exec(pattern);
  if (!parts) throw new Error(`pattern ${pattern} writes around its items`);
  return parts[1];
}

function datePattern(pattern) {
  if (pattern.includes("''")) throw new Error(`a quotation mark in date pattern ${pattern}`);
  const letters = pattern.replace(/'[^']*'/g, "").match(/([A-Za-z])\1*/g);
  for (const field of letters) {
    if (!["d", "dd", "M", "MM", "MMM", "MMMM", "y", "G"].includes(field)) {
      throw new Error(`field ${field} in date pattern ${pattern}`);
    }
  }
  return pattern;
}

const likely = read("cldr-core", "supplemental", "likelySubtags.json").supplemental.likelySubtags;

// capital gives a name as it stands alone, as a label.
function capital(tag, name) {
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

function table(tag) {
  const numbers = main("cldr-numbers-full", tag, "numbers.json").numbers;
  if (numbers.defaultNumberingSystem !== "latn") throw new Error(`${tag}: digits are not 0 to 9`);
  const symbols = numbers["symbols-numberSystem-latn"];
  if (numbers["decimalFormats-numberSystem-latn"].standard !== "#,##0.###") {
    throw new Error(`${tag}: digits are not in groups of three`);
  }
  const percent = numbers["percentFormats-numberSystem-latn"].standard;
  if (!percent.includes("#,##0")) throw new Error(`${tag}: percent pattern ${percent}`);

  const calendar = main("cldr-dates-full", tag, "ca-gregorian.json").dates.calendars.gregorian;
  const months = (width) => Object.values(calendar.months.format[width]);
  const list = main("cldr-misc-full", tag, "listPatterns.json").listPatterns["listPattern-type-standard"];
  const names = main("cldr-localenames-full", tag, "languages.json").localeDisplayNames.languages;
  const order = main("cldr-misc-full", tag, "layout.json").layout.orientation.characterOrder;

  return {
    names: tags.map((t) => [t, capital(tag, names[t])]),
    dir: order === "right-to-left" ? "rtl" : "ltr",
    og: `${tag}_${likely[tag].split("-")[2]}`,
    decimal: symbols.decimal,
    group: symbols.group,
    minus: symbols.minusSign,
    minGrouping: Number(numbers.minimumGroupingDigits),
    percent: percent.replace("#,##0", "{0}").replace("%", symbols.percentSign),
    between: between(numbers["miscPatterns-numberSystem-latn"].range),
    list: [list["2"], list.start, list.middle, list.end].map(between),
    months: months("wide"),
    monthsShort: months("abbreviated"),
    era: calendar.eras.eraAbbr["1"],
    dates: {
      short: datePattern(calendar.dateFormats.medium),
      long: datePattern(calendar.dateFormats.long),
      month: datePattern(calendar.dateTimeFormats.availableFormats.yMMMM),
    },
  };
}

// Go reads these as the same characters; what cannot be seen is written out.
const quote = (s) => JSON.stringify(s).replace(/[\u00a0\u200b-\u200f\u2028\u2029\u2060]/g,
  (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
const quoted = (list) => list.map(quote).join(", ");

function goTable(tag) {
  const t = table(tag);
  return `	{
		Tag: ${quote(tag)},
		names: map[string]string{
${t.names.map(([k, v]) => `			${quote(k)}: ${quote(v)},`).join("\n")}
		},
		dir: ${quote(t.dir)},
		og: ${quote(t.og)},
		decimal: ${quote(t.decimal)},
		group: ${quote(t.group)},
		minus: ${quote(t.minus)},
		minGrouping: ${t.minGrouping},
		percent: ${quote(t.percent)},
		between: ${quote(t.between)},
		list: separators{${quoted(t.list)}},
		months: [12]string{${quoted(t.months)}},
		monthsShort: [12]string{${quoted(t.monthsShort)}},
		era: ${quote(t.era)},
		dates: datePatterns{${quoted([t.dates.short, t.dates.long, t.dates.month])}},
	},`;
}

const out = `// Code generated by gen/generate.mjs from CLDR ${version}; DO NOT EDIT.
//
// The data is © Unicode, Inc.; see LICENSES/Unicode-3.0.txt.
// SPDX-License-Identifier: Unicode-3.0

package locale

// locales are the languages that there are tables for, in a fixed order.
var locales = [...]Locale{
${tags.map(goTable).join("\n")}
}
`;
writeFileSync(new URL("../cldr.go", import.meta.url), out);
