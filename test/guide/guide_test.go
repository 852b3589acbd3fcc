// Package guide reads the editors' guide, docs/vi, as its reader would: it goes
// through the pages in order with a copy of the sample site, saves every file
// that is shown, runs every command, and compares what the program answers.
//
// What a code block is, the words after its fence say:
//
//	bat                  commands; the program has to carry them out
//	markdown FILE        a file to save; after it nothing is wrong in the site
//	markdown FILE da-tao the file as the program made it
//	markdown FILE sai    a file with mistakes, taken away again afterwards
//	markdown             part of a body without mistakes
//	yaml                 part of the front matter without mistakes
//	yaml FILE            lines that stand in the file
//	yaml FILE moi        a file to save
//	yaml FILE them       lines to add to a file; a key is the one that was made
//	text                 what the program answered to the block before
//	(nothing)            a picture made of letters
//
// Outside of code, what is in italics are words of the program or of the theme.
package guide

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"image"
	"image/jpeg"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"nhipcau/internal/problem"
)

var update = flag.Bool("update", false, "rewrite in the guide what the program answers")

const (
	repository = "../.."
	folder     = repository + "/docs/vi"
)

// The pages, in the order in which they are to be read.
var pages = []string{"README.md", "cai-dat.md", "viet-bai.md", "dich-bai.md", "sua-loi.md", "so-lieu.md", "thuat-ngu.md", "truoc-khi-dang.md", "dang-trang.md"}

func TestGuideIsTrue(t *testing.T) {
	r := newReader(t)
	blocks := 0
	for _, page := range pages {
		lines := read(t, page)
		var done []string
		for len(lines) > 0 {
			info, isFence := strings.CutPrefix(lines[0], "```")
			if !isFence {
				done, lines = append(done, lines[0]), lines[1:]
				continue
			}
			end := slices.Index(lines[1:], "```") + 1
			if end == 0 {
				t.Fatalf("%s:%d: the block is not closed", page, len(done)+1)
			}
			r.place = fmt.Sprintf("%s:%d", page, len(done)+1)
			text := r.block(strings.Fields(info), strings.Join(append(slices.Clone(lines[1:end]), ""), "\n"))
			done = append(done, lines[0])
			if text != "" {
				done = append(done, strings.Split(strings.TrimSuffix(text, "\n"), "\n")...)
			}
			done, lines = append(done, "```"), lines[end+1:]
			blocks++
		}
		if *update {
			if err := os.WriteFile(filepath.Join(folder, page), []byte(strings.Join(done, "\n")), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if blocks < 40 {
		t.Errorf("only %d blocks seen", blocks)
	}
}

func read(t *testing.T, page string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, page))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(data), "\n")
}

// reader is somebody who does what the guide says.
type reader struct {
	t       *testing.T
	program string
	site    string // the folder
	place   string // in the guide
	answer  string // to the last block
}

