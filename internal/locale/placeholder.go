package locale

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// Placeholders lists the names of the placeholders in a text, in order, each
// once. A placeholder is {{.Name}} and nothing else of Go's templates: an
// interface string is written by translators, and one that calls functions or
// takes decisions would be a program. Anything else in or beside braces is
// ErrPlaceholder.
func Placeholders(text string) ([]string, error) {
	p, err := parsePlaceholders(text)
	if err != nil {
		return nil, err
	}
	names := slices.Clone(p.names)
	slices.Sort(names)
	return slices.Compact(names), nil
}

// placeholderText is a text cut at its placeholders: words[0] names[0] words[1]
// names[1] … words[n].
type placeholderText struct {
	words []string
	names []string
}

func parsePlaceholders(text string) (*placeholderText, error) {
	p := &placeholderText{}
	for {
		words, rest, found := strings.Cut(text, "{{")
		if strings.Contains(words, "}}") {
			return nil, fmt.Errorf("%w: }} without {{", ErrPlaceholder)
		}
		p.words = append(p.words, words)
		if !found {
			return p, nil
		}
		inside, after, closed := strings.Cut(rest, "}}")
		if !closed {
			return nil, fmt.Errorf("%w: {{ without }}", ErrPlaceholder)
		}
		name, dotted := strings.CutPrefix(strings.TrimSpace(inside), ".")
		if !dotted || !isName(name) {
			return nil, fmt.Errorf("%w: {{%s}}", ErrPlaceholder, inside)
		}
		p.names = append(p.names, name)
		text = after
	}
}

func isName(s string) bool {
	for i := range len(s) {
		if !isLetter(s[i]) {
			return false
		}
	}
	return s != ""
}

// Execute puts the text together; data is the map of arguments.
func (p *placeholderText) Execute(data any) (string, error) {
	args, _ := data.(map[string]string)
	var b strings.Builder
	b.WriteString(p.words[0])
	for i, name := range p.names {
		value, ok := args[name]
		if !ok {
			return "", fmt.Errorf("no value for {{.%s}}", name)
		}
		b.WriteString(value)
		b.WriteString(p.words[i+1])
	}
	return b.String(), nil
}

// placeholderParser stands in for text/template inside go-i18n, which would
// print "<no value>" on a page where an argument is missing.
type placeholderParser struct{}

func (placeholderParser) Cacheable() bool { return true }

func (placeholderParser) Parse(src, _, _ string) (template.ParsedTemplate, error) {
	return parsePlaceholders(src)
}
