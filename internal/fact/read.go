package fact

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"nhipcau/internal/locale"
	"nhipcau/internal/problem"
	"nhipcau/internal/source"
	"nhipcau/internal/text"
)

// Grammar is what the reading of a value depends on beside its field.
type Grammar struct {
	File   string
	Zone   *time.Location // of days without a time zone
	Locale *locale.Locale // of the language of the file
	Lang   int            // its index among the site's languages
}

// factKeys are what a value says that has its own day and source.
var factKeys = []string{"value", "asOf", "source"}

// ReadFact reads what an item says in a field: a value, or a mapping of the
// value with the day for which it holds and where it is from. The fact's value
// is nil when it is refused.
func ReadFact(f *Field, n *source.Node, g Grammar) (Fact, []problem.Problem) {
	v := Fact{Field: f, At: n.At(g.File)}
	if n.Kind != source.Map || slices.Contains(Base, f) {
		var ps []problem.Problem
		v.Value, ps = Read(f, n, g)
		return v, ps
	}
	var ps []problem.Problem
	for _, p := range n.Pairs {
		var more []problem.Problem
		switch p.Key.Text {
		case "value":
			v.At = p.Value.At(g.File)
			v.Value, more = Read(f, p.Value, g)
		case "asOf":
			var day Value
			day, more = Read(baseField("asOf"), p.Value, g)
			v.AsOf, _ = day.(Day)
		case "source":
			var keys Value
			keys, more = readKeys(baseField("source"), p.Value, g)
			v.Sources, _ = keys.(Keys)
		default:
			more = one("fact-key-unknown", p.Key.At(g.File), "key", p.Key.Text, "near", source.Nearest(p.Key.Text, factKeys), "known", strings.Join(factKeys, ", "))
		}
		ps = append(ps, more...)
	}
	if n.Get("value") == nil {
		ps = append(ps, problem.New("fact-without-value", n.At(g.File), "key", f.Name))
	}
	return v, ps
}

func baseField(name string) *Field {
	return Base[slices.IndexFunc(Base, func(f *Field) bool { return f.Name == name })]
}

// Read reads the value of a field. The value is nil when it is refused.
func Read(f *Field, n *source.Node, g Grammar) (Value, []problem.Problem) {
	at := n.At(g.File)
	switch {
	case n.IsEmpty():
		return nil, one("value-empty", at, "key", f.Name)
	case f.Kind == KindKeys || f.Kind == KindPlan:
		return readKeys(f, n, g)
	case f.Repeated:
		return readMany(f, n, g)
	case n.Kind != source.Scalar:
		return nil, one("value-not-single", at, "key", f.Name)
	}
	return readOne(f, strings.Join(strings.Fields(n.Text), " "), g, at)
}

// readMany reads the values of a repeated field.
func readMany(f *Field, n *source.Node, g Grammar) (Value, []problem.Problem) {
	nodes := n.Items
	if n.Kind == source.Scalar {
		nodes = []*source.Node{n}
	}
	if n.Kind == source.Map || len(nodes) == 0 {
		return nil, one("value-not-list", n.At(g.File), "key", f.Name)
	}
	single := *f
	single.Repeated = false
	var ps []problem.Problem
	many := Many{}
	for _, m := range nodes {
		v, more := Read(&single, m, g)
		ps = append(ps, more...)
		switch {
		case v == nil:
		case slices.ContainsFunc(many, func(have Value) bool { return Equal(have, v) }):
			ps = append(ps, problem.New("value-doubled", m.At(g.File), "key", f.Name, "value", m.Text))
		default:
			many = append(many, v)
		}
	}
	switch {
	case len(many) == 0:
		return nil, ps
	case len(many) == 1 && !Known(many[0]):
		return Unknown{}, ps
	}
	return many, ps
}

// readOne reads a single value; s has single spaces.
func readOne(f *Field, s string, g Grammar, at problem.At) (Value, []problem.Problem) {
	if g.Locale.SaysUnknown(s) && !slices.Contains(Base, f) {
		return Unknown{}, nil
	}
	wrong := func(code string, args ...string) (Value, []problem.Problem) {
		return nil, one(code, at, append([]string{"key", f.Name, "value", s}, args...)...)
	}
	switch f.Kind {
	case KindDay:
		if d, ok := ParseDay(s, g); ok {
			return d, nil
		}
		return wrong("date-wrong")
	case KindInteger:
		i, err := strconv.Atoi(s)
		if err != nil || i < -1e6 || i > 1e6 {
			return wrong("number-wrong")
		}
		return Integer(i), nil
	case KindFlag:
		if s == "true" || s == "false" {
			return Flag(s == "true"), nil
		}
		if yes, ok := g.Locale.ReadYesNo(s); ok {
			return Flag(yes), nil
		}
		return wrong("flag-wrong")
	case KindFile, KindImage:
		return File(s), nil
	case KindItem:
		return Item(s), nil
	case KindPhone:
		return readPhone(f, s, at)
	case KindEmail:
		if text.IsMail(s) {
			return Email(s), nil
		}
		return wrong("email-wrong")
	case KindCode:
		if code.MatchString(s) {
			return Code(s), nil
		}
		return wrong("code-wrong")
	case KindChoice:
		return readChoice(f, s, g, at)
	case KindSpan:
		return readSpan(f, s, g, at)
	case KindNumber, KindPercent, KindArea, KindLength, KindMoney:
		return readFigure(f, s, g, at)
	case KindURL:
		if u, ok := parseURL(s); ok {
			return u, nil
		}
		return wrong("url-wrong")
	case KindLegal:
		if legal.MatchString(s) {
			return Legal(s), nil
		} else if strings.HasPrefix(s, "/") {
			return wrong("legal-without-number")
		}
		return wrong("legal-wrong")
	}
	panic("fact: field " + f.Name + " is not read here")
}

