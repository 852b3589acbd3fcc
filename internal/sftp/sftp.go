// Package sftp is a publish.Place on a host that is reached by SSH.
//
// Who the host is, is known by the fingerprint of its key, which the caller
// judges; who the user is, by an agent, a key file or a password, in this order.
// Requests do not wait for each other: several files are in flight over one
// connection, and a large file is sent in many pieces at once.
package sftp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path"
	"strings"
	"syscall"
	"time"

	protocol "github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"nhipcau/internal/publish"
)

// Config says where to and as whom.
type Config struct {
	Addr     string // host:port
	User     string
	Root     string // the folder that paths are relative to
	KeyFile  string // "" for the usual ones
	Timeout  time.Duration
	Host     func(fingerprint string) error // judges the host's key: SHA256:…
	Password func() (string, error)
	// Passphrase opens a key file that is protected.
	Passphrase func(file string) (string, error)
}

// Place is a folder on a host.
type Place struct {
	client *protocol.Client
	conn   *ssh.Client
	root   string
	stop   chan struct{} // ends the keeping alive
	alive  chan struct{} // closed when it has ended
	agent  io.Closer
}

// Host keys are asked for in this order, so that the same fingerprint is seen
// every time; ed25519 is the one that administrators read out.
var hostKeys = []string{
	ssh.KeyAlgoED25519, ssh.KeyAlgoECDSA256, ssh.KeyAlgoECDSA384, ssh.KeyAlgoECDSA521, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256,
}

// Open connects.
func Open(ctx context.Context, c Config) (*Place, error) {
	dialer := net.Dialer{Timeout: c.Timeout}
	raw, err := dialer.DialContext(ctx, "tcp", c.Addr)
	if err != nil {
		return nil, &publish.LostError{Err: err}
	}
	// Nobody waits long for a host, only for a person who is asked something.
	wait := func(d time.Duration) { _ = raw.SetDeadline(time.Now().Add(d)) }
	patiently := func(work func()) {
		wait(10 * time.Minute)
		work()
		wait(c.Timeout)
	}
	wait(c.Timeout)
	methods, agent, err := auth(c.asking(patiently))
	if err != nil {
		return nil, errors.Join(err, raw.Close())
	}
	var refused error
	config := &ssh.ClientConfig{
		User: c.User, Auth: methods, HostKeyAlgorithms: hostKeys,
		HostKeyCallback: func(_ string, _ net.Addr, key ssh.PublicKey) error {
			patiently(func() { refused = c.Host(ssh.FingerprintSHA256(key)) })
			return refused
		},
	}
	shaken, channels, requests, err := ssh.NewClientConn(raw, c.Addr, config)
	if err != nil {
		closing(agent)
		return nil, errors.Join(opening(c.User, err, refused), raw.Close())
	}
	_ = raw.SetDeadline(time.Time{})
	conn := ssh.NewClient(shaken, channels, requests)
	p := &Place{conn: conn, root: c.Root, stop: make(chan struct{}), alive: make(chan struct{}), agent: agent}
	go p.keepAlive(c.Timeout)
	p.client, err = protocol.NewClient(conn, protocol.UseConcurrentWrites(true), protocol.UseConcurrentReads(true), protocol.MaxConcurrentRequestsPerFile(64))
	if err != nil {
		return nil, errors.Join(said(err), p.Close())
	}
	return p, nil
}

// asking lets a person take the time to answer.
func (c Config) asking(patiently func(func())) Config {
	password, passphrase := c.Password, c.Passphrase
	if password != nil {
		c.Password = func() (answer string, err error) {
			patiently(func() { answer, err = password() })
			return answer, err
		}
	}
	if passphrase != nil {
		c.Passphrase = func(file string) (answer string, err error) {
			patiently(func() { answer, err = passphrase(file) })
			return answer, err
		}
	}
	return c
}

// opening tells what kept a connection from being made.
func opening(user string, err, refused error) error {
	switch {
	case refused != nil:
		return refused
	case strings.Contains(err.Error(), "unable to authenticate"): // x/crypto has no type for it
		return &publish.LoginError{User: user, Err: err}
	}
	return &publish.LostError{Err: err}
}

// keepAlive asks the host now and then whether it is there, and closes the
// connection when it does not answer: nothing else notices a line that is dead.
func (p *Place) keepAlive(timeout time.Duration) {
	defer close(p.alive)
	tick := time.NewTicker(timeout / 2)
	defer tick.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-tick.C:
		}
		answered := make(chan error, 1)
		go func() {
			_, _, err := p.conn.SendRequest("keepalive@openssh.com", true, nil)
			answered <- err
		}()
		select {
		case err := <-answered:
			if err == nil {
				continue
			}
		case <-time.After(timeout):
		case <-p.stop:
			return
		}
		_ = p.conn.Close()
		return
	}
}

