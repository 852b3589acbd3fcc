package laws

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// A site in which no date acts is the same on any two days. (The release's
// manifest names the day; it is no file of the site.)
func TestADayChangesNothing(t *testing.T) {
	for seed := range uint64(3) {
		sources := generated(seed, "fallback")
		want := plainly(t, sources, "1999-12-31")
		for _, day := range []string{"2022-01-01", "2022-06-15", "2024-02-29", "2099-01-01"} {
			same(t, want, plainly(t, sources, day))
		}
	}
}

const dated = `---
title: Dated
summary: Here for a month.
date: 2022-05-10
tags: [two]
publishDate: 2022-05-10
expiryDate: 2022-06-10
---

See [the first](../first).
`

// The days on which an item comes and goes change the files that tell of it,
// and no other.
func TestADateThatActsChangesWhatTellsOfIt(t *testing.T) {
	item := func(date, tag string) string {
		return "---\ntitle: Item " + date + "\nsummary: Short.\ndate: " + date + "\ntags: [" + tag + "]\n---\n\nText.\n"
	}
	section := func(title string) string { return "---\ntitle: " + title + "\n---\n" }
	sources := with(fstest.MapFS{}, map[string]string{
		"site.yaml":               "title: {vi: Trang, en: Site}\nbaseURL: https://example.org/\nlanguages: [vi, en]\ntimeZone: Asia/Ho_Chi_Minh\nmenus: {main: [a, b]}\n",
		"i18n/tags.yaml":          "one: {vi: Một, en: One}\ntwo: {vi: Hai, en: Two}\nthree: {vi: Ba, en: Three}\n",
		"content/_index.vi.md":    "---\ntitle: Nhà\nlists: [{from: a, limit: 1}]\n---\n",
		"content/_index.en.md":    section("Home"),
		"content/a/_index.vi.md":  section("A"),
		"content/a/_index.en.md":  section("A"),
		"content/b/_index.vi.md":  section("B"),
		"content/b/_index.en.md":  section("B"),
		"content/a/first.vi.md":   item("2022-01-01", "one"),
		"content/a/before.vi.md":  item("2022-05-01", "two"),
		"content/a/dated.vi.md":   dated,
		"content/a/after.vi.md":   item("2022-05-20", "three"),
		"content/a/last.vi.md":    item("2022-09-01", "one"),
		"content/b/other.vi.md":   item("2022-05-11", "one"),
		"content/b/another.vi.md": item("2022-05-09", "three"),
	})
	builds := map[string]output{}
	for _, day := range []string{"2022-05-09", "2022-05-10", "2022-06-09", "2022-06-10", "2023-01-01"} {
		builds[day] = plainly(t, sources, day)
		if list := stops(builds[day]); len(list) > 0 {
			t.Fatalf("%s: %s", day, strings.Join(list, "\n"))
		}
	}
	concerned := []string{
		"sitemap-vi-1.xml",
		"vi/a/after/index.html",  // its neighbours
		"vi/a/before/index.html", //
		"vi/a/dated/index.html",
		"vi/a/feed.xml",
		"vi/a/index.html",
		"vi/feed.xml",
		"vi/tags/index.html", // how many have the tag
		"vi/tags/two/index.html",
	}
	for _, step := range []struct {
		from, to string
		want     []string
	}{
		{"2022-05-09", "2022-05-10", concerned},
		{"2022-05-10", "2022-06-09", nil},
		{"2022-06-09", "2022-06-10", concerned},
		{"2022-06-10", "2023-01-01", nil},
		{"2022-05-09", "2022-06-10", nil}, // gone as if it had never been
	} {
		got := slices.Sorted(maps.Keys(differences(builds[step.from], builds[step.to])))
		if !slices.Equal(got, step.want) {
			t.Errorf("from %s to %s these change:\n\t%s\nwant:\n\t%s", step.from, step.to, strings.Join(got, "\n\t"), strings.Join(step.want, "\n\t"))
		}
	}
}
