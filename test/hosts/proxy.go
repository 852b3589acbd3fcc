//go:build unix

package hosts

import (
	"errors"
	"net"
	"strconv"
	"sync"
	"syscall"
	"testing"
)

// Fault is how a proxy breaks a line.
type Fault int

// The faults.
const (
	None    Fault = iota
	Cut           // both ends see the connection end
	Stalled       // packets are dropped: nothing arrives any more, nobody is told
	Garbled       // bytes arrive changed, as on a line that TLS has to guard against
)

// Proxy stands between a test and a server, and breaks the line after a number
// of bytes.
type Proxy struct {
	Addr string

	lock  sync.Mutex
	fault Fault
	left  int64 // bytes until the fault; below 0 there is none
	conns map[net.Conn]bool
	wait  sync.WaitGroup
}

// NewProxy starts a proxy at a loopback address of its own for a server. Ports
// beyond the server's own are those that it opens for data.
func NewProxy(t testing.TB, server, ip string, data ...int) *Proxy {
	t.Helper()
	_, port, err := net.SplitHostPort(server)
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{left: -1, conns: map[net.Conn]bool{}}
	var listeners []net.Listener
	listen := func(port string) {
		l, err := net.Listen("tcp", net.JoinHostPort(ip, port))
		if errors.Is(err, syscall.EADDRNOTAVAIL) {
			t.Skipf("this system has no loopback address %s: %v", ip, err)
		}
		if err != nil {
			t.Fatal(err)
		}
		listeners = append(listeners, l)
		p.wait.Go(func() { p.accept(l, net.JoinHostPort("127.0.0.1", port)) })
	}
	listen(port)
	for _, d := range data {
		listen(strconv.Itoa(d))
	}
	p.Addr = net.JoinHostPort(ip, port)
	t.Cleanup(func() {
		for _, l := range listeners {
			l.Close()
		}
		p.Break(Cut, 0)
		p.wait.Wait()
	})
	return p
}

// Break lets the line break after so many more bytes, in either direction. All
// connections break, and new ones too, until Mend.
func (p *Proxy) Break(fault Fault, after int64) {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.fault, p.left = fault, after
	if fault == Cut && after == 0 {
		for c := range p.conns {
			c.Close()
		}
	}
}

// Mend makes the line whole for new connections. The old ones are over.
func (p *Proxy) Mend() {
	p.lock.Lock()
	defer p.lock.Unlock()
	for c := range p.conns {
		c.Close()
	}
	p.fault, p.left = None, -1
}

// Broken says whether the fault has happened.
func (p *Proxy) Broken() bool {
	p.lock.Lock()
	defer p.lock.Unlock()
	return p.fault != None && p.left == 0
}

func (p *Proxy) accept(l net.Listener, to string) {
	for {
		a, err := l.Accept()
		if err != nil {
			return
		}
		b, err := net.Dial("tcp", to)
		if err != nil {
			a.Close()
			continue
		}
		p.lock.Lock()
		p.conns[a], p.conns[b] = true, true
		p.lock.Unlock()
		p.wait.Go(func() { p.pass(a, b) })
		p.wait.Go(func() { p.pass(b, a) })
	}
}

// pass carries bytes one way until the line is cut.
func (p *Proxy) pass(from, to net.Conn) {
	defer func() {
		from.Close()
		to.Close()
		p.lock.Lock()
		defer p.lock.Unlock()
		delete(p.conns, from)
	}()
	buffer := make([]byte, 16<<10)
	for {
		n, err := from.Read(buffer)
		if n > 0 {
			switch send, fault := p.spend(int64(n)); fault {
			case None:
				_, err = to.Write(buffer[:n])
			case Cut:
				_, _ = to.Write(buffer[:send])
				return
			case Stalled:
				_, _ = to.Write(buffer[:send])
			case Garbled:
				for i := send; i < int64(n); i++ {
					buffer[i] ^= 0x55
				}
				_, err = to.Write(buffer[:n])
			}
		}
		if err != nil {
			return
		}
	}
}

// spend counts bytes and says how many of them pass before the fault.
func (p *Proxy) spend(n int64) (before int64, fault Fault) {
	p.lock.Lock()
	defer p.lock.Unlock()
	if p.left < 0 {
		return n, None
	}
	before = min(n, p.left)
	p.left -= before
	if p.left > 0 {
		return n, None
	}
	if p.fault == Cut {
		for c := range p.conns {
			c.Close()
		}
	}
	return before, p.fault
}
