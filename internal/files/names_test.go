package files

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestCheckPath(t *testing.T) {
	good := []string{
		"index.html", "vi/index.html", "a b/c d.txt", "vi/cảng.pdf", "lo/ທ່າເຮືອ.html", ".well-known/security.txt",
		"_redirects", "a..b", "console/x", "com/x", "com10", "comx", "null", "auxiliary.html", "~$x",
		strings.Repeat("a", 200) + "/" + strings.Repeat("b", 39),
		strings.Repeat("ລ", 60) + "/" + strings.Repeat("ລ", 60),
	}
	for _, path := range good {
		if err := CheckPath(path); err != nil {
			t.Error(err)
		}
		if !filepath.IsLocal(filepath.FromSlash(path)) {
			t.Errorf("%q is not local on this system", path)
		}
	}
	bad := []string{
		"", ".", "..", "a/..", "../a", "a/../b", "./a", "a/.", "/a", "/", "a/", "a//b", "//host/a",
		`a\b`, `\a`, `..\a`, `\\host\share\a`, "C:a", "C:/a", "a\x00b", "a\nb", "a\tb", "a\x7f", "a\u0085b", "a\xffb",
		"con", "CON", "vi/nul/index.html", "aux.html", "prn .txt", "nul.tar.gz", "com1", "Lpt9.txt", "com¹", "com0", "CONIN$",
		"a.", "a ", "a./b", "a /b", "a<b", "a>b", `a"b`, "a|b", "a?b", "a*b",
		strings.Repeat("a", 200) + "/" + strings.Repeat("b", 40),
		strings.Repeat("😀/", 80) + "a",
		strings.Repeat("ລ", 86),
	}
	for _, path := range bad {
		if CheckPath(path) == nil {
			t.Errorf("%q is accepted", path)
		}
	}
}

func TestClaimGivesEachFolderOnce(t *testing.T) {
	n := Names[string]{}
	tests := []struct{ path, want string }{
		{"a/b/c.html", "a a/b"},
		{"a/b/d.html", ""},
		{"a/e/f.html", "a/e"},
		{"g.html", ""},
	}
	for _, test := range tests {
		folders, taken := n.Claim(test.path, "")
		if taken != nil {
			t.Fatalf("%s: taken by %s", test.path, taken.Path)
		}
		if got := strings.Join(folders, " "); got != test.want {
			t.Errorf("%s: %q, want %q", test.path, got, test.want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, pair := range [][2]string{{"VI/A", "vi/a"}, {"Đà Nẵng", "đÀ nẴNG"}, {"ΣΑΣ", "σας"}, {"\u212A", "k"}} {
		if Fold(pair[0]) != Fold(pair[1]) {
			t.Errorf("%q and %q differ", pair[0], pair[1])
		}
	}
	if Fold("da") == Fold("đa") {
		t.Error("đ is d")
	}
}
