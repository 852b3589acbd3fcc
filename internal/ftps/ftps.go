// Package ftps is a publish.Place on a host that is reached by FTP, with TLS
// (explicit, RFC 4217) unless the caller insists on going without.
//
// FTP does one thing at a time over a connection, so there are several. It has
// no links and no hashes, and every file costs a connection of its own: where a
// host has SFTP as well, take that.
package ftps

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/textproto"
	"path"
	"strings"
	"sync"
	"syscall"
	"time"

	protocol "github.com/jlaffaye/ftp"
	"nhipcau/internal/publish"
)

// Config says where to and as whom.
type Config struct {
	Addr     string // host:port
	User     string
	Root     string // the folder that paths are relative to
	Plain    bool   // without TLS: everybody on the way can read the password
	Timeout  time.Duration
	Password func() (string, error)
	// Host judges a certificate that this computer does not trust by itself,
	// by the fingerprint of the whole certificate: SHA256:…
	Host func(fingerprint string) error
	// Pinned is set where only a certain certificate will do, whoever signed it.
	Pinned bool
}

// Place is a folder on a host.
type Place struct {
	config   Config
	ctx      context.Context
	root     string // absolute
	password string

	lock sync.Mutex
	idle []*protocol.ServerConn
	open int
}

// workers is how many connections there are at most. Hosts allow a user only
// so many.
const workers = 4

// Open connects.
func Open(ctx context.Context, c Config) (*Place, error) {
	p := &Place{config: c, ctx: ctx, root: c.Root}
	conn, err := p.dial()
	if err != nil {
		return nil, err
	}
	if !path.IsAbs(c.Root) {
		home, err := conn.CurrentDir()
		if err != nil {
			return nil, errors.Join(said(err), quit(conn))
		}
		p.root = path.Join(home, c.Root)
	}
	p.idle, p.open = []*protocol.ServerConn{conn}, 1
	return p, nil
}

// secure is how TLS is spoken over one connection and those for its data: the
// certificate has to be one that this computer trusts for the host's name, or
// one that the caller accepts. The data's resume the first one's session, for
// some hosts want that proof of who opens them.
func (p *Place) secure() *tls.Config {
	host, _, _ := net.SplitHostPort(p.config.Addr)
	return &tls.Config{
		ServerName:         host,
		ClientSessionCache: tls.NewLRUClientSessionCache(8),
		MinVersion:         tls.VersionTLS12,
		InsecureSkipVerify: true, // VerifyConnection does it, on resumed sessions too
		VerifyConnection: func(state tls.ConnectionState) error {
			leaf := state.PeerCertificates[0]
			options := x509.VerifyOptions{DNSName: host, Intermediates: x509.NewCertPool()}
			for _, c := range state.PeerCertificates[1:] {
				options.Intermediates.AddCert(c)
			}
			if _, err := leaf.Verify(options); err == nil && !p.config.Pinned {
				return nil
			}
			sum := sha256.Sum256(leaf.Raw)
			return p.config.Host("SHA256:" + base64.RawStdEncoding.EncodeToString(sum[:]))
		},
	}
}

// dial makes a connection and logs in.
func (p *Place) dial() (*protocol.ServerConn, error) {
	control := true
	var secure *tls.Config
	if !p.config.Plain {
		secure = p.secure()
	}
	options := []protocol.DialOption{
		protocol.DialWithForceListHidden(true),
		protocol.DialWithDialFunc(func(network, addr string) (net.Conn, error) {
			dialer := net.Dialer{Timeout: p.config.Timeout}
			raw, err := dialer.DialContext(p.ctx, network, addr)
			if err != nil {
				return nil, err
			}
			conn := &impatient{raw.(*net.TCPConn), p.config.Timeout}
			if control || secure == nil {
				control = false
				return conn, nil
			}
			// The library does that for the first connection only.
			return &polite{tls.Client(conn, secure), conn}, nil
		}),
	}
	if secure != nil {
		options = append(options, protocol.DialWithExplicitTLS(secure))
	}
	conn, err := protocol.Dial(p.config.Addr, options...)
	if err != nil {
		return nil, said(err)
	}
	if err := p.login(conn); err != nil {
		return nil, errors.Join(err, quit(conn))
	}
	return conn, nil
}

