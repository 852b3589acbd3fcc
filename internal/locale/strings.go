package locale

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Message is one interface string in one language. Forms holds its text by
// CLDR plural form; "other" is the one that every message has, and alone in a
// message that counts nothing. A text may hold placeholders: {{.Count}}.
type Message struct {
	ID    string
	Forms map[string]string
}

// Strings are the interface strings of a site in all its languages. They never
// change and may be used by any number of goroutines.
//
// A lookup never answers in another language. What to show instead of a missing
// string is the caller's to decide, and to report.
type Strings struct {
	langs map[string]*langStrings
}

// langStrings are the strings of one language.
type langStrings struct {
	locale *Locale
	ids    map[string][]string // the placeholders of each message's forms
	plain  map[string]string   // the messages without placeholders or plurals

	// The bundle behind the localizer knows this language only. go-i18n asked
	// for a message or language that a shared bundle lacks answers in another
	// language, for a language even without an error.
	localizer *i18n.Localizer
	tag       language.Tag
}

// StringError says what is wrong with a message, so that whoever read its file
// can say where. Form is empty where no single form is to blame.
type StringError struct {
	Lang, ID, Form string
	Err            error // one of the Err values below, perhaps wrapped
}

func (e *StringError) Error() string {
	where := e.Lang + ": string " + e.ID
	if e.Form != "" {
		where += ": form " + e.Form
	}
	return where + ": " + e.Err.Error()
}

func (e *StringError) Unwrap() error { return e.Err }

// What can be wrong with a message.
var (
	ErrRepeated    = errors.New("written twice")
	ErrForm        = errors.New("no plural form of CLDR")
	ErrNoOther     = errors.New("form other is missing or empty")
	ErrPlaceholder = errors.New("placeholder is not written as {{.Name}}")
)

// NewStrings takes the messages by language. The error joins a *StringError for
// each thing that is wrong, in a fixed order; StringErrors takes it apart. The
// strings are usable all the same: a message that is wrong is left out, and of
// two with one ID the second. Only for a language whose tag cannot be read is
// there an error of another kind, and no strings.
func NewStrings(byLang map[string][]Message) (*Strings, error) {
	s := &Strings{langs: make(map[string]*langStrings, len(byLang))}
	var errs []error
	for _, lang := range slices.Sorted(maps.Keys(byLang)) {
		ls, wrong, err := newLangStrings(lang, byLang[lang])
		if err != nil {
			return nil, fmt.Errorf("interface strings: %w", err)
		}
		s.langs[lang] = ls
		for _, w := range wrong {
			errs = append(errs, w)
		}
	}
	return s, errors.Join(errs...)
}

func newLangStrings(lang string, messages []Message) (*langStrings, []*StringError, error) {
	bundle, tag, err := newBundle(lang)
	if err != nil {
		return nil, nil, err
	}
	locale, _ := Find(lang)
	ls := &langStrings{
		locale:    locale,
		ids:       make(map[string][]string, len(messages)),
		plain:     make(map[string]string, len(messages)),
		localizer: i18n.NewLocalizer(bundle, tag.String()),
		tag:       tag,
	}
	var wrong []*StringError
	for _, m := range messages {
		names, errs := ls.check(lang, m)
		if errs != nil {
			wrong = append(wrong, errs...)
			continue
		}
		ls.ids[m.ID] = names
		if len(m.Forms) == 1 && len(names) == 0 {
			ls.plain[m.ID] = m.Forms[other]
			continue
		}
		if err := bundle.AddMessages(tag, filled(m)); err != nil {
			return nil, nil, err
		}
	}
	return ls, wrong, nil
}

