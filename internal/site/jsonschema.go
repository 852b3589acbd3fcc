package site

import (
	"path"
	"slices"
	"strings"
	"time"

	"nhipcau/internal/fact"
	"nhipcau/internal/locale"
)

// object is a JSON object on its way out.
type object = map[string]any

// JSONSchema describes the front matter of a section's items, in files of one
// language, as JSON Schema (draft 2020-12): for programs that complete and check
// what an editor writes. It knows the keys, what may stand where, and how values
// are written in that language, one way each: Load takes further spellings, and
// refuses more. Constructs newer than draft 7 are left out, since some programs
// know only that.
func (s *Site) JSONSchema(sec *Section, lang int) map[string]any {
	properties, originals, required := object{}, object{}, []string{"title"}
	for key, words := range keyWords {
		properties[key] = object{"description": words, "type": "string"}
	}
	properties["slug"].(object)["pattern"] = slugPattern
	properties["draft"].(object)["type"] = "boolean"
	properties["from"].(object)["enum"] = s.Langs
	properties["aliases"] = described(oneOrMore(object{"type": "string"}), keyWords["aliases"])
	properties["withdrawn"] = described(object{"type": []string{"boolean", "string"}}, keyWords["withdrawn"])
	properties["lists"] = described(listsSchema(), keyWords["lists"])
	properties["figures"] = described(object{"type": "array", "items": object{"type": "string", "pattern": "#."}, "minItems": 1}, keyWords["figures"])
	var facts []string
	for _, f := range sec.Schema.fields() {
		properties[f.Name] = s.fieldSchema(sec, f, lang)
		if f.Required {
			facts = append(facts, f.Name)
		}
		if f.Kind != fact.KindText {
			originals[f.Name] = false
		}
	}
	originals["withdrawn"], originals["lists"], originals["figures"] = false, false, false
	schema := object{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"title":   path.Join(contentDir, sec.Path) + " (" + s.Langs[lang] + ")",
		"type":    "object", "properties": properties, "required": required, "additionalProperties": false,
		"if":   object{"required": []string{"from"}},
		"then": object{"properties": originals},
	}
	// In other languages than the first, a text without from may be a
	// translation all the same.
	if lang == 0 && len(facts) > 0 {
		schema["else"] = object{
			"if":   object{"required": []string{"draft"}, "properties": object{"draft": object{"const": true}}},
			"else": object{"required": facts},
		}
	}
	return schema
}

const slugPattern = "^[a-z0-9]+(-[a-z0-9]+)*$"

// keyWords say what the keys are for that no field describes.
var keyWords = map[string]string{
	"title":       "Tên bài, trên một dòng · The title, on one line",
	"summary":     "Tóm tắt một, hai câu · One or two sentences for lists and search engines",
	"imageText":   "Hình đại diện cho thấy gì · What the picture shows, for those who do not see it",
	"slug":        "Tên trong địa chỉ của trang, nếu khác tên tệp · The name in the address",
	"aliases":     "Địa chỉ cũ của trang · Old addresses of the page",
	"draft":       "Bản nháp, không được đăng · A draft, not published",
	"from":        "Bản dịch được dịch từ ngôn ngữ nào · The language that the translation was made from",
	"withdrawn":   "Rút bài: true, một ngày, hoặc bài thay thế · Taken back: true, a day, or the item that answers instead",
	"lists":       "Các danh sách hiện trên trang · Lists that the page shows",
	"figures":     "Các số liệu nêu đầu trang · Facts that the page puts first",
	"date":        "Ngày đăng · The day of the text",
	"lastmod":     "Ngày sửa gần nhất · The day of the last change",
	"asOf":        "Thông tin tính đến ngày · The day for which the text and its figures hold",
	"publishDate": "Chỉ đăng từ ngày · Not published before",
	"expiryDate":  "Rút xuống từ ngày · Not published from this day on",
	"closes":      "Ngày cuối cùng còn mở · The last day on which it is open",
	"weight":      "Thứ tự: số nhỏ đứng trước · Order: lighter first",
	"tags":        "Thẻ · Tags",
	"plan":        "Mục trong phụ lục kế hoạch · Items of the plan's annex",
	"source":      "Nguồn của các số liệu · Where the figures are taken from",
	"image":       "Hình đại diện: tệp bên cạnh bài · A picture beside the text",
	"contact":     "Đơn vị trả lời · The unit to ask",
	"phone":       "Điện thoại, có mã quốc gia · Telephone, with the country code",
	"email":       "Thư điện tử · E-mail",
	"sample":      "Bài mẫu · A sample",
}

func described(schema object, words string) object {
	schema["description"] = words
	return schema
}

func anyOf(schemas ...any) object { return object{"anyOf": schemas} }

// oneOrMore is one value, or a list of them.
func oneOrMore(one object) object {
	return anyOf(one, object{"type": "array", "items": one, "minItems": 1})
}

// offering offers values and takes others too.
func offering(values []string, one object) object {
	if len(values) == 0 {
		return one
	}
	return anyOf(object{"enum": values}, one)
}

