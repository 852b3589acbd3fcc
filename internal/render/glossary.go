package render

import "nhipcau/internal/site"

// glossaryOf is the part of the glossary that an item lists, for readers of a
// language; nil if it lists none. What has no form in the language is left out.
func (r *renderer) glossaryOf(it *site.Item, lang int) *Glossary {
	if it.Terms == "" {
		return nil
	}
	s := r.site
	g := &Glossary{}
	var list []Term
	var forms []string
	for _, t := range s.Glossary.Listed(it.Terms) {
		if t.Forms[lang] == "" {
			continue
		}
		e := Term{ID: "nc-term-" + t.Anchor, Form: t.Forms[lang], Pending: !t.Reviewed}
		for other, form := range t.Forms {
			if other != lang && form != "" {
				e.Others = append(e.Others, TermForm{s.Langs[other], s.Locales[lang].NameOf(s.Langs[other]), form})
			}
		}
		for _, a := range t.Avoid {
			if a.Lang == lang {
				e.Avoid = append(e.Avoid, a.Form)
			}
		}
		if e.Pending {
			g.Pending++
		}
		list, forms = append(list, e), append(forms, e.Form)
	}
	for _, i := range inDictionaryOrder(s.Locales[lang].SortKeys(forms)) {
		g.Terms = append(g.Terms, list[i])
	}
	return g
}
