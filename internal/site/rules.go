package site

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"nhipcau/internal/fact"
	"nhipcau/internal/source"
)

// sum is a rule: the parts add up to the total, a fact or a fixed figure.
type sum struct {
	total *fact.Field // nil for a fixed figure
	fixed fact.Figure
	parts []*fact.Field
}

// ratio is a rule: a figure for each unit of another lies between two figures.
type ratio struct {
	of, per  *fact.Field
	from, to fact.Figure
}

// figure finds the field of a rule, which must hold figures.
func (r *schemaReader) figure(n *source.Node) *fact.Field {
	if n.IsEmpty() || n.Kind != source.Scalar {
		return nil
	}
	f := r.known(n, n.Text)
	if f != nil && (!f.IsFigure() || f.Repeated) {
		r.add("rule-wrong", n)
		return nil
	}
	return f
}

// rules reads what has to hold between figures. One that cannot be understood
// is left out: of a part of it wrong things would be said.
func (r *schemaReader) rules(root *source.Node) {
	for _, n := range r.maps(root, "sums") {
		before := len(r.ps)
		if s, ok := r.sum(n); ok && len(r.ps) == before {
			r.schema.sums = append(r.schema.sums, s)
		} else if len(r.ps) == before {
			r.add("rule-wrong", n)
		}
	}
	for _, n := range r.maps(root, "ratios") {
		before := len(r.ps)
		if q, ok := r.ratio(n); ok && len(r.ps) == before {
			r.schema.ratios = append(r.schema.ratios, q)
		} else if len(r.ps) == before {
			r.add("rule-wrong", n)
		}
	}
}

func (r *schemaReader) sum(n *source.Node) (s sum, ok bool) {
	for _, p := range r.list(n, "parts") {
		if f := r.figure(p); f != nil {
			s.parts = append(s.parts, f)
		}
	}
	total := r.scalar(n, "total")
	if len(s.parts) == 0 || total == nil {
		return s, false
	}
	if r.schema.Field(total.Text) == nil && strings.ContainsAny(total.Text, "0123456789") {
		s.fixed, ok = r.fixed("total", total, s.parts[0])
		return s, ok
	}
	s.total = r.figure(total)
	return s, s.total != nil
}

func (r *schemaReader) ratio(n *source.Node) (q ratio, ok bool) {
	q.of, q.per = r.figure(n.Get("of")), r.figure(n.Get("per"))
	from, to := r.scalar(n, "from"), r.scalar(n, "to")
	if q.of == nil || q.per == nil || from == nil || to == nil {
		return q, false
	}
	var ok1, ok2 bool
	q.from, ok1 = r.fixed("from", from, q.of)
	q.to, ok2 = r.fixed("to", to, q.of)
	return q, ok1 && ok2 && q.from.SameUnit(q.to) && fact.Compare(q.from, q.to, q.of) < 0
}

// fixed reads a figure that a rule names, in the units of a field.
func (r *schemaReader) fixed(name string, n *source.Node, like *fact.Field) (fact.Figure, bool) {
	v, ps := fact.Read(&fact.Field{Name: name, Kind: like.Kind, Units: like.Units, UnitLabel: like.UnitLabel}, n, r.grammar)
	r.ps = append(r.ps, ps...)
	figure, ok := v.(fact.Figure)
	return figure, ok
}

// maps reads a list of mappings.
func (r *schemaReader) maps(root *source.Node, key string) []*source.Node {
	n := root.Get(key)
	if n == nil {
		return nil
	}
	if n.Kind != source.List {
		r.add("value-not-list", n, "key", key)
	}
	return slices.DeleteFunc(slices.Clone(n.Items), func(m *source.Node) bool {
		if m.Kind != source.Map {
			r.add("value-not-mapping", m, "key", key)
		}
		return m.Kind != source.Map
	})
}