func (p *Place) login(conn *protocol.ServerConn) error {
	if p.password == "" {
		var err error
		// With TLS the certificate is judged before the password is asked for.
		if !p.config.Plain {
			if err := conn.NoOp(); err != nil && !answered(err) {
				return said(err)
			}
		}
		if p.password, err = p.config.Password(); err != nil {
			return err
		}
	}
	err := conn.Login(p.config.User, p.password)
	if reply(err) == 530 {
		return &publish.LoginError{User: p.config.User, Err: err}
	}
	return said(err)
}

func quit(conn *protocol.ServerConn) error {
	_ = conn.Quit() // whatever it says, it is over
	return nil
}

// impatient is a connection that does not wait for ever.
type impatient struct {
	*net.TCPConn
	timeout time.Duration
}

func (c *impatient) Read(b []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(c.timeout)); err != nil {
		return 0, err
	}
	return c.TCPConn.Read(b)
}

func (c *impatient) Write(b []byte) (int, error) {
	if err := c.SetWriteDeadline(time.Now().Add(c.timeout)); err != nil {
		return 0, err
	}
	return c.TCPConn.Write(b)
}

// ReadFrom would pass by Write.
func (c *impatient) ReadFrom(r io.Reader) (int64, error) {
	return io.Copy(struct{ io.Writer }{c}, r)
}

// polite is a connection for data that ends well. The host sends tickets of TLS
// that nobody reads; to close a connection with something unread resets it, and
// the host would lose the end of a file.
type polite struct {
	*tls.Conn
	under *impatient
}

func (c *polite) Close() error {
	if c.ConnectionState().HandshakeComplete { // else the host wanted no data
		_ = c.CloseWrite()       // after an error the other side is gone anyway,
		_ = c.under.CloseWrite() // and what arrived is asked for
		_, _ = io.Copy(io.Discard, io.LimitReader(c.under, 1<<20))
	}
	return c.under.TCPConn.Close()
}

// reply is the code of a host's answer; 0 if it gave none.
func reply(err error) int {
	var answer *textproto.Error
	if errors.As(err, &answer) {
		return answer.Code
	}
	return 0
}

func answered(err error) bool { return reply(err) != 0 }

// said puts an answer into publish's terms.
func said(err error) error {
	if err == nil {
		return nil
	}
	var judged *publish.HostError
	var local *localError
	switch code := reply(err); {
	case errors.As(err, &judged), errors.As(err, &local), errors.Is(err, fs.ErrNotExist):
		return err
	case code == 0, code == 421, code == 425, code == 426:
		return &publish.LostError{Err: err}
	case code == 452, code == 552:
		return fmt.Errorf("%w: %w", syscall.ENOSPC, err)
	case code == 502, code == 504:
		return fmt.Errorf("%w: %w", errors.ErrUnsupported, err)
	}
	return err
}

// localError says that what was to be sent could not be read.
type localError struct{ error }

func (e *localError) Unwrap() error { return e.error }

