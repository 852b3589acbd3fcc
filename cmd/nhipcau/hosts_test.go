//go:build unix

package main

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
	"nhipcau/test/hosts"
)

// publisher is a person with a site who calls the program.
type publisher struct {
	t    *testing.T
	site string
	said string // on both streams, by the last call
}

func newPublisher(t *testing.T) *publisher {
	t.Helper()
	p := &publisher{t: t, site: t.TempDir()}
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("SSH_AUTH_SOCK", "")
	archive, err := txtar.ParseFile(filepath.Join("testdata", "site.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		p.write(f.Name, string(f.Data))
	}
	return p
}

func (p *publisher) write(name, text string) {
	p.t.Helper()
	name = filepath.Join(p.site, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// target writes a site.yaml with one target.
func (p *publisher) target(format string, args ...any) {
	p.t.Helper()
	p.write("site.yaml", "title: {vi: A, en: B}\nbaseURL: https://example.org/\nlanguages: [vi, en]\ntargets:\n  web: {"+fmt.Sprintf(format, args...)+"}\n")
}

// call runs the program, which has to end with a status and to say something.
func (p *publisher) call(status int, says string, args ...string) {
	p.t.Helper()
	var out bytes.Buffer
	got := run(append(args, "--site", p.site, "--lang", "en"), &out, &out, time.Now())
	p.said = out.String()
	if got != status || !strings.Contains(p.said, says) {
		p.t.Fatalf("%q: status %d, want %d, and %q:\n%s", args, got, status, says, p.said)
	}
}

func (p *publisher) build(text string) {
	p.t.Helper()
	p.write("content/bulletins/2022-02.vi.md", "---\ntitle: Tin\nsummary: "+text+"\ndate: 2022-02-01\n---\n\n"+text+"\n")
	p.call(exitDone, "", "build", "--date", "2026-12-01")
}

func TestPublishOverSFTP(t *testing.T) {
	h := hosts.SSH(t)
	p := newPublisher(t)
	dir := t.TempDir()
	host, port, err := net.SplitHostPort(h.Addr)
	if err != nil {
		t.Fatal(err)
	}
	target := fmt.Sprintf("type: sftp, host: %s, port: %s, user: %s, keyFile: %s, path: %s/site", host, port, h.User, h.KeyFile, dir)
	p.target("%s", target)
	p.build("Một.")

	// Nobody is there who could be asked whether this is the host.
	p.call(exitError, h.Fingerprint, "publish", "--unsigned")
	other := "SHA256:" + strings.Repeat("A", 43)
	p.call(exitError, "The host "+h.Addr+" is not known", "publish", "--unsigned", "--accept-host-key", other)
	if _, err := os.Lstat(filepath.Join(dir, "site")); err == nil {
		t.Fatal("published to a host that is not known")
	}
	p.call(exitDone, "Published 2026-12-01-", "publish", "--unsigned", "--accept-host-key", h.Fingerprint)
	p.call(exitDone, "nothing to send", "publish", "--unsigned")

	// The host has another key than last time.
	known, err := settings("hosts")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(known, []byte("sftp "+h.Addr+" "+other+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.call(exitError, "IS NOT THE ONE THAT IS KNOWN.\n  known: "+other+"\n  now:   "+h.Fingerprint, "publish", "--unsigned")
	p.call(exitDone, "", "publish", "--unsigned", "--accept-host-key", h.Fingerprint)
	p.target("%s, fingerprint: %s", target, h.Fingerprint)
	p.call(exitDone, "nothing to send", "publish", "--unsigned")
	p.target("%s, fingerprint: %s", target, other)
	p.call(exitError, "IS NOT THE ONE THAT IS KNOWN", "publish", "--unsigned")
	p.target("%s", strings.Replace(target, "user: "+h.User, "user: nobody-here", 1))
	p.call(exitError, "The host does not let nobody-here in.", "publish", "--unsigned", "--accept-host-key", h.Fingerprint)

	p.target("%s", target)
	p.build("Hai.")
	p.call(exitDone, "0 removed", "publish", "--unsigned")
	p.call(exitDone, "0 files changed, 0 missing, 0 unexpected", "verify", "web")
	p.call(exitDone, "public", "releases")
	if lines := strings.Count(p.said, "\n"); lines != 2 {
		t.Errorf("%d releases:\n%s", lines, p.said)
	}
	p.call(exitDone, "web shows 2026-12-01-", "rollback", "--unsigned")
	if err := os.WriteFile(filepath.Join(dir, "site", "shell.php"), []byte("<?php"), 0o644); err != nil {
		t.Fatal(err)
	}
	p.call(exitProblems, "web/shell.php: this file is not in the manifest", "verify", "web", "--quick")
	p.call(exitError, "is not whole any more", "rollback", "web", p.live(), "--unsigned")

	p.target("%s", strings.Replace(target, dir+"/site", dir+"/none/site", 1))
	p.call(exitError, "There is no folder "+dir+"/none at the target.", "publish", "--unsigned")
}

// live gives the ID of the public release.
func (p *publisher) live() string {
	p.t.Helper()
	p.call(exitDone, "", "releases")
	for line := range strings.Lines(p.said) {
		if fields := strings.Fields(line); fields[2] == "public" {
			return fields[0]
		}
	}
	p.t.Fatalf("nothing is public:\n%s", p.said)
	return ""
}

func TestPublishOverFTPS(t *testing.T) {
	dir := t.TempDir()
	h := hosts.FTP(t, dir)
	p := newPublisher(t)
	host, port, err := net.SplitHostPort(h.Addr)
	if err != nil {
		t.Fatal(err)
	}
	p.target("type: ftps, host: %s, port: %s, user: %s, path: %s/www", host, port, h.User, dir)
	p.build("Một.")
	p.call(exitError, h.Fingerprint, "publish", "--unsigned") // nobody signed the certificate
	p.call(exitError, "set the variable NHIPCAU_PASSWORD", "publish", "--unsigned", "--accept-host-key", h.Fingerprint)
	t.Setenv("NHIPCAU_PASSWORD", "wrong")
	p.call(exitError, "The host does not let "+h.User+" in.", "publish", "--unsigned")
	t.Setenv("NHIPCAU_PASSWORD", h.Password)
	p.call(exitDone, "Published 2026-12-01-", "publish", "--unsigned")
	first := p.live()
	p.call(exitDone, "nothing to send", "publish", "--unsigned")
	p.build("Hai.")
	p.call(exitDone, "0 removed", "publish", "--unsigned")
	p.call(exitDone, "0 files changed, 0 missing, 0 unexpected", "verify", "web")
	p.call(exitDone, first, "rollback", "--unsigned")
	if live := p.live(); live != first {
		t.Errorf("%s is public, not %s", live, first)
	}
	p.call(exitDone, "0 files changed, 0 missing, 0 unexpected", "verify", "web")
}
