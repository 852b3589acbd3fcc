package text

import (
	"strings"
	"testing"
)

func TestHosts(t *testing.T) {
	for s, want := range map[string]bool{
		"example.org": true, "xn--bnh-nh-2sa0f.vn": true, "a_b.example.org": true, "1.2.3.4": true,
		"EXAMPLE.org": true, "localhost": false, "": false, ".": false, "example.org.": false,
		"-a.org": false, "a-.org": false, "bình.vn": false, "a b.org": false, "[.org": false, "a@.org": false,
		strings.Repeat("a", 63) + ".org": true, strings.Repeat("a", 64) + ".org": false,
		strings.Repeat("a.", 127) + "org": false,
	} {
		if got := IsHost(s); got != want {
			t.Errorf("IsHost(%q) = %v", s, got)
		}
	}
}

func TestMailAddresses(t *testing.T) {
	for s, want := range map[string]bool{
		"board@example.org": true, "a.b+c_d-e@example.org": true, "a&b@example.org": true,
		"board": false, "@example.org": false, "board@": false, "board@localhost": false,
		"a@b@example.org": false, "bảng@example.org": false, "a b@example.org": false, "a,b@example.org": false,
		"<a@example.org>": false, "mailto:a@example.org": false, `"a"@example.org`: false,
		"a?cc=b@example.org": false, "a#b@example.org": false, "a%0Ab@example.org": false,
		strings.Repeat("a", 65) + "@example.org": false,
	} {
		if got := IsMail(s); got != want {
			t.Errorf("IsMail(%q) = %v", s, got)
		}
	}
}
