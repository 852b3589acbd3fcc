package locale

import (
	"fmt"
	"slices"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// other is the plural form that every language has.
const other = "other"

// pluralForms are CLDR's, in its order.
var pluralForms = []string{"zero", "one", "two", "few", "many", other}

// PluralForms lists the plural forms that a language's rules may ask for when
// whole things are counted, in CLDR's order. Only "other" must be written; the
// rest are read like it when they are missing. A language that is not known has
// "other" alone.
func PluralForms(lang string) []string {
	bundle, tag, err := newBundle(lang)
	if err != nil {
		return []string{other}
	}
	names := &i18n.Message{ID: "form", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: other}
	if err := bundle.AddMessages(tag, names); err != nil {
		return []string{other}
	}
	localizer := i18n.NewLocalizer(bundle, tag.String())

	// The rules themselves are closed to us, so they are asked. CLDR's rules for
	// whole numbers look at the last two digits, at small numbers, and at whole
	// millions.
	asked := map[string]bool{}
	for n := range 201 {
		asked[formOf(localizer, n)] = true
	}
	asked[formOf(localizer, 1_000_000)] = true
	return slices.DeleteFunc(slices.Clone(pluralForms), func(form string) bool {
		return !asked[form]
	})
}

func formOf(localizer *i18n.Localizer, n int) string {
	form, err := localizer.Localize(&i18n.LocalizeConfig{MessageID: "form", PluralCount: n})
	if err != nil {
		return other
	}
	return form
}

// newBundle makes a bundle for one language and returns the tag that messages
// have in it. A language without plural rules is counted as Lao is, which has
// one form for every number.
func newBundle(lang string) (*i18n.Bundle, language.Tag, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, language.Und, fmt.Errorf("language %q: %w", lang, err)
	}
	bundle := i18n.NewBundle(tag)
	if bundle.AddMessages(tag) == nil {
		return bundle, tag, nil
	}
	return i18n.NewBundle(language.Lao), language.Lao, nil
}
