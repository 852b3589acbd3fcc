// Package problem holds what is wrong in the author's sources.
//
// A problem is not an error. An error says that the program could not do its
// work; a problem says what an author wrote, where, why it cannot stay so, and
// what to write instead. Problems are collected and shown all together, in
// order, once each.
//
// Each kind of problem has a code, and the catalogue (catalogue_*.go, by
// subject) gives for each code its level and its sentence and hint in
// Vietnamese and English. A sentence may quote arguments: {name}; a part in
// [[double brackets]] is said only when the arguments in it are not empty.
package problem

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Level says what a problem does to a build.
type Level string

const (
	Stop Level = "stop" // nothing is published
	Warn Level = "warn" // published all the same; `check --strict` fails
)

// At is a position in a source file. Line and Column count from 1, the column
// in characters; 0 means the whole file or the whole line.
type At struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// Problem is one thing wrong at one place. It is plain data; Sentence and Hint
// put it into words.
type Problem struct {
	Code  string `json:"code"`
	Level Level  `json:"level"`
	At
	Args map[string]string `json:"arguments,omitempty"`
}

// words are one sentence in the languages that messages are shown in.
type words struct{ vi, en string }

// entry is what the catalogue knows of a code.
type entry struct {
	level    Level
	sentence words
	hint     words
}

// New makes the problem of a code at a place; args are pairs of name and
// value. A code that the catalogue lacks means that the program is wrong.
func New(code string, at At, args ...string) Problem {
	e, ok := lookup(code)
	if !ok {
		panic("problem: no code " + strconv.Quote(code) + " in the catalogue")
	}
	if len(args)%2 != 0 {
		panic("problem: " + code + ": arguments come in pairs")
	}
	p := Problem{Code: code, Level: e.level, At: at}
	if len(args) > 0 {
		p.Args = make(map[string]string, len(args)/2)
		for i := 0; i < len(args); i += 2 {
			p.Args[args[i]] = args[i+1]
		}
	}
	return p
}

// Sentence says in lang what is wrong.
func (p Problem) Sentence(lang string) string {
	e, _ := lookup(p.Code)
	return fill(e.sentence.in(lang), p.Args)
}

// Hint says in lang what to do.
func (p Problem) Hint(lang string) string {
	e, _ := lookup(p.Code)
	return fill(e.hint.in(lang), p.Args)
}

// Format gives the two lines that a person sees:
//
//	content/zones/nhon-hoi/index.lo.md:12:5: no page "../port" in lo
//	  hint: did you mean "../ports"?
func (p Problem) Format(lang string) string {
	var b strings.Builder
	b.WriteString(p.At.String())
	if p.File != "" {
		b.WriteString(": ")
	}
	if p.Level == Warn {
		b.WriteString(warnWord.in(lang))
	}
	b.WriteString(p.Sentence(lang))
	if h := p.Hint(lang); h != "" {
		b.WriteString("\n  ")
		b.WriteString(hintWord.in(lang))
		b.WriteString(h)
	}
	return b.String()
}

var (
	hintWord = words{vi: "gợi ý: ", en: "hint: "}
	warnWord = words{vi: "lưu ý: ", en: "warning: "}
)

// Visible writes out what a terminal would obey: controls, and signs that turn
// the direction of writing. What an author wrote, or called a file, is shown and
// never followed.
func Visible(s string) string {
	if !strings.ContainsFunc(s, commanding) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if commanding(r) {
			q := strconv.QuoteRuneToASCII(r)
			b.WriteString(q[1 : len(q)-1])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func commanding(r rune) bool {
	return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

func (at At) String() string {
	s := Visible(at.File)
	if at.Line > 0 {
		s += fmt.Sprintf(":%d", at.Line)
		if at.Column > 0 {
			s += fmt.Sprintf(":%d", at.Column)
		}
	}
	return s
}

func (w words) in(lang string) string {
	if lang == "vi" {
		return w.vi
	}
	return w.en
}

func fill(s string, args map[string]string) string {
	before, rest, ok := strings.Cut(s, "[[")
	if !ok {
		return quote(s, args)
	}
	part, after, _ := strings.Cut(rest, "]]")
	if missing(part, args) {
		part = ""
	}
	return quote(before+part, args) + fill(after, args)
}

// missing reports whether a part quotes an argument that is empty.
func missing(part string, args map[string]string) bool {
	for _, m := range argument.FindAllStringSubmatch(part, -1) {
		if args[m[1]] == "" {
			return true
		}
	}
	return false
}

var argument = regexp.MustCompile(`\{([a-z]+)\}`)

func quote(s string, args map[string]string) string {
	return argument.ReplaceAllStringFunc(s, func(m string) string {
		if v, ok := args[m[1:len(m)-1]]; ok {
			return Visible(v)
		}
		return m
	})
}

// Sort puts problems in the order of file, line, column and code, each once.
func Sort(ps []Problem) []Problem {
	slices.SortStableFunc(ps, compare)
	return slices.CompactFunc(ps, func(a, b Problem) bool {
		return compare(a, b) == 0
	})
}

func compare(a, b Problem) int {
	if c := strings.Compare(a.File, b.File); c != 0 {
		return c
	}
	if c := a.Line - b.Line; c != 0 {
		return c
	}
	if c := a.Column - b.Column; c != 0 {
		return c
	}
	if c := strings.Compare(a.Code, b.Code); c != 0 {
		return c
	}
	return strings.Compare(a.Sentence("en"), b.Sentence("en"))
}

// Count gives the number of problems of each level.
func Count(ps []Problem) (stop, warn int) {
	for _, p := range ps {
		if p.Level == Stop {
			stop++
		} else {
			warn++
		}
	}
	return stop, warn
}

// Codes lists every code of the catalogue, in order.
func Codes() []string {
	var codes []string
	for _, part := range catalogue {
		for code := range part {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}

func lookup(code string) (entry, bool) {
	for _, part := range catalogue {
		if e, ok := part[code]; ok {
			return e, true
		}
	}
	return entry{}, false
}

// The catalogue, one part for each subject.
var catalogue = []map[string]entry{sourceProblems, markdownProblems, siteProblems, glossaryProblems, factProblems, schemaProblems, renderProblems, checkProblems, publishProblems}
