//go:build unix

package faults

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nhipcau/internal/files"
	"nhipcau/internal/publish"
	"nhipcau/internal/release"
	"nhipcau/test/hosts"
)

// pages makes a release of so many pages of common size, each in a folder of
// its own, with what goes with them. One page and what shows it may have been
// changed.
func pages(t *testing.T, n int, changed bool) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	staging, err := release.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer staging.Discard()
	add := func(p, text string) {
		if err := staging.Add(files.File{Path: p, Data: []byte(text)}); err != nil {
			t.Fatal(err)
		}
	}
	mark := ""
	if changed {
		mark = " (revised)"
	}
	for i := range n {
		text := strings.Repeat(fmt.Sprintf("<p>Page %d of the site, a paragraph as long as many.</p>\n", i), 60+i%60)
		if i == n/2 {
			text += mark
		}
		add(fmt.Sprintf("%s/section-%d/page-%d/index.html", []string{"vi", "en", "lo"}[i%3], i/3%20, i), text)
	}
	add("vi/section-0/index.html", "<ul>"+mark) // the list that shows it
	for i := range n/1000 + 1 {
		text := "<urlset></urlset>"
		if i == 0 {
			text += mark
		}
		add(fmt.Sprintf("sitemap-vi-%d.xml", i), text)
	}
	add("index.html", "<p>home")
	add("assets/main.css", strings.Repeat("p{}", 3000))
	if _, err := staging.Commit("2026-12-01"); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A first publication takes at most one and a half times as long as OpenSSH's
// own client needs to put the same files, and after a change of one page nothing
// travels but what changed.
func TestSpeed(t *testing.T) {
	n, limit := 1000, 3.0 // a small site measures little but the beginning
	if full() {
		n, limit = 10_000, 1.5
	}
	client, err := exec.LookPath("sftp")
	if err != nil {
		t.Skip("there is no sftp: install Debian's openssh-client")
	}
	first, second := pages(t, n, false), pages(t, n, true)
	host := hosts.SSH(t)
	best := time.Hour
	theirs := time.Hour
	for range 2 { // in turn, so that the machine is as busy for both
		theirs = min(theirs, put(t, client, host, first))
		for _, layout := range []publish.Layout{publish.Slots} {
			o := order{Kind: "sftp", Host: host, Public: filepath.Join(folderOf(t), "site"), Layout: layout, Release: first}
			began := time.Now()
			report, _, err := o.publish(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			best = min(best, time.Since(began))
			again(t, o, report, n, second)
		}
	}
	ratio := best.Seconds() / theirs.Seconds()
	t.Logf("%d pages: published in %.1f s, OpenSSH's sftp puts them in %.1f s: %.2f times as long", n, best.Seconds(), theirs.Seconds(), ratio)
	if ratio > limit {
		t.Errorf("%.2f times as long as sftp", ratio)
	}
}

// put lets OpenSSH's client put a folder.
func put(t *testing.T, client string, h hosts.Host, dir string) time.Duration {
	t.Helper()
	name, port, err := net.SplitHostPort(h.Addr)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(client, "-q", "-b", "-", "-P", port, "-i", h.KeyFile, "-o", "IdentitiesOnly=yes",
		"-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", h.User+"@"+name)
	cmd.Stdin = strings.NewReader(fmt.Sprintf("put -r %s %s\n", dir, filepath.Join(folderOf(t), "put")))
	began := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return time.Since(began)
}

// again publishes the release with the changed page.
func again(t *testing.T, o order, report publish.Report, n int, second string) {
	t.Helper()
	if report.Sent < n {
		t.Errorf("%d files sent of more than %d", report.Sent, n)
	}
	o.Release = second
	began := time.Now()
	report, _, err := o.publish(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(second, release.ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("one page changed: %d files sent, %d bytes, and the manifest of %d; %d linked, in %.1f s", report.Sent, report.SentBytes, info.Size(), report.Linked, time.Since(began).Seconds())
	if report.Sent != 3 {
		t.Errorf("%d files sent; the page, its list and a sitemap changed", report.Sent)
	}
}