// rules checks an item's figures against each other and against the as-of day.
func (l *loader) rules(it *Item) {
	if it.Schema == nil || it.state != live {
		return
	}
	for _, s := range it.Schema.sums {
		l.addsUp(it, s)
	}
	for _, r := range it.Schema.ratios {
		l.plausible(it, r)
	}
	l.fresh(it)
}

// figure is an item's figure, with the fact that it stands in; ok is
// false where there is none or it is not known.
func figure(it *Item, f *fact.Field) (v fact.Figure, at fact.Fact, ok bool) {
	at, _ = it.Facts.Get(f.Name)
	v, ok = at.Value.(fact.Figure)
	return v, at, ok
}

// addsUp stops where parts do not add up to their total. Nothing is said where
// one of them is not known, or counted in another money.
func (l *loader) addsUp(it *Item, s sum) {
	total, at := s.fixed, fact.Fact{}
	if s.total != nil {
		v, f, ok := figure(it, s.total)
		if !ok {
			return
		}
		total, at = v, f
	}
	from, to := new(big.Rat), new(big.Rat)
	for _, p := range s.parts {
		v, f, ok := figure(it, p)
		if !ok || !v.SameUnit(total) {
			return
		}
		if s.total == nil {
			at = f
		}
		a, b := v.Rat()
		from.Add(from, a)
		to.Add(to, b)
	}
	a, b := total.Rat()
	if from.Cmp(a) == 0 && to.Cmp(b) == 0 {
		return
	}
	key := "total"
	if s.total != nil {
		key = s.total.Name
	}
	loc := l.site.Locales[it.Original]
	l.add("sum-contradicted", at.At, "key", key, "total", fact.Print(total, s.parts[0], loc, it.Original),
		"sum", fact.Print(fact.InUnitOf(from, to, total), s.parts[0], loc, it.Original), "parts", fieldNames(s.parts))
}

func fieldNames(fields []*fact.Field) string {
	var s string
	for i, f := range fields {
		if i > 0 {
			s += " + "
		}
		s += f.Name
	}
	return s
}

// plausible warns where a figure for each unit of another lies outside of what
// the section takes for likely: most often a scale word is wrong.
func (l *loader) plausible(it *Item, r ratio) {
	of, at, ok := figure(it, r.of)
	per, _, known := figure(it, r.per)
	if !ok || !known || !of.SameUnit(r.from) {
		return
	}
	unit := fact.Figure{From: "1"}
	if len(r.per.Units) > 0 {
		unit.Unit = r.per.Units[0]
	}
	one, _ := unit.Rat()
	least, most := of.Rat()
	small, large := per.Rat()
	if small.Sign() <= 0 {
		return
	}
	least = new(big.Rat).Mul(new(big.Rat).Quo(least, large), one)
	most = new(big.Rat).Mul(new(big.Rat).Quo(most, small), one)
	low, _ := r.from.Rat()
	_, high := r.to.Rat()
	if most.Cmp(low) >= 0 && least.Cmp(high) <= 0 {
		return
	}
	loc := l.site.Locales[it.Original]
	l.add("ratio-unlikely", at.At, "key", r.of.Name, "value", fact.Print(of, r.of, loc, it.Original),
		"per", fact.Print(per, r.per, loc, it.Original), "from", fact.Print(r.from, r.of, loc, it.Original), "to", fact.Print(r.to, r.of, loc, it.Original),
		"unit", fact.Print(unit, r.per, loc, it.Original))
}

// fresh warns of figures whose day is further back than the section allows, and
// names the unit to ask for new ones.
func (l *loader) fresh(it *Item) {
	for _, f := range it.Facts {
		if old := it.oldFrom(f); old.IsZero() || l.site.Day.Before(old) {
			continue
		}
		unit := ""
		if c := l.site.Contact(it); c != nil {
			unit, _ = l.site.Title(c, it.Original)
		}
		l.add("as-of-old", f.At, "key", f.Field.Name, "value", it.AsOfFact(f).Format(time.DateOnly), "months", strconv.Itoa(it.Schema.MaxAge), "unit", unit)
	}
}