func newReader(t *testing.T) *reader {
	r := &reader{t: t, program: filepath.Join(t.TempDir(), "nhipcau.exe"), site: t.TempDir()}
	build := exec.Command("go", "build", "-o", r.program, "./cmd/nhipcau")
	build.Dir = repository
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, name := range []string{"content", "i18n", "static"} {
		if err := os.CopyFS(filepath.Join(r.site, name), os.DirFS(filepath.Join(repository, name))); err != nil {
			t.Fatal(err)
		}
	}
	// Keys are made in a folder of the test's, with a password that nobody types.
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("NHIPCAU_KEY_PASSWORD", "mật khẩu")
	config, err := os.ReadFile(repository + "/site.yaml")
	if err == nil {
		err = os.WriteFile(filepath.Join(r.site, "site.yaml"), config, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *reader) wrong(format string, args ...any) {
	r.t.Helper()
	r.t.Errorf("%s: "+format, append([]any{r.place}, args...)...)
}

// block does what a code block is there for, and returns what should stand in it.
func (r *reader) block(info []string, text string) string {
	switch kind := strings.Join(append(info, "", "", "")[:1], "") + strconv.Itoa(len(info)); kind {
	case "0":
		return text
	case "bat1":
		r.answer = ""
		for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
			r.answer += r.command(line)
		}
		return text
	case "text1":
		if mask(text) != mask(r.answer) {
			if *update {
				return port.ReplaceAllString(r.answer, ":8020/")
			}
			r.wrong("the program answers:\n%s\nnot:\n%s", r.answer, text)
		}
		return text
	case "markdown1":
		return r.piece("title: Thử\nsummary: Thử.\n", text, text)
	case "yaml1":
		return r.piece(text, "Thử.\n", text)
	case "yaml2":
		if data, err := os.ReadFile(filepath.Join(r.site, info[1])); err != nil || !strings.Contains(string(data), text) {
			r.wrong("this does not stand in %s", info[1])
		}
		return text
	case "yaml3", "markdown2":
		if len(info) == 3 && info[2] == "them" {
			r.add(info[1], text)
			return text
		}
		if len(info) == 3 && info[2] != "moi" {
			break
		}
		r.save(info[1], text)
		r.attach(info[1], text)
		r.clean()
		return text
	case "markdown3":
		switch info[2] {
		case "da-tao":
			return r.made(info[1], text)
		case "sai":
			r.mistaken(info[1], text)
			return text
		}
	}
	r.wrong("what is a block %q?", info)
	return text
}

// add writes lines at the end of a file, as somebody would who publishes: the
// key is the one just made, and the folder to publish into is there.
func (r *reader) add(name, text string) {
	data, err := os.ReadFile(r.file(name))
	if err != nil {
		r.t.Fatal(err)
	}
	r.save(name, string(data)+publicKey.ReplaceAllString(text, publicKey.FindString(r.answer)))
	r.clean()
	if err := os.MkdirAll(r.file("web"), 0o755); err != nil {
		r.t.Fatal(err)
	}
}

func (r *reader) file(name string) string { return filepath.Join(r.site, filepath.FromSlash(name)) }

func (r *reader) save(name, text string) {
	err := os.MkdirAll(filepath.Dir(r.file(name)), 0o755)
	if err == nil {
		err = os.WriteFile(r.file(name), []byte(text), 0o644)
	}
	if err != nil {
		r.t.Fatal(err)
	}
}

var attachment = regexp.MustCompile(`[\w-]+\.(jpg|pdf)`)

// attach puts the pictures and documents that a text names beside it.
func (r *reader) attach(name, text string) {
	for _, beside := range attachment.FindAllString(text, -1) {
		data := []byte("%PDF-1.4\n")
		if strings.HasSuffix(beside, ".jpg") {
			var b bytes.Buffer
			if err := jpeg.Encode(&b, image.NewYCbCr(image.Rect(0, 0, 1600, 900), image.YCbCrSubsampleRatio420), nil); err != nil {
				r.t.Fatal(err)
			}
			data = b.Bytes()
		}
		if err := os.WriteFile(filepath.Join(filepath.Dir(r.file(name)), beside), data, 0o644); err != nil {
			r.t.Fatal(err)
		}
	}
}

// piece checks a part of a text, in a text that has the rest.
func (r *reader) piece(front, body, text string) string {
	const item = "content/bulletins/thu"
	for _, line := range []string{"title: Thử\n", "summary: Thử.\n"} {
		if key, _, _ := strings.Cut(line, ":"); !strings.Contains("\n"+front, "\n"+key+":") {
			front += line
		}
	}
	r.save(item+"/index.vi.md", "---\n"+front+"---\n\n"+body)
	r.attach(item+"/index.vi.md", text)
	r.clean()
	if err := os.RemoveAll(r.file(item)); err != nil {
		r.t.Fatal(err)
	}
	return text
}

// made compares with a file that the program made today.
func (r *reader) made(name, text string) string {
	data, err := os.ReadFile(r.file(name))
	if err != nil {
		r.wrong("%v", err)
		return text
	}
	if day.ReplaceAllString(string(data), "") == day.ReplaceAllString(text, "") {
		return text
	}
	if !*update {
		r.wrong("%s is:\n%s", name, data)
	}
	return string(data)
}

var day = regexp.MustCompile(`(?m)^date: .*`)

// mistaken saves a wrong file, notes what the program says of it, and puts
// things back.
func (r *reader) mistaken(name, text string) {
	dir := filepath.Dir(r.file(name))
	aside := filepath.Join(r.t.TempDir(), "aside")
	err := os.Rename(dir, aside)
	isNew := errors.Is(err, os.ErrNotExist)
	if err == nil {
		err = os.CopyFS(dir, os.DirFS(aside))
	}
	if err != nil && !isNew {
		r.t.Fatal(err)
	}
	r.save(name, text)
	stdout, _, err := r.run("check")
	if stdout == "" {
		r.wrong("the program finds no mistake (%v)", err)
	}
	r.answer = stdout
	if err := os.RemoveAll(dir); err != nil {
		r.t.Fatal(err)
	}
	if !isNew {
		if err := os.Rename(aside, dir); err != nil {
			r.t.Fatal(err)
		}
	}
}

// clean wants the site to be without any problem.
func (r *reader) clean() {
	r.t.Helper()
	if stdout, stderr, err := r.run("check", "--strict"); err != nil {
		r.wrong("%v\n%s%s", err, stdout, stderr)
	}
}

// command carries out a line of the guide and returns what is then seen.
func (r *reader) command(line string) string {
	words := strings.Fields(line)
	if words[0] != "nhipcau" {
		r.wrong("%q is none of our commands", line)
		return ""
	}
	if words[1] == "serve" {
		return r.serve(words[1:])
	}
	stdout, stderr, err := r.run(words[1:]...)
	if err != nil {
		r.wrong("%s: %v\n%s%s", line, err, stdout, stderr)
	}
	return stdout + stderr
}

func (r *reader) run(args ...string) (stdout, stderr string, err error) {
	var out, other bytes.Buffer
	cmd := exec.Command(r.program, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = r.site, &out, &other
	err = cmd.Run()
	return out.String(), other.String(), err
}

// serve shows the site until all is known of it.
func (r *reader) serve(args []string) string {
	in, out := io.Pipe()
	cmd := exec.Command(r.program, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = r.site, out, out
	if err := cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	seen := make(chan string)
	go func() {
		var said strings.Builder
		for lines := bufio.NewScanner(in); lines.Scan(); {
			said.WriteString(lines.Text() + "\n")
			if clock.MatchString(lines.Text()) {
				_ = cmd.Process.Kill() // Wait tells
			}
		}
		seen <- said.String()
	}()
	_ = cmd.Wait() // it was killed
	out.Close()
	return <-seen
}

var publicKey = regexp.MustCompile(`RW[A-Za-z0-9+/]{54}`)

var (
	port   = regexp.MustCompile(`:80\d\d/`)
	clock  = regexp.MustCompile(`(?m)^\d\d:\d\d:\d\d `)
	today  = regexp.MustCompile(`(?m)^\d{4}-\d\d-\d\d `)
	secret = regexp.MustCompile(`(?m)[0-9A-F]{16}|phần bí mật nằm ở .*$`)
	built  = regexp.MustCompile(`\d{4}-\d\d-\d\d-[0-9a-f]{8}`)
	amount = regexp.MustCompile(`(?m)^\d+ trang|\d+\.\d+ giây`)
)

// mask takes away what differs from one run to the next, and with the sample
// site's size.
func mask(s string) string {
	for _, re := range []*regexp.Regexp{port, clock, secret, built, publicKey, today, amount} {
		s = re.ReplaceAllString(s, "_")
	}
	return s
}

// prose is a page without its code.
func prose(t *testing.T, page string) string {
	t.Helper()
	var kept []string
	inside := false
	for _, line := range read(t, page) {
		if strings.HasPrefix(line, "```") {
			inside = !inside
		} else if !inside {
			kept = append(kept, codeSpan.ReplaceAllString(line, "_"))
		}
	}
	return strings.ReplaceAll(strings.Join(kept, "\n"), "**", "")
}

var (
	codeSpan = regexp.MustCompile("`[^`]*`")
	italics  = regexp.MustCompile(`\*([^*]+)\*`)
	target   = regexp.MustCompile(`\]\(([^)]*)\)`)
)

func TestGuideQuotesTheProgram(t *testing.T) {
	known := phrases(t)
	quoted := 0
	for _, page := range pages {
		for _, m := range italics.FindAllStringSubmatch(prose(t, page), -1) {
			quoted++
			if !slices.ContainsFunc(known, func(p phrase) bool { return p.says(m[1]) }) {
				t.Errorf("%s: neither the program nor the theme says %q", page, m[1])
			}
		}
	}
	if quoted < 8 {
		t.Errorf("only %d quotations seen", quoted)
	}
}

// phrase is what the program may say, with places that it fills in.
type phrase struct {
	whole *regexp.Regexp
	parts []string // between the places
}

var filled = regexp.MustCompile(`%[-+#.0-9]*[a-z]|\{\{[^}]*\}\}|\{[a-z]+\}|\[\[|\]\]`)

func newPhrase(s string) phrase {
	p := phrase{parts: filled.Split(s, -1)}
	var quoted []string
	for _, part := range p.parts {
		quoted = append(quoted, regexp.QuoteMeta(part))
	}
	p.whole = regexp.MustCompile("^" + strings.Join(quoted, ".+") + "$")
	return p
}

// says reports whether these are the phrase's words: all of them, or whole words
// between two places to fill in.
func (p phrase) says(s string) bool {
	return p.whole.MatchString(s) || slices.ContainsFunc(p.parts, func(part string) bool {
		return strings.Trim(part, " :;,.%") == strings.Trim(s, " :;,.")
	})
}

// phrases are all that the program and the theme may say in Vietnamese.
func phrases(t *testing.T) []phrase {
	t.Helper()
	var all []phrase
	for _, code := range problem.Codes() {
		p := problem.Problem{Code: code}
		all = append(all, newPhrase(p.Sentence("vi")), newPhrase(p.Hint("vi")))
	}
	for _, file := range []string{"cmd/nhipcau/words.go", "cmd/nhipcau/words_publish.go", "internal/serve/words.go", "internal/problem/problem.go"} {
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(repository, file), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					for _, line := range strings.Split(s, "\n") {
						if strings.TrimSpace(line) != "" {
							all = append(all, newPhrase(line))
						}
					}
				}
			}
			return true
		})
	}
	theme, err := os.ReadFile(repository + "/themes/default/i18n/strings.vi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`"([^"\n]+)"`).FindAllStringSubmatch(string(theme), -1) {
		all = append(all, newPhrase(m[1]))
	}
	return all
}

// The pictures are made by test/browser/guide; everything else that the guide
// leads to is there.
func TestGuideLeadsSomewhere(t *testing.T) {
	pictures, err := os.ReadFile(repository + "/test/browser/guide.mjs")
	if err != nil {
		t.Fatal(err)
	}
	linked := map[string]bool{"README.md": true}
	for _, page := range pages {
		for _, m := range target.FindAllStringSubmatch(prose(t, page), -1) {
			name, isPicture := strings.CutPrefix(m[1], "../images/")
			switch _, err := os.Stat(filepath.Join(folder, m[1])); {
			case isPicture:
				if !strings.Contains(string(pictures), `name: "`+strings.TrimSuffix(name, ".png")+`"`) {
					t.Errorf("%s: nobody makes the picture %s", page, name)
				}
			case err != nil:
				t.Errorf("%s: %v", page, err)
			default:
				linked[m[1]] = true
			}
		}
	}
	files, err := filepath.Glob(folder + "/*")
	if err != nil || len(files) != len(pages) {
		t.Errorf("%d files, want %d (%v)", len(files), len(pages), err)
	}
	for _, page := range pages {
		if !linked[page] {
			t.Errorf("nothing leads to %s", page)
		}
	}
}
