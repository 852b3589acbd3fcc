package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"
)

// loadDay loads a small site as it is on a day.
func loadDay(t *testing.T, archive, day string) (*Site, string) {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	s, ps, err := Load(fsys, Options{Day: day})
	if err != nil {
		t.Fatal(err)
	}
	var old []string // figures
	for _, p := range ps {
		if p.Code == "as-of-old" {
			old = append(old, p.At.String())
		}
	}
	return s, strings.Join(old, " ")
}

const calendar = `
-- site.yaml --
title: {vi: Thử, en: Test}
baseURL: https://example.org/
languages: [vi, en]
timeZone: Asia/Ho_Chi_Minh
policies: {default: fallback, stubs: stub, later: omit}
-- content/_index.vi.md --
---
title: Nhà
---
-- content/_index.en.md --
---
title: Home
---
-- content/news/_index.vi.md --
---
title: Tin
---
-- content/news/early.vi.md --
---
title: Sẽ đăng
publishDate: 2026-03-10
expiryDate: 2026-06-15T09:00
---
Tin.
-- content/news/hidden.vi.md --
---
title: Nháp
draft: true
publishDate: 2026-03-05
---
Tin.
-- content/news/moot.vi.md --
---
title: Đóng trước khi đăng
publishDate: 2026-04-10
closes: 2026-04-01
---
Tin.
-- content/news/back.vi.md --
---
title: Rút
withdrawn: 2026-05-01
closes: 2026-05-20
---
Tin.
-- content/news/gone.vi.md --
---
title: Đã rút
withdrawn: true
expiryDate: 2026-05-11
---
Tin.
-- content/calls/_fields.yaml --
fields:
  area: {type: area, unit: ha, label: {vi: Diện tích, en: Area}}
  price: {type: money, unit: USD, label: {vi: Giá, en: Price}}
  cost: {type: money, unit: USD, internal: true}
maxAge: 12
-- content/calls/_index.vi.md --
---
title: Kêu gọi
---
-- content/calls/port.vi.md --
---
title: Cảng
closes: 2026-03-31
asOf: 2025-07-01
area: 12
price: {value: 3 triệu USD, asOf: 2025-08-20}
cost: {value: 3 triệu USD, asOf: 2025-02-20}
---
Cảng.
-- content/calls/port.en.md --
---
title: Port
draft: true
---
Port.
-- content/later/_index.vi.md --
---
title: Sau
publishDate: 2026-04-20
expiryDate: 2026-09-01
---
-- content/later/a.vi.md --
---
title: Trước chuyên mục
publishDate: 2026-04-15
closes: 2026-04-18
---
A.
-- content/later/b.vi.md --
---
title: Sau chuyên mục
publishDate: 2026-05-02
expiryDate: 2026-10-01
---
B.
-- content/stubs/_index.vi.md --
---
title: Tên
---
-- content/stubs/a.vi.md --
---
title: A
---
A.
-- content/stubs/a.en.md --
---
title: A
---
-- content/stubs/b.vi.md --
---
title: B
---
B.
-- content/stubs/b.en.md --
---
title: [B
---
B.
`

// The law of Next: between today and the next day nothing differs, and on that
// day something does.
func TestNextIsTheNextDayThatDiffers(t *testing.T) {
	look := func(day time.Time) (*Site, string) {
		s, seen := loadDay(t, calendar, day.Format(time.DateOnly))
		for _, it := range all(s) {
			seen += fmt.Sprintf("\n%s %v", it.Path, it.Closed && it.published())
			for lang := range s.Langs {
				seen += " " + string(it.Standing(lang))
			}
		}
		return s, seen
	}
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	s, before := look(day)
	var days []string
	for end := day.AddDate(1, 0, 0); day.Before(end); {
		day = day.AddDate(0, 0, 1)
		next := s.Next(all(s))
		today, now := look(day)
		if isNext := len(next) > 0 && next[0].Day.Format(time.DateOnly) == day.Format(time.DateOnly); isNext != (now != before) {
			t.Errorf("%s: something differs: %v; Next said %v", day.Format(time.DateOnly), now != before, next)
		}
		if now != before {
			days = append(days, day.Format(time.DateOnly))
		}
		s, before = today, now
	}
	if len(days) < 10 {
		t.Errorf("only %d days differ: %v", len(days), days)
	}
	if next := s.Next(all(s)); len(next) > 0 {
		t.Errorf("still to come: %v", next)
	}
}

func all(s *Site) []*Item {
	var list []*Item
	for _, sec := range s.Sections {
		list = append(append(list, sec.Item), sec.Items...)
	}
	return list
}

func TestNextNamesWhatActs(t *testing.T) {
	for day, want := range map[string]string{
		"2026-03-01": "2026-03-10 news/early publishDate",
		"2026-03-10": "2026-04-01 calls/port closes",
		"2026-04-01": "2026-04-10 news/moot publishDate",
		"2026-04-15": "2026-04-20 later publishDate",
		"2026-04-20": "2026-05-01 news/back withdrawn",
		"2026-06-01": "2026-06-15 news/early expiryDate",
		"2026-06-15": "2026-07-02 calls/port asOf area",
		"2026-07-02": "2026-08-21 calls/port asOf price",
		"2026-08-21": "2026-09-01 later expiryDate",
		"2026-09-01": "",
	} {
		s, _ := loadDay(t, calendar, day)
		var got []string
		for _, c := range s.Next(all(s)) {
			line := c.Day.Format(time.DateOnly) + " " + c.Item.Path + " " + c.By
			for _, f := range c.Fields {
				line += " " + f.Name
			}
			got = append(got, line)
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("after %s: %q, want %q", day, got, want)
		}
	}
}

func TestStanding(t *testing.T) {
	s, _ := loadDay(t, calendar, "2026-04-01")
	for path, want := range map[string][]Standing{
		"":            {Current, Current},
		"news":        {Current, Borrowed},
		"news/early":  {Current, Borrowed},
		"news/hidden": {Unfinished, Missing},
		"news/gone":   {Removed, Removed},
		"news/moot":   {Waiting, Missing},
		"calls/port":  {Current, Unfinished},
		"later/a":     {Waiting, Missing},
		"stubs/a":     {Current, TitleOnly},
		"stubs/b":     {Current, Unreadable},
	} {
		var got []Standing
		for lang := range s.Langs {
			got = append(got, s.Item(path).Standing(lang))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
}