var (
	// An identifier: letters without marks, digits and what joins them.
	code = regexp.MustCompile(`^[A-Za-z0-9](?:[A-Za-z0-9./_-]{0,62}[A-Za-z0-9])?$`)
	// The number of a legal document, by Decree 30/2020, annex I: number, year
	// where it has one, type and authority: 1191/QĐ-TTg, 42/2022/NĐ-CP, 57-KL/TW.
	legal = regexp.MustCompile(`^[0-9]{1,6}[A-Za-z]?(?:/[0-9]{4})?[/-]\p{Lu}[\p{L}0-9]*(?:[-/][\p{L}0-9]+)*$`)
)

func parseURL(s string) (URL, bool) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" || !text.IsHost(u.Hostname()) || u.User != nil || strings.Contains(s, " ") {
		return "", false
	}
	return URL(u.String()), true
}

// readChoice takes the key of an option, or its name in the language of the
// file.
func readChoice(f *Field, s string, g Grammar, at problem.At) (Value, []problem.Problem) {
	var names, known []string
	for _, o := range f.Options {
		if o.Key == s || strings.EqualFold(o.Names[g.Lang], s) {
			return Choice(o.Key), nil
		}
		names = append(names, o.Key, o.Names[g.Lang])
		known = append(known, o.Key+" ("+o.Names[g.Lang]+")")
	}
	return nil, one("choice-wrong", at, "key", f.Name, "value", s, "near", source.Nearest(s, names), "known", strings.Join(known, ", "))
}

func readKeys(f *Field, n *source.Node, g Grammar) (Value, []problem.Problem) {
	nodes := n.Items
	if n.Kind == source.Scalar {
		nodes = []*source.Node{n}
	}
	var ps []problem.Problem
	keys := Keys{}
	seen := map[string]bool{}
	for _, k := range nodes {
		at := k.At(g.File)
		s := strings.TrimSpace(k.Text)
		switch {
		case k.Kind != source.Scalar || n.Kind == source.Map:
			ps = append(ps, problem.New("value-not-list", at, "key", f.Name))
		case s == "":
			ps = append(ps, problem.New("value-empty", at, "key", f.Name))
		case f.Kind == KindPlan && !planItem.MatchString(s):
			ps = append(ps, problem.New("plan-wrong", at, "value", s))
		case f.Kind == KindKeys && text.Slug(s) != s && f.Name == "source":
			ps = append(ps, problem.New("option-key-wrong", at, "value", s, "proposal", text.Slug(s)))
		case f.Kind == KindKeys && text.Slug(s) != s:
			ps = append(ps, problem.New("tag-wrong", at, "value", s, "proposal", text.Slug(s)))
		case seen[s]:
			ps = append(ps, problem.New("value-doubled", at, "key", f.Name, "value", s))
		default:
			seen[s] = true
			keys = append(keys, s)
		}
	}
	if len(nodes) == 0 {
		ps = append(ps, problem.New("value-not-list", n.At(g.File), "key", f.Name))
	}
	return keys, ps
}

// An item of the plan's annex: its group in Roman figures, a dot, its number.
var planItem = regexp.MustCompile(`^(I|II|III|IV)\.[1-9][0-9]?$`)

var isoDay = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// ParseDay reads 2022-09-05, 2022-09-05T08:30 (also with seconds or an offset
// such as +07:00) and a day as the language writes it, such as 05/9/2022, also
// with a time of day. No site tells
// of a day before the year 1000; the first of the year 1 would be taken for none.
func ParseDay(s string, g Grammar) (Day, bool) {
	d, ok := parseDay(s, g)
	if !ok || d.Year() < 1000 {
		return Day{}, false
	}
	return d, true
}

func parseDay(s string, g Grammar) (Day, bool) {
	if isoDay.MatchString(s) {
		t, err := time.ParseInLocation("2006-01-02", s, g.Zone)
		return Day{Time: t}, err == nil
	}
	if t, grain, ok := g.Locale.ReadTime(s, g.Zone); ok && grain == locale.Day {
		return Day{Time: t}, true
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02T15:04Z07:00", time.RFC3339} {
		if t, err := time.ParseInLocation(layout, s, g.Zone); err == nil {
			return Day{Time: t.In(g.Zone).Truncate(time.Second), Clock: true}, true
		}
	}
	if m := clock.FindStringSubmatchIndex(s); m != nil {
		at, err := time.Parse("15:04:05", (s[m[2]:m[3]] + ":00")[:len("15:04:05")])
		t, grain, ok := g.Locale.ReadTime(strings.Trim(s[:m[0]]+s[m[1]:], " ,"), g.Zone)
		y, mon, d := t.Date()
		return Day{Time: time.Date(y, mon, d, at.Hour(), at.Minute(), at.Second(), 0, g.Zone), Clock: true}, ok && err == nil && grain == locale.Day
	}
	return Day{}, false
}

// A time of day before or after a day.
var clock = regexp.MustCompile(`(?:^| )([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?: |$)`)

func one(code string, at problem.At, args ...string) []problem.Problem {
	return []problem.Problem{problem.New(code, at, args...)}
}
