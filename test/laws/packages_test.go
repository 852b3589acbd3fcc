package laws

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "nhipcau/"

// goPackage is what go list says of a package.
type goPackage struct {
	ImportPath, Dir string
	Standard        bool
	GoFiles         []string
	Imports         []string
}

// program lists the packages of the program with all that they are made of.
func program(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-json=ImportPath,Dir,Standard,GoFiles,Imports", "./cmd/...", "./internal/...", "./themes/...")
	cmd.Dir = repository
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	data, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, &stderr)
	}
	var list []goPackage
	for dec := json.NewDecoder(bytes.NewReader(data)); ; {
		var p goPackage
		if err := dec.Decode(&p); err == io.EOF {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

func ours(importPath string) bool { return strings.HasPrefix(importPath, module) }

func TestOutsideLibrariesHaveOneDoor(t *testing.T) {
	list := program(t)
	standard := map[string]bool{"C": true, "unsafe": true}
	for _, p := range list {
		standard[p.ImportPath] = p.Standard
	}
	doors := map[string][]string{}
	for _, p := range list {
		if !ours(p.ImportPath) {
			continue
		}
		for _, name := range p.Imports {
			if !ours(name) && !standard[name] {
				doors[name] = append(doors[name], p.ImportPath)
			}
		}
	}
	for name, by := range doors {
		if len(by) > 1 {
			t.Errorf("%s is imported by %s", name, strings.Join(by, " and "))
		}
	}
	if len(doors) < 8 {
		t.Errorf("only %d outside packages found: %v", len(doors), doors)
	}
}

// Who may import whom, of ours. Values go forward: nothing reaches back.
var mayImport = map[string]string{
	"cmd/nhipcau":         "internal/check internal/fact internal/files internal/ftps internal/picture internal/problem internal/publish internal/release internal/render internal/serve internal/sftp internal/sign internal/site internal/source internal/text themes",
	"internal/problem":    "",
	"internal/files":      "internal/problem",
	"internal/text":       "",
	"internal/locale":     "",
	"internal/locale/gen": "internal/locale",
	"internal/source":     "internal/problem internal/text",
	"internal/fact":       "internal/locale internal/problem internal/source internal/text",
	"internal/picture":    "",
	"internal/lines":      "internal/text",
	"internal/markdown":   "internal/problem internal/text",
	"internal/site":       "internal/fact internal/files internal/locale internal/picture internal/problem internal/source internal/text",
	"internal/terms":      "internal/text",
	"internal/render":     "internal/fact internal/files internal/lines internal/locale internal/markdown internal/picture internal/problem internal/site internal/source internal/terms",
	"internal/check":      "internal/files internal/problem",
	"internal/release":    "internal/files",
	"internal/publish":    "internal/files internal/release",
	"internal/sftp":       "internal/publish",
	"internal/ftps":       "internal/publish",
	"internal/sign":       "",
	"internal/serve":      "internal/check internal/files internal/picture internal/problem internal/release internal/render internal/site",
	"themes":              "",
}

func TestValuesGoForward(t *testing.T) {
	for _, p := range program(t) {
		name, mine := strings.CutPrefix(p.ImportPath, module)
		if !mine {
			continue
		}
		allowed, known := mayImport[name]
		if !known {
			t.Errorf("%s is new: say here what it may import", name)
		}
		for _, other := range p.Imports {
			if other, mine := strings.CutPrefix(other, module); mine && !slices.Contains(strings.Fields(allowed), other) {
				t.Errorf("%s imports %s", name, other)
			}
		}
	}
}

// No init, and no package variable that changes: nobody assigns to one or to a
// part of it, takes its address, or makes one that is there to be changed.
func TestPackagesKeepNoState(t *testing.T) {
	variables := 0
	for _, p := range program(t) {
		if !ours(p.ImportPath) {
			continue
		}
		fset := token.NewFileSet()
		var list []*ast.File
		for _, name := range p.GoFiles {
			f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, f)
		}
		info := &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
		// Types of other packages are not wanted, so what is said of them is
		// passed over: which name means which variable is known all the same.
		config := types.Config{Importer: nobody{}, Error: func(error) {}}
		pkg, _ := config.Check(p.ImportPath, fset, list, info)
		s := stateSeeker{t: t, fset: fset, pkg: pkg, info: info}
		for _, f := range list {
			variables += s.look(f)
		}
	}
	if variables < 20 {
		t.Errorf("only %d package variables seen", variables)
	}
}

type nobody struct{}

func (nobody) Import(name string) (*types.Package, error) {
	p := types.NewPackage(name, path.Base(name))
	p.MarkComplete()
	return p, nil
}

type stateSeeker struct {
	t    *testing.T
	fset *token.FileSet
	pkg  *types.Package
	info *types.Info
}

var changing = regexp.MustCompile(`^\*?(sync|atomic)\.(Map|Pool|Mutex|RWMutex|Once|WaitGroup|Int|Uint|Bool|Pointer|Value)|^chan |^new\(|^make\(|^&`)

// look goes through a file and counts the package variables in it.
func (s stateSeeker) look(f *ast.File) (variables int) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.Name == "init" {
				s.t.Errorf("%s: func init", s.fset.Position(d.Pos()))
			}
		case *ast.GenDecl:
			if d.Tok != token.VAR {
				continue
			}
			for _, spec := range d.Specs {
				v := spec.(*ast.ValueSpec)
				variables += len(v.Names)
				for _, e := range append(slices.Clone(v.Values), v.Type) {
					if e != nil && changing.MatchString(types.ExprString(e)) {
						s.t.Errorf("%s: a variable that is there to be changed", s.fset.Position(v.Pos()))
					}
				}
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, e := range n.Lhs {
					s.changed(e)
				}
			}
		case *ast.IncDecStmt:
			s.changed(n.X)
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				s.changed(n.Key)
				s.changed(n.Value)
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND && !s.table(n.X) {
				s.changed(n.X)
			}
		case *ast.CallExpr:
			if name, ok := n.Fun.(*ast.Ident); ok && slices.Contains([]string{"delete", "clear", "copy"}, name.Name) {
				s.changed(n.Args[0])
			}
		}
		return true
	})
	return variables
}