// check returns the placeholders of a message, or what is wrong with it.
func (ls *langStrings) check(lang string, m Message) (names []string, wrong []*StringError) {
	refuse := func(form string, err error) {
		wrong = append(wrong, &StringError{Lang: lang, ID: m.ID, Form: form, Err: err})
	}
	if _, ok := ls.ids[m.ID]; ok {
		refuse("", ErrRepeated)
	}
	if m.Forms[other] == "" {
		refuse("", ErrNoOther)
	}
	for _, form := range slices.Sorted(maps.Keys(m.Forms)) {
		if !slices.Contains(pluralForms, form) {
			refuse(form, ErrForm)
			continue
		}
		found, err := Placeholders(m.Forms[form])
		if err != nil {
			refuse(form, err)
		}
		names = append(names, found...)
	}
	slices.Sort(names)
	return slices.Compact(names), wrong
}

// filled makes the message that go-i18n takes. It wants every form that its
// rules may ask for, even where the language does not tell them apart:
// Vietnamese has a rule for one and zero. Those are written like the rest.
func filled(m Message) *i18n.Message {
	form := func(name string) string { return first(m.Forms[name], m.Forms[other]) }
	return &i18n.Message{
		ID:    m.ID,
		Zero:  form("zero"),
		One:   form("one"),
		Two:   form("two"),
		Few:   form("few"),
		Many:  form("many"),
		Other: form(other),
	}
}

// Text returns a message that has neither placeholders nor plural forms. It is
// false where the language lacks such a message.
func (s *Strings) Text(lang, id string) (string, bool) {
	ls, ok := s.langs[lang]
	if !ok {
		return "", false
	}
	text, ok := ls.plain[id]
	return text, ok
}

// Count returns the form of a message that goes with n; {{.Count}} in it is n
// with the language's groups of digits. It is false where the language lacks
// the message, or where that has a placeholder other than Count.
func (s *Strings) Count(lang, id string, n int) (string, bool) {
	ls, ok := s.langs[lang]
	if !ok {
		return "", false
	}
	args := map[string]string{"Count": ls.locale.Integer(int64(n))}
	return ls.localize(&i18n.LocalizeConfig{MessageID: id, PluralCount: n, TemplateData: args}, args)
}

// With returns a message with its placeholders replaced by args, by name. The
// result is plain text: escape it like any other. It is false where the
// language lacks the message, or args lack one of its placeholders.
func (s *Strings) With(lang, id string, args map[string]string) (string, bool) {
	ls, ok := s.langs[lang]
	if !ok {
		return "", false
	}
	return ls.localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: args}, args)
}

func (ls *langStrings) localize(config *i18n.LocalizeConfig, args map[string]string) (string, bool) {
	if text, ok := ls.plain[config.MessageID]; ok {
		return text, true
	}
	names, ok := ls.ids[config.MessageID]
	if !ok {
		return "", false
	}
	for _, name := range names {
		if _, ok := args[name]; !ok {
			return "", false
		}
	}
	config.TemplateParser = placeholderParser{}
	text, tag, err := ls.localizer.LocalizeWithTag(config)
	return text, err == nil && tag == ls.tag
}

// MissingString is a message that some language has and Lang lacks.
type MissingString struct{ Lang, ID string }

// Missing lists the messages that some language has and another lacks, by
// language and ID.
func (s *Strings) Missing() []MissingString {
	all := map[string]bool{}
	for _, ls := range s.langs {
		for id := range ls.ids {
			all[id] = true
		}
	}
	var missing []MissingString
	for lang, ls := range s.langs {
		for id := range all {
			if _, ok := ls.ids[id]; !ok {
				missing = append(missing, MissingString{lang, id})
			}
		}
	}
	slices.SortFunc(missing, func(a, b MissingString) int {
		return cmp.Or(cmp.Compare(a.Lang, b.Lang), cmp.Compare(a.ID, b.ID))
	})
	return missing
}

// StringErrors takes the error of NewStrings apart. It is nil where err is
// something else.
func StringErrors(err error) []*StringError {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	var wrong []*StringError
	for _, e := range joined.Unwrap() {
		var se *StringError
		if errors.As(e, &se) {
			wrong = append(wrong, se)
		}
	}
	return wrong
}
