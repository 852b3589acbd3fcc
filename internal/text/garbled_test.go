package text

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// encode writes s as a legacy encoding looks in Windows-1252. ok is false where
// the encoding has no such letter.
func (c codes) encode(s string) (word string, ok bool) {
	var b strings.Builder
	for _, r := range s {
		switch code, known := c.of[string(r)]; {
		case known:
			b.WriteString(code)
		case r < utf8.RuneSelf:
			b.WriteRune(r)
		default:
			return "", false
		}
	}
	return b.String(), true
}

// misread is s as a program shows it that takes UTF-8 for Windows-1252.
func misread(s string) string {
	var b strings.Builder
	letters := []rune(windows1252)
	for i := range len(s) {
		if c := s[i]; c >= 0x80 && c < 0xA0 {
			b.WriteRune(letters[c-0x80])
		} else {
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}

// mend applies what was found.
func mend(s string, found []Garbled) string {
	var b strings.Builder
	at := 0
	for _, g := range found {
		b.WriteString(s[at:g.Start])
		b.WriteString(g.Mended)
		at = g.End
	}
	return b.String() + s[at:]
}

const sample = `---
title: Hội nghị xúc tiến đầu tư
---

Sáng ngày 5 tháng 9, tỉnh tổ chức hội nghị ở thành phố biển, có gần ba trăm khách
trong nước và ngoài nước. Đại diện các sở, ngành trả lời câu hỏi của doanh nghiệp
về đất đai, thuế, lao động và đường sắt; hai bên ký bốn biên bản ghi nhớ.

- ở đó, cá và tôm được nuôi từ lâu
- giếng nước, quả quýt, khuỷu tay, nghiêng ngả, thuở xưa, yêu quý
`

func TestLegacyTextsAreMended(t *testing.T) {
	small := strings.ToLower(sample)
	for name, c := range map[string]struct{ in, want, encoding string }{
		"TCVN3":                    {must(tcvn3Codes.encode(small)), small, TCVN3},
		"TCVN3, ends of lines":     {must(tcvn3Codes.encode(strings.ReplaceAll(small, "\n", "\r\n"))), strings.ReplaceAll(small, "\n", "\r\n"), TCVN3},
		"VNI":                      {must(vniCodes.encode(sample)), sample, VNI},
		"VNI in capitals":          {must(vniCodes.encode(strings.ToUpper(sample))), strings.ToUpper(sample), VNI},
		"VNI, abbreviations":       {"Uûy ban UBNÑ vaø QÑ-TTg veà ñaát ñai", "Ủy ban UBNĐ và QĐ-TTg về đất đai", VNI},
		"from the literature, VNI": {"Tieáng Vieät coù 29 chöõ caùi", "Tiếng Việt có 29 chữ cái", VNI},
		"from the literature, ABC": {"TiÕng ViÖt cã 29 ch÷ c¸i", "Tiếng Việt có 29 chữ cái", TCVN3},
		"misread":                  {misread(sample), sample, Windows1252},
		"misread Lao":              {misread("ແຂວງຈຳປາສັກ ສປປ ລາວ"), "ແຂວງຈຳປາສັກ ສປປ ລາວ", Windows1252},
		"misread quotation marks":  {misread("“Cảng” – ‘biển’…"), "“Cảng” – ‘biển’…", Windows1252},
		"one line of a right text": {sample + misread("Đường sắt") + "\n", sample + "Đường sắt\n", Windows1252},
		"a paragraph of VNI in a right text": {
			sample + must(vniCodes.encode("Hội nghị bàn về đường sắt.")) + "\n", sample + "Hội nghị bàn về đường sắt.\n", VNI},
	} {
		t.Run(name, func(t *testing.T) {
			found := FindGarbled("vi", []byte(c.in))
			if got := mend(c.in, found); got != c.want {
				t.Errorf("mended to\n%s\nwant\n%s", got, c.want)
			}
			for _, g := range found {
				if g.Encoding != c.encoding {
					t.Errorf("%q is said to be %s", c.in[g.Start:g.End], g.Encoding)
				}
			}
			if again := FindGarbled("vi", []byte(c.want)); len(again) > 0 {
				t.Errorf("what is mended is not right yet: %v", again)
			}
		})
	}
}

func must(s string, ok bool) string {
	if !ok {
		panic("the encoding has no such letter")
	}
	return s
}

// What a legacy encoding can write at all is read back from it: for every
// syllable that there can be.
func TestLegacyEncodingsReadBackWhatTheyWrite(t *testing.T) {
	n := 0
	for onset := range onsets {
		for rhyme := range rhymes {
			letters := []rune(rhyme)
			for at := range letters {
				row := toneRow(letters[at])
				for tone := range row {
					toned := append([]rune{}, letters...)
					toned[at] = row[tone]
					w := onset + string(toned)
					if !isSyllable(w) {
						continue
					}
					n++
					if got, ok := tcvn3Codes.decode(must(tcvn3Codes.encode(w))); !ok || got != w {
						t.Errorf("TCVN3: %q came back as %q", w, got)
					}
					for _, w := range []string{w, strings.ToUpper(w)} {
						if got, ok := vniCodes.decode(must(vniCodes.encode(w))); !ok || got != w {
							t.Errorf("VNI: %q came back as %q", w, got)
						}
					}
				}
			}
		}
	}
	if n < 10000 {
		t.Errorf("only %d syllables", n)
	}
	if len(tcvn3Codes.of) != 12*6-6+7+1-0 {
		t.Errorf("TCVN3 has %d letters beyond ASCII", len(tcvn3Codes.of))
	}
	// In VNI ô and ơ and some others are letters of Western Europe.
	if len(vniCodes.to) < 2*(12*6-6) {
		t.Errorf("VNI has %d letters beyond ASCII", len(vniCodes.to))
	}
}

func toneRow(r rune) []rune {
	for _, row := range vowels {
		if letters := []rune(row); letters[0] == r {
			return letters
		}
	}
	return nil
}

func TestVietnameseSyllables(t *testing.T) {
	for _, w := range strings.Fields("Việt chữ ĐỊNH Đường Nguyễn hoà hòa quý giếng gìn khuỷu yêu ở nghiêng oằn Quốc ước thuở Huế khoẻ khỏe ủy uỷ ả a") {
		if !isSyllable(w) {
			t.Errorf("%q is none", w)
		}
	}
	for _, w := range strings.Fields("hoàn àn oáń cát́ cat cảc hoaì tiéng Loïc José été Müller ngoaì b bcd quyết́ phuở̀ xã-hội xãhội") {
		if isSyllable(norm.NFC.String(w)) && w != "hoàn" && w != "oán" && w != "àn" {
			t.Errorf("%q is one", w)
		}
	}
}

// Real names that articles on partners abroad have, and what else is right.
var foreign = map[string]string{
	"French":     "François Hollande, Édouard Philippe, Loïc Rémy, Noël Le Graët, Gérard Depardieu, Raphaël Varane, Hélène Carrère, Joël Robuchon, Chloé Zhao, Anaïs Nin, Zoë, Saint-Barthélemy, Orléans, Nîmes, Besançon, Saint-Étienne, Île-de-France, Hauts-de-Seine, Rhône-Alpes, Citroën, Hermès, Nestlé, L'Oréal, Société Générale, Crédit Agricole, Électricité de France, École française d'Extrême-Orient, Agence française de développement, café, thé, forêt, où, là, déjà, naïf, Thaï, maïs, août, goût, voûte, canoë",
	"Spanish":    "José María Aznar, Raúl González, Iñaki Urdangarin, Begoña Gómez, Andrés Iniesta, Peña Nieto, Núñez, Ibáñez, Muñoz, Martín, Ángel, Óscar, Íñigo, Málaga, Cádiz, Córdoba, León, A Coruña, Logroño, Perú, México, Bogotá, Medellín, Panamá, Asunción, España, año, mañana, aún, día, río, país, también, según, así, está",
	"German":     "Jürgen Klopp, Gerhard Schröder, Björn Höcke, Günter Grass, Jörg, Käthe Kollwitz, Weiß, Strauß, Düsseldorf, Köln, München, Nürnberg, Göttingen, Würzburg, Lübeck, Saarbrücken, Österreich, Zürich, Fürth, Baden-Württemberg, Thüringen, Gesellschaft für Internationale Zusammenarbeit, Außenhandel, Straße, Größe, für, über, schön, Bär, Tür",
	"Portuguese": "João Pessoa, São Paulo, Antônio Guterres, José Sócrates, Luís Figo, Simão, Conceição, Assunção, Gonçalves, Magalhães, Guimarães, Camões, Évora, Setúbal, Brasília, Goiânia, Maranhão, Ceará, Paraná, Açores, Moçambique, Timor-Leste, não, pão, mãe, é, avô, avó, já, três, português, cooperação",
	"Nordic":     "Gro Harlem, Jørgen, Bjørn, Sørensen, Ångström, Malmö, Göteborg, Århus, Tromsø, Ålesund, Ærø, Þór, Björk Guðmundsdóttir, Reykjavík",
	"signs":      "5 °C, ±2 %, 3 m², § 5, ©2022, Windows®, «có», 2 µm, ½, ¼, £ 5, ¥ 100, a × b ÷ c, 10·5, ªº, «Cá»… «là»",
	"capitals":   "“CHÚNG TA ĐÃ” – ‘CÀ PHÊ’ ‘LÀ Ô’ “Ê…” “BÃ”, “VÂ–”, HÀ–NỘI, CÁ… TÔ…",
}

func TestNoFalseAlarms(t *testing.T) {
	for lang, names := range foreign {
		list := strings.Split(names, ", ")
		for name, s := range map[string]string{
			"in one line":       names,
			"a line each":       strings.Join(list, "\n"),
			"in Vietnamese":     "Ông " + strings.Join(list, " gặp bà ") + " ở Bình Định.",
			"after Vietnamese":  sample + names,
			"each in its table": "| " + strings.Join(list, " |\n| ") + " |",
			"twice":             names + "\n" + names,
		} {
			if found := FindGarbled("vi", []byte(s)); len(found) > 0 {
				t.Errorf("%s %s: %q is said to be %s for %q", lang, name, s[found[0].Start:found[0].End], found[0].Encoding, found[0].Mended)
			}
		}
	}
	for _, s := range []string{"Cá và tôm, bò và lúa, cà phê", "cá\ntôm\nbò\nmía\nlúa\ncà phê\nhoa sen", sample, "", "abc", "\xff\xfe Ã¡"} {
		if found := FindGarbled("vi", []byte(s)); len(found) > 0 {
			t.Errorf("%q: %v", s, found)
		}
	}
	if found := FindGarbled("en", []byte(must(vniCodes.encode(sample)))); len(found) > 0 {
		t.Errorf("VNI in English: %v", found)
	}
}

// The sample site has no garbled word, and each of its Vietnamese texts is found
// and mended if it comes in VNI, but for the lines that have no letter of it.
func TestTheSampleSite(t *testing.T) {
	site := os.DirFS("../../content")
	n := 0
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".md") {
			return err
		}
		data, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		n++
		if found := FindGarbled("vi", data); len(found) > 0 {
			t.Errorf("%s: %q", name, data[found[0].Start:found[0].End])
		}
		if strings.IndexFunc(string(data), isHigh) == strings.LastIndexFunc(string(data), isHigh) {
			return nil // one sign, such as m², is no proof
		}
		if in := misread(string(data)); mend(in, FindGarbled("lo", []byte(in))) != string(data) {
			t.Errorf("%s, misread, is not mended: %q", name, difference(mend(in, FindGarbled("lo", []byte(in))), string(data)))
		}
		return nil
	})
	if err != nil || n < 100 {
		t.Fatal(n, err)
	}
}

