package site

import (
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"nhipcau/internal/problem"
	"nhipcau/internal/source"
	"nhipcau/internal/text"
)

// Target is a place that site.yaml says releases are published to. It holds no
// secret.
type Target struct {
	Name        string
	Type        TargetType
	Path        string
	Host        string
	Port        int
	User        string
	KeyFile     string // of an SSH key; "" for the usual ones
	Fingerprint string // of the host's key or certificate: SHA256:…
	URL         string // where the result is seen; ends in a slash; "" if nowhere
	Layout      string // slots or flat; "" as the host can
	Keep        int    // how many releases stay; 0 as usual
}

// TargetType is how a target is reached.
type TargetType string

// The types of targets. PlainFTP sends all, the password too, for everybody on
// the way to read.
const (
	DirectoryTarget TargetType = "directory"
	SFTPTarget      TargetType = "sftp"
	FTPSTarget      TargetType = "ftps"
	PlainFTPTarget  TargetType = "ftp"
	ZIPTarget       TargetType = "zip"
)

var (
	targetTypes = []string{string(DirectoryTarget), string(SFTPTarget), string(FTPSTarget), string(PlainFTPTarget), string(ZIPTarget)}
	targetKeys  = []string{"type", "path", "host", "port", "user", "keyFile", "fingerprint", "url", "layout", "keep"}

	// What a minisign key looks like: 42 bytes that begin with "Ed".
	publicKeyShape   = regexp.MustCompile(`^RW[A-Za-z0-9+/]{54}$`)
	fingerprintShape = regexp.MustCompile(`^SHA256:[A-Za-z0-9+/]{43}$`)
	secretWords      = []string{"password", "pass", "passwd", "passphrase", "secret", "token", "matkhau", "mat_khau"}
)

// Publishing is what site.yaml says about where releases go, and who may sign
// them.
type Publishing struct {
	Languages  []string
	Targets    []Target
	PublicKeys []string
}

// ReadPublishing reads no more of a site than site.yaml.
func ReadPublishing(fsys fs.FS) (Publishing, []problem.Problem, error) {
	data, err := fs.ReadFile(fsys, configFile)
	if err != nil {
		return Publishing{}, nil, ErrNoSite
	}
	c, ps := readConfig(data, func() []string { return nil })
	return Publishing{c.Langs, c.Targets, c.PublicKeys}, problem.Sort(ps), nil
}

func (r *configReader) publicKeys(root *source.Node) {
	for _, n := range r.list(root, "publicKeys") {
		if !publicKeyShape.MatchString(n.Text) {
			r.add("public-key-wrong", n, "value", n.Text)
			continue
		}
		r.c.PublicKeys = append(r.c.PublicKeys, n.Text)
	}
}

func (r *configReader) targets(root *source.Node) {
	for _, p := range r.mapping(root, "targets") {
		if p.Key.Text != text.Slug(p.Key.Text) || p.Key.Text == "" {
			r.add("target-name-wrong", p.Key, "value", p.Key.Text)
			continue
		}
		if p.Value.Kind != source.Map {
			r.add("value-not-mapping", p.Value, "key", "targets."+p.Key.Text)
			continue
		}
		r.target(p.Key.Text, p.Value)
	}
}

func (r *configReader) target(name string, n *source.Node) {
	known := len(r.ps)
	t := Target{Name: name}
	for _, p := range n.Pairs {
		switch key := p.Key.Text; {
		case slices.Contains(secretWords, strings.ToLower(key)):
			r.add("target-secret", p.Key, "key", key)
		case !slices.Contains(targetKeys, key):
			r.add("config-key-unknown", p.Key, "key", "targets."+name+"."+key, "near", source.Nearest(key, targetKeys))
		}
	}
	get := func(key string) string {
		if v := r.scalar(n, key); v != nil {
			return v.Text
		}
		return ""
	}
	t.Type = TargetType(get("type"))
	if !slices.Contains(targetTypes, string(t.Type)) {
		at := n.Get("type")
		if at == nil {
			at = n
		}
		r.add("target-type-wrong", at, "target", name, "value", string(t.Type))
		return
	}
	t.Path, t.Host, t.User, t.KeyFile, t.Layout = get("path"), get("host"), get("user"), get("keyFile"), get("layout")
	t.Fingerprint = get("fingerprint")
	r.needed(name, t, n)
	r.shapes(&t, n)
	if len(r.ps) == known {
		r.c.Targets = append(r.c.Targets, t)
	}
}

// needed misses what a type cannot do without.
func (r *configReader) needed(name string, t Target, n *source.Node) {
	keys := []string{"path"}
	remote := t.Type != DirectoryTarget && t.Type != ZIPTarget
	if remote {
		keys = []string{"host", "user", "path"}
	}
	for _, key := range keys {
		if n.Get(key) == nil {
			r.add("target-key-missing", n, "target", name, "key", key, "type", string(t.Type))
		}
	}
	for _, key := range []string{"host", "port", "user", "keyFile", "fingerprint"} {
		if v := n.Get(key); v != nil && (!remote || key == "keyFile" && t.Type != SFTPTarget) {
			r.add("target-key-useless", v, "key", key, "type", string(t.Type))
		}
	}
}

// shapes reads what has a form of its own.
func (r *configReader) shapes(t *Target, n *source.Node) {
	t.Port = map[TargetType]int{SFTPTarget: 22, FTPSTarget: 21, PlainFTPTarget: 21}[t.Type]
	if v := r.scalar(n, "port"); v != nil {
		port, err := strconv.Atoi(v.Text)
		if err != nil || port < 1 || port > 65535 {
			r.add("target-value-wrong", v, "key", "port", "value", v.Text, "write", "22")
		}
		t.Port = port
	}
	if v := r.scalar(n, "keep"); v != nil {
		keep, err := strconv.Atoi(v.Text)
		if err != nil || keep < 2 || keep > 50 {
			r.add("target-value-wrong", v, "key", "keep", "value", v.Text, "write", "3")
		}
		t.Keep = keep
	}
	if v := n.Get("layout"); t.Layout != "" && t.Layout != "slots" && t.Layout != "flat" {
		r.add("target-value-wrong", v, "key", "layout", "value", t.Layout, "write", "slots")
	}
	if v := n.Get("fingerprint"); t.Fingerprint != "" && !fingerprintShape.MatchString(t.Fingerprint) {
		r.add("target-value-wrong", v, "key", "fingerprint", "value", t.Fingerprint, "write", "SHA256:…")
	}
	if v := r.scalar(n, "url"); v != nil {
		u, err := url.Parse(v.Text)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
			r.add("target-value-wrong", v, "key", "url", "value", v.Text, "write", "https://doingoai.example.vn/")
			return
		}
		t.URL = strings.TrimSuffix(u.String(), "/") + "/"
	}
	if v := n.Get("host"); t.Host != "" && strings.ContainsAny(t.Host, "/@: ") && !strings.HasPrefix(t.Host, "[") {
		r.add("target-value-wrong", v, "key", "host", "value", t.Host, "write", "web.example.vn")
	}
}