// Close ends the connection.
func (p *Place) Close() error {
	close(p.stop)
	if p.client != nil {
		_ = p.client.Close() // the connection goes as well
	}
	err := p.conn.Close()
	<-p.alive
	closing(p.agent)
	if errors.Is(err, net.ErrClosed) || errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

func closing(c io.Closer) {
	if c != nil {
		_ = c.Close()
	}
}

func (p *Place) at(name string) string { return path.Join(p.root, name) }

// said puts an answer of the library into publish's terms.
func said(err error) error {
	var status *protocol.StatusError
	var perm *fs.PathError
	switch {
	case err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || errors.Is(err, errors.ErrUnsupported):
		return err
	case errors.As(err, &status):
		switch status.FxCode() {
		case protocol.ErrSSHFxConnectionLost, protocol.ErrSSHFxNoConnection:
			return &publish.LostError{Err: err}
		case protocol.ErrSSHFxOpUnsupported:
			return fmt.Errorf("%w: %w", errors.ErrUnsupported, err)
		}
		return err
	case errors.As(err, &perm):
		return err
	case errors.Is(err, protocol.ErrSSHFxConnectionLost), errors.Is(err, io.EOF), errors.Is(err, io.ErrClosedPipe), errors.Is(err, io.ErrUnexpectedEOF),
		errors.Is(err, net.ErrClosed), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, os.ErrClosed), errors.Is(err, os.ErrDeadlineExceeded):
		return &publish.LostError{Err: err}
	}
	return err
}

// List is as in publish.Place.
func (p *Place) List(dir string) ([]publish.Item, error) {
	infos, err := p.client.ReadDir(p.at(dir))
	if err != nil {
		return nil, said(err)
	}
	items := make([]publish.Item, 0, len(infos))
	for _, info := range infos {
		item := publish.Item{Name: info.Name(), Kind: publish.Other, Size: info.Size()}
		switch {
		case info.Mode().IsRegular():
			item.Kind = publish.File
		case info.IsDir():
			item.Kind = publish.Folder
		case info.Mode()&fs.ModeSymlink != 0:
			item.Kind = publish.Link
		}
		items = append(items, item)
	}
	return items, nil
}

// Fetch is as in publish.Place.
func (p *Place) Fetch(name string, w io.Writer) error {
	f, err := p.client.Open(p.at(name))
	if err != nil {
		return said(err)
	}
	_, err = f.WriteTo(w)
	return said(errors.Join(err, f.Close()))
}

// Put is as in publish.Place.
func (p *Place) Put(name string, r io.Reader, offset int64) error {
	flags := os.O_WRONLY | os.O_CREATE
	if offset == 0 {
		flags |= os.O_TRUNC
	}
	f, err := p.client.OpenFile(p.at(name), flags)
	if err != nil {
		return said(err)
	}
	if offset > 0 {
		_, err = f.Seek(offset, io.SeekStart)
	}
	if err == nil {
		_, err = f.ReadFromWithConcurrency(r, inFlight)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return p.full(said(err))
	}
	return nil
}

// inFlight is how many pieces of a file are on their way at once: 2 MB fill a
// line of 100 Mbit/s with an answer after 160 ms.
const inFlight = 64

// full finds out whether a write failed for want of room: the protocol has no
// answer of its own for that. A disk with less left than a piece of a large file
// is called full.
func (p *Place) full(err error) error {
	var lost *publish.LostError
	if errors.As(err, &lost) {
		return err
	}
	if vfs, asking := p.client.StatVFS(p.root); asking == nil && vfs.Bavail*vfs.Frsize < 4<<20 {
		return fmt.Errorf("%w: %w", syscall.ENOSPC, err)
	}
	return err
}

// Rename is as in publish.Place. A host without OpenSSH's extension cannot
// replace a file in one step: the old one goes first, and for a moment there is
// none.
func (p *Place) Rename(from, to string) error {
	if _, ok := p.client.HasExtension("posix-rename@openssh.com"); ok {
		return p.known(p.client.PosixRename(p.at(from), p.at(to)), from)
	}
	err := p.client.Rename(p.at(from), p.at(to))
	if err != nil && p.client.Remove(p.at(to)) == nil {
		err = p.client.Rename(p.at(from), p.at(to))
	}
	return p.known(err, from)
}

// known tells a file that is not there from another failure.
func (p *Place) known(err error, name string) error {
	if err = said(err); err == nil || errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, asking := p.client.Lstat(p.at(name)); errors.Is(asking, fs.ErrNotExist) {
		return fmt.Errorf("%w: %w", fs.ErrNotExist, err)
	}
	return err
}

// Remove is as in publish.Place.
func (p *Place) Remove(name string) error { return said(p.client.Remove(p.at(name))) }

// Mkdir is as in publish.Place.
func (p *Place) Mkdir(name string) error { return said(p.client.Mkdir(p.at(name))) }

// RemoveFolder is as in publish.Place.
func (p *Place) RemoveFolder(name string) error { return said(p.client.RemoveDirectory(p.at(name))) }

// Link is as in publish.Place.
func (p *Place) Link(from, to string) error {
	if _, ok := p.client.HasExtension("hardlink@openssh.com"); !ok {
		return errors.ErrUnsupported
	}
	return said(p.client.Link(p.at(from), p.at(to)))
}

// Symlink is as in publish.Place. Without a rename that replaces, a link could
// not be switched.
func (p *Place) Symlink(target, name string) error {
	if _, ok := p.client.HasExtension("posix-rename@openssh.com"); !ok {
		return errors.ErrUnsupported
	}
	return said(p.client.Symlink(target, p.at(name)))
}

// ReadLink is as in publish.Place.
func (p *Place) ReadLink(name string) (string, error) {
	target, err := p.client.ReadLink(p.at(name))
	return target, said(err)
}

// Workers is as in publish.Place.
func (p *Place) Workers() int { return 32 }
