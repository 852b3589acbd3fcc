// The positions of a Lao syllable, written down a second time, as one pattern
// for each rule of Phissamay et al., so that a mistake in the program's table is
// not judged by the same table.

const X = "[ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮໜໝ]";
const onset = `(?:ຫ?${X}[\u0ebcຣວລ]?|ຫ${X})`;
const tone = "[\u0ec8-\u0ecb]?";
const final = "[ກງຍດນມຢບວຈສຊພຟລ]"; // X8, and X9 in loan words
const tail = `(?:${X}\u0ecc)?[ໆຯ]*`; // X9, X10

const rules = [
  `ເ${onset}(?:${tone}${final}?|[\u0eb4\u0eb5]${tone}${final}?|[\u0eb6\u0eb7]${tone}ອ${final}?|${tone}າ?ະ|\u0ebb${tone}າ|\u0eb1${tone}${final}|\u0eb1?${tone}ຽ)`, // 1
  `ແ${onset}(?:${tone}ວ?${final}?|${tone}ະ|\u0eb1${tone}${final})`, // 2
  `ໂ${onset}(?:${tone}${final}?|${tone}ະ|\u0eb1${tone}${final})`, // 3
  `ໄ${onset}${tone}ວ?`, // 4
  `ໃ${onset}${tone}ວ?`, // 5
  `${onset}[\u0eb8\u0eb9]${tone}${final}?`, // 6
  `${onset}[\u0eb4-\u0eb7]${tone}${final}?`, // 7
  `${onset}\u0ecd${tone}າ?`, // 8
  `${onset}\u0ebb${tone}(?:${final}|ວະ)`, // 9
  `${onset}\u0eb1${tone}ວ?${final}`, // 10
  `${onset}${tone}[ວອຽ]${final}`, // 11
  `${onset}${tone}ະ`, // 12
  `${onset}${tone}າ${final}?`, // 13
  `${onset}${tone}\u0eb3`, // 14
].map((r) => new RegExp(`^(?:${r})${tail}$`, "u"));

// nucleus gives 1 if a rule explains a syllable: each has one vowel.
export const nucleus = (s) => Number(rules.some((r) => r.test(s)));