func listsSchema() object {
	text := object{"type": "string"}
	return object{"type": "array", "items": object{
		"type": "object", "anyOf": []object{{"required": []string{"from"}}, {"required": []string{"terms"}}}, "additionalProperties": false,
		"properties": object{
			"from": text, "where": object{"type": "object"}, "sort": text, "limit": object{"type": "integer", "minimum": 1},
			"terms": object{"enum": termLists},
		},
	}}
}

// fieldSchema describes a fact: one value or several. One of the section's own
// may also be unknown, and have a day and sources of its own.
func (s *Site) fieldSchema(sec *Section, f *fact.Field, lang int) object {
	one := s.valueSchema(f, lang)
	words := keyWords[f.Name]
	if f.Label != nil {
		words = strings.Join(slices.Compact(slices.Clone(f.Label)), " · ")
	}
	if units := slices.Concat(f.Units, slices.Compact(slices.Clone(f.UnitLabel))); len(units) > 0 {
		words += " (" + strings.Join(units, ", ") + ")"
	}
	switch {
	case f.Kind == fact.KindKeys || f.Kind == fact.KindPlan:
		return described(oneOrMore(one), words)
	case f.Kind == fact.KindText || sec.Schema == nil || !slices.Contains(sec.Schema.Fields, f):
		return described(one, words)
	}
	one = offering([]string{s.print(f, fact.Unknown{}, lang)}, one)
	if f.Repeated {
		one = oneOrMore(one)
	}
	return described(anyOf(one, object{
		"type": "object", "required": []string{"value"}, "additionalProperties": false,
		"properties": object{
			"value": one, "asOf": daySchema(), "source": oneOrMore(offering(keysOf(s.citations), object{"type": "string"})),
		},
	}), words)
}

// print writes a value as an editor would type it.
func (s *Site) print(f *fact.Field, v fact.Value, lang int) string {
	return strings.ReplaceAll(fact.Print(v, f, s.Locales[lang], lang), "\u00a0", " ")
}

// valueSchema describes one value of a fact.
func (s *Site) valueSchema(f *fact.Field, lang int) object {
	text := object{"type": "string"}
	switch f.Kind {
	case fact.KindDay:
		return daySchema()
	case fact.KindInteger:
		return object{"type": "integer"}
	case fact.KindFlag:
		return anyOf(object{"type": "boolean"}, object{"enum": []string{s.print(f, fact.Flag(true), lang), s.print(f, fact.Flag(false), lang)}})
	case fact.KindKeys:
		text["pattern"] = slugPattern
		if f.Name == "source" {
			return offering(keysOf(s.citations), text)
		}
		return offering(s.tagKeys(), text)
	case fact.KindChoice:
		return choiceSchema(f, lang)
	case fact.KindItem:
		return offering(s.namesIn(f.From), text)
	case fact.KindPhone:
		text["pattern"], text["examples"] = `^\+[1-9]`, []string{"+84 256 000 0001"}
	case fact.KindEmail:
		text["pattern"] = `^[^@\s]+@[^@\s]+$`
	case fact.KindURL:
		text["pattern"] = "^https://"
	case fact.KindCode:
		return object{"type": []string{"string", "number"}}
	case fact.KindSpan, fact.KindNumber, fact.KindPercent, fact.KindArea, fact.KindLength, fact.KindMoney:
		return s.measureSchema(f, lang)
	}
	return text
}

// choiceSchema offers the keys of the options, each with its name, and takes
// their names too.
func choiceSchema(f *fact.Field, lang int) object {
	var choices []any
	var names []string
	for _, o := range f.Options {
		choices = append(choices, object{"const": o.Key, "title": o.Names[lang]})
		if o.Names[lang] != o.Key {
			names = append(names, o.Names[lang])
		}
	}
	return anyOf(append(choices, object{"enum": names})...)
}

// measureSchema describes figures and spans of time by examples, as the language
// writes them. A pattern would be a second grammar beside package fact's.
func (s *Site) measureSchema(f *fact.Field, lang int) object {
	print := func(v fact.Value) string { return s.print(f, v, lang) }
	examples := []string{}
	if f.Kind == fact.KindSpan {
		day := time.Date(2022, 7, 1, 0, 0, 0, 0, time.UTC)
		examples = append(examples,
			print(fact.Span{From: day, To: day.AddDate(0, 3, -1), Grain: locale.Quarter}),
			print(fact.Span{From: day.AddDate(-1, -6, 0), To: day.AddDate(3, 6, -1), Grain: locale.Year}))
	} else {
		unit := append(slices.Clone(f.Units), "")[0]
		one, many := fact.Figure{From: "96.5", Unit: unit}, fact.Figure{From: "25", To: "40", Unit: unit}
		if f.Kind == fact.KindMoney {
			one.Scale, many.Scale = 6, 6
		}
		examples = append(examples, print(one), print(many))
	}
	return object{"type": []string{"string", "number"}, "examples": examples}
}

// daySchema describes a day: 2022-09-05, perhaps with a time, or with the year at
// the end, as languages write it.
func daySchema() object {
	return object{"type": "string", "pattern": `^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?$|[ /][0-9]{4}$`, "examples": []string{"2022-09-05"}}
}

func (s *Site) tagKeys() []string {
	var keys []string
	for _, t := range s.Tags {
		keys = append(keys, t.Key)
	}
	return keys
}
