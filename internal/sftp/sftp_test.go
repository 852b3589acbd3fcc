//go:build unix

package sftp

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"nhipcau/internal/publish"
	"nhipcau/test/hosts"
	"nhipcau/test/place"
)

func config(h hosts.Host, root string) Config {
	return Config{
		Addr: h.Addr, User: h.User, KeyFile: h.KeyFile, Root: root, Timeout: 30 * time.Second,
		Host: func(now string) error {
			if now != h.Fingerprint {
				return &publish.HostError{Host: h.Addr, Known: h.Fingerprint, Now: now}
			}
			return nil
		},
	}
}

func TestPlace(t *testing.T) {
	h := hosts.SSH(t)
	root := t.TempDir()
	p, err := Open(context.Background(), config(h, root))
	if err != nil {
		t.Fatal(err)
	}
	place.Test(t, p, root, true)
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}

func TestHostAndUserAreChecked(t *testing.T) {
	h := hosts.SSH(t)
	c := config(h, t.TempDir())
	c.Host = func(now string) error { return &publish.HostError{Host: h.Addr, Now: now} }
	_, err := Open(context.Background(), c)
	var host *publish.HostError
	if !errors.As(err, &host) || host.Now != h.Fingerprint {
		t.Errorf("a host that is not accepted: %v", err)
	}
	c = config(h, t.TempDir())
	c.User = "nobody-of-that-name"
	_, err = Open(context.Background(), c)
	var login *publish.LoginError
	if !errors.As(err, &login) || login.User != c.User {
		t.Errorf("a user that is not let in: %v", err)
	}
	c = config(h, t.TempDir())
	c.KeyFile = filepath.Join(t.TempDir(), "none")
	if _, err = Open(context.Background(), c); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a key file that is not there: %v", err)
	}
}

func TestAgentAndProtectedKey(t *testing.T) {
	h := hosts.SSH(t)
	protected := filepath.Join(t.TempDir(), "key")
	hosts.Protect(t, h.KeyFile, protected, "mật khẩu")
	c := config(h, t.TempDir())
	c.KeyFile = protected
	asked := 0
	c.Passphrase = func(string) (string, error) {
		asked++
		return "mật khẩu", nil
	}
	p, err := Open(context.Background(), c)
	if err != nil || asked == 0 {
		t.Fatalf("asked %d times: %v", asked, err)
	}
	p.Close()

	t.Setenv("SSH_AUTH_SOCK", hosts.Agent(t, h.KeyFile))
	t.Setenv("HOME", t.TempDir())
	c = config(h, t.TempDir())
	c.KeyFile = ""
	if p, err = Open(context.Background(), c); err != nil {
		t.Fatal(err)
	}
	p.Close()
}

// A line on which nothing arrives any more is given up.
func TestDeadLine(t *testing.T) {
	h := hosts.SSH(t)
	proxy := hosts.NewProxy(t, h.Addr, "127.0.0.2")
	c := config(h, t.TempDir())
	c.Addr, c.Timeout = proxy.Addr, time.Second
	p, err := Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if _, err := p.List(""); err != nil {
		t.Fatal(err)
	}
	proxy.Break(hosts.Stalled, 0)
	began := time.Now()
	_, err = p.List("")
	var lost *publish.LostError
	if !errors.As(err, &lost) || time.Since(began) > 10*time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
	began = time.Now()
	if _, err = Open(context.Background(), c); !errors.As(err, &lost) || time.Since(began) > 10*time.Second {
		t.Errorf("a host that says nothing: %v after %v", err, time.Since(began))
	}
}
