package site

import (
	"bytes"
	"hash/crc32"
	"hash/maphash"
	"io/fs"
	"sync"

	"nhipcau/internal/problem"
	"nhipcau/internal/source"
)

// Memo keeps what was read from texts between one Load and the next, so that a
// preview understands again only what changed. A text is known again by its name
// and the hash of all its bytes, never by its time. A Memo holds what the last
// Load used and nothing else; it serves one Load at a time.
type Memo struct {
	seed maphash.Seed

	old map[string]*understood // by name: what the last Load used
	mu  sync.Mutex
	new map[string]*understood // what this one does
}

// NewMemo makes an empty Memo.
func NewMemo() *Memo { return &Memo{seed: maphash.MakeSeed()} }

// understood is all that a text's own bytes say. Nobody changes it.
type understood struct {
	hash     uint64
	sum      uint32          // of the text, decoded
	doc      source.Document // without its body, which is read again when it is rendered
	broken   bool
	empty    bool // there is no body
	problems []problem.Problem
}

// begin is called by Load before it reads the first text, and end after the
// last.
func (m *Memo) begin() {
	if m != nil {
		m.new = map[string]*understood{}
	}
}

func (m *Memo) end() {
	if m != nil {
		m.old, m.new = m.new, nil
	}
}

// read reads a text in a language, or remembers it. buf is for the bytes, and can be used again
// afterwards.
func (m *Memo) read(fsys fs.FS, name, lang string, buf *bytes.Buffer) *understood {
	buf.Reset()
	ps, err := source.Raw(fsys, name, buf)
	switch {
	case err != nil:
		return &understood{broken: true, problems: []problem.Problem{problem.New("file-unreadable", problem.At{File: name})}}
	case ps != nil:
		return &understood{broken: true, problems: ps}
	case m == nil:
		return understand(name, lang, buf.Bytes())
	}
	hash := maphash.Bytes(m.seed, buf.Bytes())
	t := m.old[name]
	if t == nil || t.hash != hash {
		t = understand(name, lang, buf.Bytes())
		t.hash = hash
	}
	m.mu.Lock()
	m.new[name] = t
	m.mu.Unlock()
	return t
}

// understand decodes and parses a text; raw is changed.
func understand(name, lang string, raw []byte) *understood {
	garbled := source.Garbled(name, lang, raw)
	data, ps := source.Decode(name, raw)
	t := &understood{broken: data == nil, problems: append(ps, garbled...)}
	if t.broken {
		return t
	}
	t.sum = crc32.ChecksumIEEE(data)
	t.doc, ps = source.ParseDocument(name, data)
	t.problems = append(t.problems, ps...)
	t.broken = t.doc.Front == nil
	t.empty = len(bytes.TrimSpace(t.doc.Body)) == 0
	t.doc.Body = nil
	return t
}
