// Package text knows how Vietnamese and Lao are written, as far as a site
// generator has to: one way to store what can be typed in several ways, ASCII
// names for addresses, what an address may be, and where a text may be cut or
// joined.
//
// Its functions are pure. They take text as it is and never look at a
// language: a Lao letter follows Lao rules wherever it stands.
//
// # Lao in one paragraph
//
// Lao has no spaces between words. A syllable is a consonant with marks above
// and below it, and vowels before and after it: in ເຂົ້າ the vowel ເ is written
// and stored before the consonant ຂ, the marks ົ and ້ are stacked on it, and
// າ follows. Unicode counts ເ, ຂົ້ and າ as three characters that people see
// ("grapheme clusters"), yet a cut between them leaves nothing that can be
// read. So nothing here ever cuts Lao by Unicode's clusters.
package text
