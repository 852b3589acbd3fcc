//go:build unix

// Package faults publishes while everything goes wrong that can: the publisher
// is killed, the line is cut, the disk is full, somebody else publishes too.
// Meanwhile and after it a reader asks a real web server for a fixed list of
// pages and may see only whole pages of the old or the new release; and the
// next run has to make the host equal to the release, without sending twice
// what has arrived.
//
//	go test ./test/faults                  a sample of the moments, in a minute
//	NHIPCAU_FULL=1 go test -v ./test/faults   every one, with the figures
package faults

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"nhipcau/internal/ftps"
	"nhipcau/internal/publish"
	"nhipcau/internal/sftp"
	"nhipcau/test/hosts"
)

// The publisher that dies is a process of its own: the test binary, started
// again with an order in the environment.
const orderVariable = "NHIPCAU_FAULTS_ORDER"

func TestMain(m *testing.M) {
	text := os.Getenv(orderVariable)
	if text == "" {
		os.Exit(m.Run())
	}
	var o order
	err := json.Unmarshal([]byte(text), &o)
	if err == nil {
		var report publish.Report
		var calls int
		report, calls, err = o.publish(context.Background())
		fmt.Println(calls, report.Sent, report.Linked, report.Same, report.Attempts)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// order is what to publish, where to and when to die.
type order struct {
	Kind    string // directory, sftp, ftps
	Host    hosts.Host
	Public  string // the public folder, an absolute path
	Layout  publish.Layout
	Release string // a folder
	DieAt   int64  // the call of the place, from 1, before which the process ends; 0 for never
	Timeout time.Duration
	Owner   *publish.Owner
}

func (o order) publish(ctx context.Context) (publish.Report, int, error) {
	r, err := publish.Open(o.Release)
	if err != nil {
		return publish.Report{}, 0, err
	}
	defer r.Close()
	d := &deadly{at: o.DieAt}
	report, err := publish.To(ctx, func() (publish.Place, error) {
		p, err := o.open(ctx)
		if err != nil {
			return nil, err
		}
		if h, ok := p.(publish.Hasher); ok {
			return &deadlyHasher{deadlyPlace{p, d}, h}, nil
		}
		return &deadlyPlace{p, d}, nil
	}, r, o.options())
	return report, int(d.calls.Load()), err
}

func (o order) options() publish.Options {
	_, spot := publish.SpotFor(o.Public)
	host, _ := os.Hostname()
	owner := publish.NewOwner(host, "tester", os.Getpid(), time.Now())
	if o.Owner != nil {
		owner = *o.Owner
	}
	return publish.Options{Spot: spot, Layout: o.Layout, Owner: owner, Backoff: 10 * time.Millisecond, Patience: 12 * time.Second, Overwrite: true, Keep: 2}
}

// open reaches the folder that the public one lies in.
func (o order) open(ctx context.Context) (publish.Place, error) {
	folder, _ := publish.SpotFor(o.Public)
	timeout := o.Timeout
	if timeout == 0 {
		timeout = 10 * time.Second
	}
	known := func(string) error { return nil }
	switch o.Kind {
	case "sftp":
		return sftp.Open(ctx, sftp.Config{Addr: o.Host.Addr, User: o.Host.User, KeyFile: o.Host.KeyFile, Root: folder, Timeout: timeout, Host: known})
	case "ftps":
		password := func() (string, error) { return o.Host.Password, nil }
		return ftps.Open(ctx, ftps.Config{Addr: o.Host.Addr, User: o.Host.User, Root: folder, Timeout: timeout, Host: known, Password: password})
	}
	return publish.OpenDirectory(folder)
}

// start starts a publisher.
func (o order) start(t *testing.T) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	// The race detector makes each process wait a second before it ends.
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0", orderVariable+"="+string(text))
	return cmd
}

// outcome is what a publisher said at its end.
type outcome struct {
	calls, sent, linked, attempts int
	same                          bool
}

// finish runs a publisher to its end, which has to be a good one.
func (o order) finish(t *testing.T) outcome {
	t.Helper()
	out, err := o.start(t).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		t.Fatalf("the publisher failed: %s", exit.Stderr)
	}
	if err != nil {
		t.Fatal(err)
	}
	var c outcome
	if _, err := fmt.Sscan(string(out), &c.calls, &c.sent, &c.linked, &c.same, &c.attempts); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return c
}

// deadly ends the process at a certain call.
type deadly struct {
	at    int64
	calls atomic.Int64
}

func (d *deadly) call() {
	if d.calls.Add(1) == d.at {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // until it comes
	}
}

type deadlyPlace struct {
	publish.Place
	d *deadly
}

type deadlyHasher struct {
	deadlyPlace
	h publish.Hasher
}

func (p *deadlyHasher) Hash(name string) ([32]byte, error) { return p.h.Hash(name) }

func (p *deadlyPlace) List(dir string) ([]publish.Item, error) {
	p.d.call()
	return p.Place.List(dir)
}

func (p *deadlyPlace) Fetch(name string, w io.Writer) error {
	p.d.call()
	return p.Place.Fetch(name, w)
}

// Put may end in the midst of a file too: after its first 8 KB, and after each
// megabyte.
func (p *deadlyPlace) Put(name string, r io.Reader, offset int64) error {
	p.d.call()
	return p.Place.Put(name, &midway{r: r, d: p.d}, offset)
}

func (p *deadlyPlace) Rename(from, to string) error {
	p.d.call()
	return p.Place.Rename(from, to)
}

func (p *deadlyPlace) Remove(name string) error {
	p.d.call()
	return p.Place.Remove(name)
}

func (p *deadlyPlace) Mkdir(name string) error {
	p.d.call()
	return p.Place.Mkdir(name)
}

func (p *deadlyPlace) RemoveFolder(name string) error {
	p.d.call()
	return p.Place.RemoveFolder(name)
}

func (p *deadlyPlace) Link(from, to string) error {
	p.d.call()
	return p.Place.Link(from, to)
}

func (p *deadlyPlace) Symlink(target, name string) error {
	p.d.call()
	return p.Place.Symlink(target, name)
}

type midway struct {
	r    io.Reader
	d    *deadly
	read int
	next int // where the next call counts
}

func (m *midway) Read(b []byte) (int, error) {
	if m.read > m.next {
		m.d.call()
		m.next = m.read + 1<<20
	}
	n, err := m.r.Read(b[:min(len(b), 8<<10)])
	m.read += n
	return n, err
}

// folderOf makes a folder for a host to serve.
func folderOf(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "host")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}
