package laws

import (
	"os"
	"strings"
	"testing"

	"nhipcau/internal/site"
	"nhipcau/themes"
)

// Every item of the site in this repository says for which day it holds and
// whom to ask; and since that is a sample, how to reach them is made up, says
// so, and belongs to nobody.
func TestOwnSiteSaysWhenAndWhomToAsk(t *testing.T) {
	s, _, err := site.Load(os.DirFS(repository), site.Options{Day: "2026-12-01", Themes: themes.FS})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Items) < 10 {
		t.Fatalf("only %d items", len(s.Items))
	}
	for _, it := range s.Items {
		if it.AsOf().IsZero() {
			t.Errorf("%s says for no day that it holds", it.Path)
		}
		unit := s.Contact(it)
		if unit == nil {
			t.Errorf("%s names nobody to ask", it.Path)
			continue
		}
		phone, email := unit.Facts.Phone("phone"), unit.Facts.Email("email")
		if !unit.Sample() || !strings.HasPrefix(phone.E164(), "+84256000") || !strings.HasSuffix(string(email), "@example.org") {
			t.Errorf("%s: %s and %s may belong to somebody", unit.Path, phone, email)
		}
	}
}