// table says whether a pointer to x is handed out only to be read: an entry of
// a table, or one of the program's own words.
func (s stateSeeker) table(x ast.Expr) bool {
	if _, ok := x.(*ast.IndexExpr); ok {
		return true
	}
	id, ok := x.(*ast.Ident)
	return ok && (id.Name == "vietnamese" || id.Name == "english")
}

// changed complains if an expression that is changed belongs to a package
// variable.
func (s stateSeeker) changed(e ast.Expr) {
	for e != nil {
		switch x := e.(type) {
		case *ast.IndexExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.Ident:
			if v, ok := s.info.Uses[x].(*types.Var); ok && v.Parent() == s.pkg.Scope() {
				s.t.Errorf("%s: the package variable %s changes", s.fset.Position(x.Pos()), x.Name)
			}
			return
		default:
			return
		}
	}
}

// Content has slashes on every system; only the disk is asked with filepath.
func TestTheSitesFolderIsJoinedForTheDisk(t *testing.T) {
	files, err := filepath.Glob(repository + "/cmd/nhipcau/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, name := range files {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !strings.HasPrefix(types.ExprString(call.Fun), "path.") {
				return true
			}
			for _, arg := range call.Args {
				if s := types.ExprString(arg); s == "a.dir" || s == "out" {
					t.Errorf("%s: %s(%s)", fset.Position(call.Pos()), types.ExprString(call.Fun), s)
				}
			}
			return true
		})
	}
}

// The repository stands alone: nothing in it leads to a file beside it or to a
// folder of the machine that it was written on.
func TestRepositoryStandsAlone(t *testing.T) {
	elsewhere := regexp.MustCompile(`(^|[^\w.])(\.\./)*\.\./shared\b|(^|[^\w./-])/(work|root|home)/[\w.]`)
	counted := map[string]int{}
	err := filepath.WalkDir(repository, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && slices.Contains([]string{".git", ".tools", ".cache", "node_modules", "public", ".public.nhipcau"}, d.Name()) {
			return fs.SkipDir
		}
		if d.IsDir() || !d.Type().IsRegular() {
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil || bytes.IndexByte(data, 0) >= 0 {
			return err
		}
		counted[path.Ext(filepath.ToSlash(name))]++
		for i, line := range strings.Split(string(data), "\n") {
			if m := elsewhere.FindString(line); m != "" {
				t.Errorf("%s:%d: %q leads out of the repository", name, i+1, m)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if counted[".go"] < 50 || counted[".md"] < 5 {
		t.Errorf("hardly anything was looked at: %v", counted)
	}
}