// with lends a connection to work.
func (p *Place) with(work func(*protocol.ServerConn) error) error {
	conn, err := p.take()
	if err != nil {
		return err
	}
	err = said(work(conn))
	var lost *publish.LostError
	if errors.As(err, &lost) {
		_ = conn.Quit()
		p.lock.Lock()
		defer p.lock.Unlock()
		p.open--
		return err
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	p.idle = append(p.idle, conn)
	return err
}

// take gives a connection that nobody uses, or a new one. Where the host allows
// no more, those that there are have to do.
func (p *Place) take() (*protocol.ServerConn, error) {
	for {
		p.lock.Lock()
		if n := len(p.idle); n > 0 {
			conn := p.idle[n-1]
			p.idle = p.idle[:n-1]
			p.lock.Unlock()
			return conn, nil
		}
		more := p.open < workers
		if more {
			p.open++
		}
		others := p.open > 1
		p.lock.Unlock()
		if more {
			conn, err := p.dial()
			if err == nil {
				return conn, nil
			}
			p.lock.Lock()
			p.open--
			p.lock.Unlock()
			if !others || p.ctx.Err() != nil {
				return nil, err
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// Close ends all connections.
func (p *Place) Close() error {
	p.lock.Lock()
	defer p.lock.Unlock()
	for _, conn := range p.idle {
		_ = conn.Quit()
	}
	p.idle = nil
	return nil
}

func (p *Place) at(name string) string { return path.Join(p.root, name) }

// List is as in publish.Place. A folder that is not there is answered with an
// empty list by some hosts, so the folder is entered first.
func (p *Place) List(dir string) (items []publish.Item, err error) {
	err = p.with(func(conn *protocol.ServerConn) error {
		if err := conn.ChangeDir(p.at(dir)); err != nil {
			if reply(err) == 550 {
				return fmt.Errorf("%w: %w", fs.ErrNotExist, err)
			}
			return err
		}
		entries, err := conn.List("")
		for _, e := range entries {
			if e.Name == "." || e.Name == ".." {
				continue
			}
			kind := map[protocol.EntryType]publish.Kind{
				protocol.EntryTypeFile: publish.File, protocol.EntryTypeFolder: publish.Folder, protocol.EntryTypeLink: publish.Link,
			}[e.Type]
			items = append(items, publish.Item{Name: e.Name, Kind: kind, Size: int64(e.Size)})
		}
		return err
	})
	return items, err
}

// Fetch is as in publish.Place.
func (p *Place) Fetch(name string, w io.Writer) error {
	return p.with(func(conn *protocol.ServerConn) error {
		r, err := conn.Retr(p.at(name))
		if reply(err) == 550 {
			return fmt.Errorf("%w: %w", fs.ErrNotExist, err)
		}
		if err != nil {
			return err
		}
		_, err = io.Copy(w, r)
		return errors.Join(err, r.Close())
	})
}

// Put is as in publish.Place. A connection that is cut looks to the host like
// the end of the file, so the host is asked how much has arrived.
func (p *Place) Put(name string, r io.Reader, offset int64) error {
	return p.with(func(conn *protocol.ServerConn) error {
		counted := &counter{r: r}
		if err := conn.StorFrom(p.at(name), counted, uint64(offset)); err != nil {
			if counted.err != nil {
				return &localError{counted.err}
			}
			return err
		}
		size, err := conn.FileSize(p.at(name))
		if code := reply(err); code == 500 || code == 502 {
			return nil // not a host that can be asked; the listing will show
		}
		if err == nil && size != offset+counted.n {
			err = fmt.Errorf("%d bytes of %d arrived", size, offset+counted.n)
		}
		return err
	})
}

type counter struct {
	r   io.Reader
	n   int64
	err error // why no more came from r
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}

// Rename is as in publish.Place. Hosts that do not replace a file (those of
// Microsoft) have the old one deleted first: for a moment there is none.
func (p *Place) Rename(from, to string) error {
	return p.with(func(conn *protocol.ServerConn) error {
		err := conn.Rename(p.at(from), p.at(to))
		if reply(err) == 550 && strings.Contains(strings.ToLower(err.Error()), "exist") && conn.Delete(p.at(to)) == nil {
			err = conn.Rename(p.at(from), p.at(to))
		}
		return p.known(conn, err, from)
	})
}

// known tells what is not there from another failure: FTP has one code for all.
func (p *Place) known(conn *protocol.ServerConn, err error, name string) error {
	if reply(err) != 550 {
		return err
	}
	if _, asking := conn.FileSize(p.at(name)); asking == nil {
		return err
	}
	if asking := conn.ChangeDir(p.at(name)); asking == nil {
		return err
	}
	return fmt.Errorf("%w: %w", fs.ErrNotExist, err)
}

// Remove is as in publish.Place.
func (p *Place) Remove(name string) error {
	return p.with(func(conn *protocol.ServerConn) error { return p.known(conn, conn.Delete(p.at(name)), name) })
}

// Mkdir is as in publish.Place.
func (p *Place) Mkdir(name string) error {
	return p.with(func(conn *protocol.ServerConn) error { return conn.MakeDir(p.at(name)) })
}

// RemoveFolder is as in publish.Place.
func (p *Place) RemoveFolder(name string) error {
	return p.with(func(conn *protocol.ServerConn) error { return p.known(conn, conn.RemoveDir(p.at(name)), name) })
}

// Link is not to be had over FTP.
func (p *Place) Link(string, string) error { return errors.ErrUnsupported }

// Symlink is not to be had over FTP.
func (p *Place) Symlink(string, string) error { return errors.ErrUnsupported }

// ReadLink is not to be had over FTP.
func (p *Place) ReadLink(string) (string, error) { return "", errors.ErrUnsupported }

// Workers is as in publish.Place.
func (p *Place) Workers() int { return workers }
