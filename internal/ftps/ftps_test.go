//go:build unix

package ftps

import (
	"context"
	"errors"
	"testing"
	"time"

	"nhipcau/internal/publish"
	"nhipcau/test/hosts"
	"nhipcau/test/place"
)

func config(h hosts.Host, root string) Config {
	return Config{
		Addr: h.Addr, User: h.User, Root: root, Timeout: 5 * time.Second,
		Password: func() (string, error) { return h.Password, nil },
		Host: func(now string) error {
			if now != h.Fingerprint {
				return &publish.HostError{Host: h.Addr, Known: h.Fingerprint, Now: now}
			}
			return nil
		},
	}
}

func TestPlace(t *testing.T) {
	for _, name := range []string{"from the root", "from where the user begins"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			root := "."
			if name == "from the root" {
				root = dir
			}
			p, err := Open(context.Background(), config(hosts.FTP(t, dir), root))
			if err != nil {
				t.Fatal(err)
			}
			place.Test(t, p, dir, false)
			if err := p.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestWithoutTLS(t *testing.T) {
	dir := t.TempDir()
	c := config(hosts.PlainFTP(t, dir), dir)
	if _, err := Open(context.Background(), c); err == nil {
		t.Fatal("a host without TLS is taken for one with it")
	}
	c.Plain = true
	p, err := Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	place.Test(t, p, dir, false)
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}

func TestHostAndUserAreChecked(t *testing.T) {
	h := hosts.FTP(t, t.TempDir())
	c := config(h, ".")
	asked := false
	c.Host = func(now string) error { return &publish.HostError{Host: h.Addr, Now: now} }
	c.Password = func() (string, error) {
		asked = true
		return h.Password, nil
	}
	_, err := Open(context.Background(), c)
	var host *publish.HostError
	if !errors.As(err, &host) || host.Now != h.Fingerprint || asked {
		t.Errorf("a host that is not accepted: %v; the password was asked for: %v", err, asked)
	}
	c = config(h, ".")
	c.Password = func() (string, error) { return "wrong", nil }
	_, err = Open(context.Background(), c)
	var login *publish.LoginError
	if !errors.As(err, &login) || login.User != h.User {
		t.Errorf("a wrong password: %v", err)
	}
}

// A line on which nothing arrives any more, or something else than was sent, is
// given up.
func TestBrokenLine(t *testing.T) {
	for name, fault := range map[string]hosts.Fault{"cut": hosts.Cut, "stalled": hosts.Stalled, "garbled": hosts.Garbled} {
		t.Run(name, func(t *testing.T) {
			h := hosts.FTP(t, t.TempDir())
			proxy := hosts.NewProxy(t, h.Addr, "127.0.0.2", h.Data...)
			c := config(h, ".")
			c.Addr, c.Timeout = proxy.Addr, time.Second
			p, err := Open(context.Background(), c)
			if err != nil {
				t.Fatal(err)
			}
			defer p.Close()
			if _, err := p.List(""); err != nil {
				t.Fatal(err)
			}
			proxy.Break(fault, 10)
			began := time.Now()
			_, err = p.List("")
			var lost *publish.LostError
			if !errors.As(err, &lost) || time.Since(began) > 10*time.Second {
				t.Errorf("%v after %v", err, time.Since(began))
			}
		})
	}
}
