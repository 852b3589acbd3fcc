package site

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"nhipcau/internal/locale"
	"nhipcau/internal/problem"
	"nhipcau/internal/source"
	"nhipcau/internal/text"
)

// Config is what site.yaml says. What is said per language is a slice in the
// order of Langs.
type Config struct {
	Titles       []string
	Descriptions []string
	Footers      []string
	BaseURL      string // absolute, ends in a slash
	Langs        []string
	Locales      []*locale.Locale
	Fallback     [][]int // by language: the languages to look in, in order
	XDefault     int     // index of the language that x-default names; -1 for none
	Zone         *time.Location
	ThemeName    string
	PageSize     int
	Organization Organization
	Targets      []Target
	PublicKeys   []string // that a release may be signed with

	news            []named // sections whose items are news
	plan            named   // the section of the plan's activities; "" is none
	policies        []named
	menus           map[string][]*source.Node
	attachmentTypes []string
}

// Organization is who speaks on the site, for machines that read it.
type Organization struct {
	Names  []string
	Sample bool
}

// named is a section that site.yaml names, and where.
type named struct {
	section string
	policy  Policy // under policies
	at      problem.At
}

// Policy says what a section does about a language that an item lacks.
type Policy string

const (
	Omit       Policy = "omit"
	StubPolicy Policy = "stub"
	Borrow     Policy = "fallback"
)

const configFile = "site.yaml"

var menuNames = []string{"main", "footer", "home"}

var configKeys = []string{"title", "description", "footer", "baseURL", "languages", "fallback", "xDefault",
	"timeZone", "theme", "pageSize", "policies", "menus", "organization", "news", "plan", "attachmentTypes", "targets", "publicKeys"}

// configReader collects what site.yaml says and what is wrong with it.
type configReader struct {
	mapReader
	c       Config
	written func() []string
}

// readConfig understands site.yaml. It always returns something to go on with:
// where there is no usable list of languages, Vietnamese alone.
//
// written gives the languages that texts are written in: the site's languages
// where site.yaml cannot be read or does not say.
func readConfig(data []byte, written func() []string) (c Config, problems []problem.Problem) {
	root, ps := source.ParseYAML(configFile, data)
	r := &configReader{mapReader: mapReader{file: configFile, ps: ps}, written: written, c: Config{
		Zone: time.UTC, ThemeName: "default", PageSize: 20, XDefault: -1,
		BaseURL: "https://example.org/", menus: map[string][]*source.Node{},
	}}
	if root == nil {
		root = &source.Node{Kind: source.Map, Line: 1, Column: 1}
		defer func(ps []problem.Problem) { problems = ps }(r.ps) // what an unread file lacks is not known
	}
	for _, p := range root.Pairs {
		if !slices.Contains(configKeys, p.Key.Text) {
			r.add("config-key-unknown", p.Key, "key", p.Key.Text, "near", source.Nearest(p.Key.Text, configKeys))
		}
	}
	r.languages(root)
	r.langs = r.c.Langs
	r.perLanguage(root, "title", true, &r.c.Titles)
	r.perLanguage(root, "description", false, &r.c.Descriptions)
	r.perLanguage(root, "footer", false, &r.c.Footers)
	r.baseURL(root)
	r.fallback(root)
	r.zone(root)
	if n := r.scalar(root, "theme"); n != nil {
		if n.Text != text.Slug(n.Text) {
			r.add("theme-wrong", n, "value", n.Text)
		} else {
			r.c.ThemeName = n.Text
		}
	}
	if n := r.scalar(root, "pageSize"); n != nil {
		size, err := strconv.Atoi(n.Text)
		if err != nil || size < 1 || size > 1000 {
			r.add("page-size-wrong", n, "value", n.Text)
		} else {
			r.c.PageSize = size
		}
	}
	if n := r.scalar(root, "plan"); n != nil {
		r.c.plan = named{section: strings.Trim(n.Text, "/ "), at: n.At(configFile)}
	}
	r.policies(root)
	r.menus(root)
	r.organization(root)
	r.targets(root)
	r.publicKeys(root)
	for _, n := range r.list(root, "attachmentTypes") {
		r.c.attachmentTypes = append(r.c.attachmentTypes, strings.ToLower(strings.TrimPrefix(strings.TrimSpace(n.Text), ".")))
	}
	for _, n := range r.list(root, "news") {
		r.c.news = append(r.c.news, named{section: strings.Trim(n.Text, "/ "), at: n.At(configFile)})
	}
	return r.c, r.ps
}

func (r *configReader) languages(root *source.Node) {
	n := root.Get("languages")
	if n == nil || n.Kind != source.List || len(n.Items) == 0 {
		at := n
		if at == nil {
			at = root
		}
		r.add("languages-missing", at)
		for _, tag := range r.written() {
			r.c.addLanguage(tag)
		}
	} else {
		r.listed(n)
	}
	if len(r.c.Langs) == 0 {
		r.c.addLanguage(locale.Tags()[0])
	}
}

// listed takes the languages that site.yaml names.
func (r *configReader) listed(n *source.Node) {
	for _, item := range n.Items {
		tag := strings.TrimSpace(item.Text)
		switch {
		case r.c.Lang(tag) >= 0:
			r.add("value-doubled", item, "key", "languages", "value", tag)
		case !r.c.addLanguage(tag):
			r.add("language-without-tables", item, "language", tag, "known", strings.Join(locale.Tags(), ", "))
		}
	}
}

func (c *Config) addLanguage(tag string) bool {
	l, ok := locale.Find(tag)
	if ok {
		c.Langs = append(c.Langs, tag)
		c.Locales = append(c.Locales, l)
	}
	return ok
}