func isHigh(r rune) bool { return r >= utf8.RuneSelf }

// difference is where two texts differ first.
func difference(a, b string) [2]string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return [2]string{a[max(0, i-20):min(len(a), i+20)], b[max(0, i-20):min(len(b), i+20)]}
}

func FuzzFindGarbled(f *testing.F) {
	for _, s := range []string{sample, misread(sample), must(vniCodes.encode(sample)), "Ã", "á»", "\xc3", "ñ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, g := range FindGarbled("vi", []byte(s)) {
			if g.Start < at || g.End <= g.Start || g.End > len(s) || !utf8.ValidString(s[g.Start:g.End]) || s[g.Start:g.End] == g.Mended {
				t.Fatalf("%q: %+v", s, g)
			}
			at = g.End
		}
	})
}

func BenchmarkFindGarbled(b *testing.B) {
	data := []byte(strings.Repeat(sample, 20))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		FindGarbled("vi", data)
	}
}

// Words of syllables by chance, in either encoding, come back whatever they are.
func TestWordsComeBack(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	words := strings.Fields(strings.ToLower(strings.NewReplacer(".", "", ",", "", ";", "", "-", "", ":", "").Replace(sample)))
	for range 200 {
		var list []string
		for range 12 {
			list = append(list, words[r.IntN(len(words))])
		}
		s := strings.Join(list, " ")
		for name, c := range map[string]codes{TCVN3: tcvn3Codes, VNI: vniCodes} {
			in := must(c.encode(s))
			if found := FindGarbled("vi", []byte(in)); mend(in, found) != s && len(found) > 0 {
				t.Errorf("%s: %q became %q, not %q", name, in, mend(in, found), s)
			} else if len(found) == 0 {
				t.Logf("%s: %q is not seen", name, in)
			}
		}
	}
}

func TestLaoFonts(t *testing.T) {
	old := strings.Repeat("ê½ìâºÄ¹Æ ©É¾ìÖÍ½ë ", 4)
	for s, want := range map[string]bool{
		old:                              true,
		"title: ແຂວງ\n" + old:            true,
		strings.Repeat("ແຂວງ", 30) + old: false,
		foreign["French"]:                false,
		foreign["Portuguese"]:            false,
		sample:                           false,
		"":                               false,
	} {
		if got := IsLaoFont([]byte(s)); got != want {
			t.Errorf("%.40q: %v", s, got)
		}
	}
}
