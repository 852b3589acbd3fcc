package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"nhipcau/internal/ftps"
	"nhipcau/internal/publish"
	"nhipcau/internal/sftp"
	"nhipcau/internal/site"
	"nhipcau/internal/source"
)

// target finds the target that is meant: the named one, or the only one.
func (a *app) target(p site.Publishing, name string) (site.Target, error) {
	var names []string
	for _, t := range p.Targets {
		if t.Name == name || name == "" && len(p.Targets) == 1 {
			return t, nil
		}
		names = append(names, t.Name)
	}
	switch {
	case len(names) == 0:
		return site.Target{}, a.refuse("%s", a.words.errNoTargets)
	case name == "":
		return site.Target{}, a.refuse(a.words.errWhichTarget, strings.Join(names, ", "), names[0])
	}
	return site.Target{}, a.refuse(a.words.errNoTarget, name, strings.Join(names, ", "), a.didYouMean("", source.Nearest(name, names)))
}

// reached is how to get to a target.
type reached struct {
	connect func() (publish.Place, error)
	options publish.Options
	bar     *bar
}

// reach prepares the way to a target; nothing is opened yet.
func (a *app) reach(ctx context.Context, t site.Target, f publishFlags) (*reached, error) {
	to := &reached{bar: a.newBar()}
	to.options = publish.Options{
		Layout: publish.Layout(t.Layout), Keep: t.Keep, BreakLock: f.breakLock, Owner: owner(), Progress: to.bar.show,
	}
	folder, spot := publish.SpotFor(t.Path)
	if t.Type == site.DirectoryTarget {
		// Only the system knows where a path ends that begins with \\server\share.
		full := a.inSite(t.Path)
		folder = filepath.Dir(full)
		if spot = (publish.Spot{Work: ".nhipcau"}); folder != full {
			_, spot = publish.SpotFor(filepath.Base(full))
		}
	}
	to.options.Folder, to.options.Spot = folder, spot
	s := &secrets{app: a, bar: to.bar, target: t, accept: f.acceptHostKey}
	addr := net.JoinHostPort(strings.Trim(t.Host, "[]"), strconv.Itoa(t.Port))
	switch t.Type {
	case site.DirectoryTarget:
		to.connect = func() (publish.Place, error) { return publish.OpenDirectory(folder) }
	case site.SFTPTarget:
		c := sftp.Config{
			Addr: addr, User: t.User, Root: folder, Timeout: f.timeout,
			Host: s.knows(addr), Password: s.password, Passphrase: s.passphrase,
		}
		if t.KeyFile != "" {
			c.KeyFile = a.inSite(t.KeyFile)
		}
		to.connect = func() (publish.Place, error) { return opened(sftp.Open(ctx, c)) }
	default:
		if t.Type == site.PlainFTPTarget && !f.plainFTP {
			return nil, a.refuse("%s", a.words.errPlainFTP)
		}
		c := ftps.Config{
			Addr: addr, User: t.User, Root: folder, Plain: t.Type == site.PlainFTPTarget, Timeout: f.timeout,
			Host: s.knows(addr), Pinned: t.Fingerprint != "", Password: s.password,
		}
		to.connect = func() (publish.Place, error) { return opened(ftps.Open(ctx, c)) }
	}
	return to, nil
}

// opened keeps a place that could not be opened from passing for one.
func opened[P publish.Place](p P, err error) (publish.Place, error) {
	if err != nil {
		return nil, err
	}
	return p, nil
}

// owner is who runs this program, as others who publish are told.
func owner() publish.Owner {
	host, _ := os.Hostname()
	name := ""
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	return publish.NewOwner(host, name, os.Getpid(), time.Now())
}

// showHost says why a host is not talked to.
func (a *app) showHost(e *publish.HostError) {
	if e.Known == "" {
		fmt.Fprintf(a.stderr, a.words.errHostUnknown+"\n", e.Host, e.Now)
	} else {
		fmt.Fprintf(a.stderr, a.words.errHostOther+"\n", e.Host, e.Known, e.Now)
	}
}
