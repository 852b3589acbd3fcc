package site

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"nhipcau/internal/fact"
	"nhipcau/internal/locale"
	"nhipcau/internal/problem"
	"nhipcau/internal/source"
	"nhipcau/internal/text"
)

// fieldsFile types the facts of the items in its section's folder and below.
const fieldsFile = "_fields.yaml"

// Schema is what a section says of the facts of its items.
type Schema struct {
	File   string
	Groups []fact.Option // headings of the fact sheet
	Fields []*fact.Field // in the order of the fact sheet
	Card   []*fact.Field // what lists show of an item
	Table  []*fact.Field // the columns of a table that compares items
	MaxAge int           // months after which a figure's day is said to be old; 0 is never

	all    []*fact.Field // Fields and the base facts
	sort   []sorting
	sums   []sum
	ratios []ratio
}

// sorting is a fact by which a section's items are sorted.
type sorting struct {
	field *fact.Field
	down  bool
}

// Field returns a field by name, base facts too; nil is no such field.
func (c *Schema) Field(name string) *fact.Field {
	for _, f := range c.fields() {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// fields lists what items may have as facts; of a nil schema the base facts.
func (c *Schema) fields() []*fact.Field {
	if c == nil {
		return fact.Base
	}
	return c.all
}

// keys lists what front matter may say.
func (c *Schema) keys() []string {
	keys := allKeys()
	if c != nil {
		for _, f := range c.Fields {
			keys = append(keys, f.Name)
		}
	}
	return keys
}

// byLanguage reports whether a field is one that texts carry, each in its
// language.
func (c *Schema) byLanguage(name string) bool {
	f := c.Field(name)
	return f != nil && f.Kind == fact.KindText
}

var schemaKeys = []string{"groups", "fields", "card", "table", "sort", "maxAge", "sums", "ratios"}

// kinds are the types that a field may have, by their names in _fields.yaml.
var kinds = map[string]fact.Kind{
	"text": fact.KindText, "code": fact.KindCode, "choice": fact.KindChoice, "flag": fact.KindFlag,
	"date": fact.KindDay, "dates": fact.KindSpan, "number": fact.KindNumber, "percent": fact.KindPercent,
	"area": fact.KindArea, "length": fact.KindLength, "money": fact.KindMoney, "item": fact.KindItem,
	"url": fact.KindURL, "email": fact.KindEmail, "phone": fact.KindPhone, "file": fact.KindFile,
	"image": fact.KindImage, "legal": fact.KindLegal,
}

// KindName is a kind's name in _fields.yaml; "" for one that only base facts
// have.
func KindName(k fact.Kind) string {
	for name, kind := range kinds {
		if kind == k {
			return name
		}
	}
	return ""
}

// schemaReader reads one _fields.yaml.
type schemaReader struct {
	mapReader
	grammar  fact.Grammar
	locales  []*locale.Locale
	schema   *Schema
	sections []named // that references are about
}

// readSchema understands a section's _fields.yaml.
func (l *loader) readSchema(file string) *Schema {
	data, ps, err := source.Read(ordinary{l.fsys}, file)
	if err != nil {
		l.add("file-unreadable", problem.At{File: file})
		return nil
	}
	l.problems = append(l.problems, ps...)
	root, ps := source.ParseYAML(file, data)
	r := &schemaReader{
		mapReader: mapReader{file: file, langs: l.site.Langs, ps: ps},
		grammar:   fact.Grammar{File: file, Zone: l.site.Zone, Locale: l.site.Locales[0]},
		locales:   l.site.Locales,
		schema:    &Schema{File: file},
	}
	if root != nil {
		r.read(root)
	}
	l.problems = append(l.problems, r.ps...)
	l.mentioned = append(l.mentioned, r.sections...)
	return r.schema
}

func (r *schemaReader) read(root *source.Node) {
	c := r.schema
	for _, p := range root.Pairs {
		if !slices.Contains(schemaKeys, p.Key.Text) {
			r.add("fields-key-unknown", p.Key, "key", p.Key.Text, "near", source.Nearest(p.Key.Text, schemaKeys), "known", strings.Join(schemaKeys, ", "))
		}
	}
	c.Groups = r.options(root.Get("groups"), "groups")
	for _, p := range r.mapping(root, "fields") {
		if f := r.field(p); f != nil {
			c.Fields = append(c.Fields, f)
		}
	}
	c.all = slices.Clone(c.Fields)
	for _, b := range fact.Base {
		if !slices.ContainsFunc(c.Fields, func(f *fact.Field) bool { return f.Name == b.Name }) {
			c.all = append(c.all, b)
		}
	}
	c.Card = r.shown(root, "card")
	c.Table = r.shown(root, "table")
	for _, n := range r.list(root, "sort") {
		name, down := strings.CutPrefix(n.Text, "-")
		if f := r.known(n, name); f != nil {
			c.sort = append(c.sort, sorting{f, down})
		}
	}
	if n := r.scalar(root, "maxAge"); n != nil {
		months, err := strconv.Atoi(n.Text)
		if err != nil || months < 1 || months > 1200 {
			r.add("number-wrong", n, "key", "maxAge", "value", n.Text)
		} else {
			c.MaxAge = months
		}
	}
	r.rules(root)
}

// options reads keys with their names in each language: the choices of a field,
// the groups of a sheet.
func (r *schemaReader) options(n *source.Node, key string) []fact.Option {
	if n == nil {
		return nil
	}
	if n.Kind != source.Map || len(n.Pairs) == 0 {
		r.add("value-not-mapping", n, "key", key)
	}
	var list []fact.Option
	for _, p := range n.Pairs {
		if text.Slug(p.Key.Text) != p.Key.Text {
			r.add("option-key-wrong", p.Key, "value", p.Key.Text, "proposal", text.Slug(p.Key.Text))
			continue
		}
		o := fact.Option{Key: p.Key.Text, Names: r.perLanguage(p.Value, p.Key.Text)}
		if taken := r.taken(list, o); taken != "" {
			r.add("option-doubled", p.Key, "value", taken)
			continue
		}
		list = append(list, o)
	}
	return list
}

// taken is a name of an option that already means another, or that it is not
// known; "" where none does.
func (r *schemaReader) taken(list []fact.Option, o fact.Option) string {
	for lang, name := range o.Names {
		for _, have := range list {
			if strings.EqualFold(name, have.Names[lang]) || strings.EqualFold(name, have.Key) || strings.EqualFold(o.Key, have.Names[lang]) {
				return name
			}
		}
		for _, word := range []string{name, o.Key} {
			if r.locales[lang].SaysUnknown(word) {
				return word
			}
		}
	}
	return ""
}

// perLanguage reads a text for each language, or one for all.
func (r *schemaReader) perLanguage(n *source.Node, key string) []string {
	to := make([]string, len(r.langs))
	switch {
	case n.IsEmpty():
		r.add("value-empty", n, "key", key)
	case n.Kind == source.Scalar:
		for i := range to {
			to[i] = text.Clean(strings.TrimSpace(n.Text))
		}
	default:
		r.texts(n, key, to)
	}
	borrow(to)
	return to
}

// fieldName is what a fact may be called: a word that stands in front matter and
// in addresses.
var fieldName = regexp.MustCompile(`^[a-z][a-zA-Z0-9]*$`)

// What a field may say, and fields of which kinds may.
var fieldKeys = map[string]func(fact.Kind) bool{
	"type": every, "label": every, "group": every, "required": every, "internal": every,
	"repeated": func(k fact.Kind) bool { return k != fact.KindText && k != fact.KindFlag },
	"options":  func(k fact.Kind) bool { return k == fact.KindChoice },
	"from":     func(k fact.Kind) bool { return k == fact.KindItem },
	"inverse":  func(k fact.Kind) bool { return k == fact.KindItem },
	"unit":     func(k fact.Kind) bool { return isFigure(k) && k != fact.KindPercent },
	"per":      func(k fact.Kind) bool { return k == fact.KindMoney },
	"bands":    isFigure,
	"filterable": func(k fact.Kind) bool {
		return isFigure(k) || isOneOf(k, fact.KindChoice, fact.KindItem, fact.KindDay, fact.KindSpan, fact.KindFlag, fact.KindCode)
	},
	"sortable": func(k fact.Kind) bool {
		return isFigure(k) || isOneOf(k, fact.KindChoice, fact.KindDay, fact.KindSpan, fact.KindCode)
	},
}

func every(fact.Kind) bool { return true }

func isFigure(k fact.Kind) bool { return (&fact.Field{Kind: k}).IsFigure() }

func isOneOf(k fact.Kind, kinds ...fact.Kind) bool { return slices.Contains(kinds, k) }

// field reads what is said of one field; nil if it cannot be used.
func (r *schemaReader) field(p source.Pair) *fact.Field {
	name, n := p.Key.Text, p.Value
	if n.Kind != source.Map {
		r.add("value-not-mapping", n, "key", name)
		return nil
	}
	f := &fact.Field{Name: name}
	base := slices.IndexFunc(fact.Base, func(b *fact.Field) bool { return b.Name == name })
	kind := n.Get("type")
	switch {
	case base >= 0 && kind != nil || base < 0 && slices.Contains(allKeys(), name), r.addressed(name):
		r.add("field-name-taken", p.Key, "name", name)
		return nil
	case !fieldName.MatchString(name):
		r.add("field-name-wrong", p.Key, "value", name)
		return nil
	case base >= 0:
		f.Kind = fact.Base[base].Kind
	case kind.IsEmpty() || kind.Kind != source.Scalar:
		r.add("field-without-type", p.Key, "name", name, "known", knownKinds())
		return nil
	default:
		k, ok := kinds[kind.Text]
		if !ok {
			r.add("field-type-unknown", kind, "value", kind.Text, "near", source.Nearest(kind.Text, keysOf(kinds)), "known", knownKinds())
			return nil
		}
		f.Kind = k
	}
	for _, q := range n.Pairs {
		fits := fieldKeys[q.Key.Text]
		switch {
		case fits == nil:
			r.add("fields-key-unknown", q.Key, "key", q.Key.Text, "near", source.Nearest(q.Key.Text, keysOf(fieldKeys)), "known", strings.Join(keysOf(fieldKeys), ", "))
		case !fits(f.Kind):
			r.add("field-key-unfit", q.Key, "key", q.Key.Text, "name", name, "type", KindName(f.Kind))
		}
	}
	f.Required, f.Repeated = r.flag(n, "required"), r.flag(n, "repeated")
	f.Filterable, f.Sortable = r.flag(n, "filterable"), r.flag(n, "sortable")
	f.Internal = r.flag(n, "internal")
	r.described(f, n, base >= 0)
	r.measured(f, n, p.Key)
	return f
}

// addressed reports whether the pages of a field's values would lie where those
// of another do, or those of the orders.
func (r *schemaReader) addressed(name string) bool {
	return name == sortSegment || slices.ContainsFunc(r.schema.Fields, func(f *fact.Field) bool { return f.Name != name && strings.EqualFold(f.Name, name) })
}

func knownKinds() string {
	return strings.Join(slices.Sorted(maps.Keys(kinds)), ", ")
}

func (r *schemaReader) flag(n *source.Node, key string) bool {
	v := r.scalar(n, key)
	if v != nil && v.Text != "true" && v.Text != "false" {
		r.add("flag-wrong", v, "key", key, "value", v.Text)
	}
	return v != nil && v.Text == "true"
}

// described reads what a field says in words.
func (r *schemaReader) described(f *fact.Field, n *source.Node, base bool) {
	switch label := n.Get("label"); {
	case label != nil:
		f.Label = r.perLanguage(label, "label")
	case !base && !f.Internal:
		r.add("field-without-label", n, "name", f.Name)
	}
	if f.Label == nil && !base {
		f.Label = make([]string, len(r.langs))
		for i := range f.Label {
			f.Label[i] = f.Name
		}
	}
	if g := r.scalar(n, "group"); g != nil {
		f.Group = g.Text
		if !slices.ContainsFunc(r.schema.Groups, func(o fact.Option) bool { return o.Key == g.Text }) {
			r.add("group-unknown", g, "value", g.Text, "near", source.Nearest(g.Text, optionKeys(r.schema.Groups)))
			f.Group = ""
		}
	}
	if f.Kind == fact.KindChoice {
		if f.Options = r.options(n.Get("options"), "options"); n.Get("options") == nil {
			r.add("options-missing", n, "name", f.Name)
		}
	}
	if from := r.scalar(n, "from"); from != nil {
		f.From = strings.Trim(from.Text, "/")
		r.sections = append(r.sections, named{section: f.From, at: from.At(r.file)})
	}
	if inverse := n.Get("inverse"); inverse != nil {
		f.Inverse = r.perLanguage(inverse, "inverse")
	}
}

func optionKeys(options []fact.Option) []string {
	keys := make([]string, len(options))
	for i, o := range options {
		keys[i] = o.Key
	}
	return keys
}

// measured reads the units of a figure and the bands by which it is filtered.
func (r *schemaReader) measured(f *fact.Field, n *source.Node, at *source.Node) {
	if !f.IsFigure() {
		return
	}
	unit := n.Get("unit")
	switch {
	case f.Kind == fact.KindNumber && unit != nil:
		f.UnitLabel = r.perLanguage(unit, "unit")
	case f.Kind == fact.KindNumber || f.Kind == fact.KindPercent:
	case unit == nil:
		r.add("unit-missing", at, "name", f.Name, "known", strings.Join(fact.Units(f.Kind), ", "))
		f.Units = fact.Units(f.Kind)
	default:
		nodes := unit.Items
		if unit.Kind == source.Scalar {
			nodes = []*source.Node{unit}
		}
		for _, u := range r.single(nodes, "unit") {
			code, ok := fact.UnitCode(f.Kind, u.Text)
			if !ok {
				r.add("unit-unknown", u, "value", u.Text, "known", strings.Join(fact.Units(f.Kind), ", "))
				continue
			}
			f.Units = append(f.Units, code)
		}
	}
	if per := n.Get("per"); per != nil {
		f.Per = r.perLanguage(per, "per")
	}
	for _, b := range r.list(n, "bands") {
		v, ps := fact.Read(&fact.Field{Name: "bands", Kind: f.Kind, Units: f.Units, UnitLabel: f.UnitLabel}, b, r.grammar)
		r.ps = append(r.ps, ps...)
		if v == nil { // that was said
			continue
		}
		edge, ok := v.(fact.Figure)
		if last := len(f.Bands) - 1; !ok || edge.To != "" || last >= 0 && fact.Compare(f.Bands[last], edge, f) >= 0 {
			r.add("bands-wrong", b, "name", f.Name)
			continue
		}
		f.Bands = append(f.Bands, edge)
	}
	if f.Filterable && n.Get("bands") == nil {
		r.add("bands-missing", at, "name", f.Name)
		f.Filterable = false
	}
}

// known finds the field that another part of the schema names.
func (r *schemaReader) known(n *source.Node, name string) *fact.Field {
	f := r.schema.Field(name)
	if f == nil {
		var names []string
		for _, f := range r.schema.Fields {
			names = append(names, f.Name)
		}
		r.add("field-unknown", n, "name", name, "near", source.Nearest(name, names))
	}
	return f
}

// shown lists the fields that readers see somewhere.
func (r *schemaReader) shown(root *source.Node, key string) []*fact.Field {
	var list []*fact.Field
	for _, n := range r.list(root, key) {
		switch f := r.known(n, n.Text); {
		case f == nil:
		case f.Internal || f.Label == nil:
			r.add("field-not-shown", n, "name", f.Name)
		default:
			list = append(list, f)
		}
	}
	return list
}

// schemas reads the _fields.yaml of each folder, for the sections there.
func (l *loader) schemas(t *tree) {
	for _, file := range t.schemas {
		dir := strings.TrimPrefix(strings.TrimPrefix(path.Dir(file), contentDir), "/")
		l.schemaOf[dir] = l.readSchema(file)
	}
}

// schema is the nearest _fields.yaml at or above a section.
func (l *loader) schema(section string) *Schema {
	for {
		if c := l.schemaOf[section]; c != nil {
			return c
		}
		if section == "" {
			return nil
		}
		section = parent(section)
	}
}