// Lang is the index of a language; -1 if the site does not have it.
func (c *Config) Lang(tag string) int {
	for i, l := range c.Langs {
		if l == tag {
			return i
		}
	}
	return -1
}

// perLanguage reads a mapping from each language to a text.
func (r *configReader) perLanguage(root *source.Node, key string, required bool, to *[]string) {
	*to = make([]string, len(r.c.Langs))
	n := root.Get(key)
	if n == nil {
		if required {
			r.add("config-key-missing", root, "key", key)
			borrow(*to)
		}
		return
	}
	r.texts(n, key, *to)
	if required {
		borrow(*to)
	}
}

// borrow gives a language without a text the first that there is, so that what
// is built of it has one; the problem was reported.
func borrow(texts []string) {
	first := "…"
	if i := slices.IndexFunc(texts, func(s string) bool { return s != "" }); i >= 0 {
		first = texts[i]
	}
	for i := range texts {
		texts[i] = cmp.Or(texts[i], first)
	}
}

func (r *configReader) baseURL(root *source.Node) {
	if root.Get("baseURL") == nil {
		r.add("config-key-missing", root, "key", "baseURL")
		return
	}
	n := r.scalar(root, "baseURL")
	if n == nil {
		return
	}
	u, err := url.Parse(n.Text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		r.add("base-url-wrong", n, "value", n.Text)
		return
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	if clean := path.Clean(u.Path); u.ForceQuery || clean != "/" && clean+"/" != u.Path || clean == "/" && u.Path != "/" {
		r.add("base-url-wrong", n, "value", n.Text)
		return
	}
	r.c.BaseURL = u.String()
}

// BasePath is the path part of the base address; it starts and ends in a slash.
func (c *Config) BasePath() string {
	u, err := url.Parse(c.BaseURL)
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.Path
}

// fallback reads where a language looks when it lacks a page. A language that
// is not named looks nowhere before the original.
func (r *configReader) fallback(root *source.Node) {
	r.c.Fallback = make([][]int, len(r.c.Langs))
	if n := root.Get("fallback"); n != nil {
		if n.Kind != source.Map {
			r.add("value-not-per-language", n, "key", "fallback", "language", r.c.Langs[0])
			return
		}
		for _, p := range n.Pairs {
			i := r.language(p.Key)
			if i < 0 {
				continue
			}
			nodes := p.Value.Items
			if p.Value.Kind != source.List {
				nodes = []*source.Node{p.Value}
			}
			for _, v := range r.single(nodes, "fallback") {
				if j := r.language(v); j >= 0 && j != i {
					r.c.Fallback[i] = append(r.c.Fallback[i], j)
				}
			}
		}
	}
	if n := r.scalar(root, "xDefault"); n != nil {
		r.c.XDefault = r.language(n)
	}
}

func (r *configReader) language(n *source.Node) int {
	i := r.c.Lang(n.Text)
	if i < 0 {
		r.add("language-unknown", n, "language", n.Text, "known", strings.Join(r.c.Langs, ", "))
	}
	return i
}

func (r *configReader) zone(root *source.Node) {
	n := r.scalar(root, "timeZone")
	if n == nil {
		return
	}
	z, err := time.LoadLocation(n.Text)
	if err != nil || n.Text == "Local" {
		r.add("time-zone-wrong", n, "value", n.Text)
		return
	}
	r.c.Zone = z
}

func (r *configReader) policies(root *source.Node) {
	for _, p := range r.mapping(root, "policies") {
		switch v := Policy(p.Value.Text); v {
		case Omit, StubPolicy, Borrow:
			name := strings.Trim(p.Key.Text, "/")
			if name == "default" {
				name = ""
			}
			r.c.policies = append(r.c.policies, named{name, v, p.Key.At(configFile)})
		default:
			r.add("policy-wrong", p.Value, "value", p.Value.Text)
		}
	}
}

// policy is the nearest ancestor's.
func (c *Config) policy(section string) Policy {
	for {
		for _, p := range c.policies {
			if p.section == section {
				return p.policy
			}
		}
		if section == "" {
			return Omit
		}
		section = parent(section)
	}
}

func (r *configReader) menus(root *source.Node) {
	for _, p := range r.mapping(root, "menus") {
		switch {
		case !slices.Contains(menuNames, p.Key.Text):
			r.add("config-key-unknown", p.Key, "key", "menus."+p.Key.Text, "near", source.Nearest(p.Key.Text, menuNames))
		case p.Value.Kind != source.List:
			r.add("value-not-list", p.Value, "key", "menus."+p.Key.Text)
		default:
			r.c.menus[p.Key.Text] = p.Value.Items
		}
	}
}

func (r *configReader) organization(root *source.Node) {
	r.c.Organization.Names = make([]string, len(r.c.Langs))
	for _, p := range r.mapping(root, "organization") {
		switch p.Key.Text {
		case "name":
			r.texts(p.Value, "organization.name", r.c.Organization.Names)
		case "sample":
			r.c.Organization.Sample = p.Value.Text == "true"
			if p.Value.Text != "true" && p.Value.Text != "false" {
				r.add("flag-wrong", p.Value, "key", "sample", "value", p.Value.Text)
			}
		default:
			r.add("config-key-unknown", p.Key, "key", "organization."+p.Key.Text, "near", source.Nearest(p.Key.Text, []string{"name", "sample"}))
		}
	}
}

func parent(path string) string {
	i := strings.LastIndexByte(path, '/')
	if i < 0 {
		return ""
	}
	return path[:i]
}
