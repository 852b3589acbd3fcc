package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// made is raised whenever this package writes other bytes than before.
const made = 1

// What a cache may hold.
const (
	cacheBytes = 1 << 30
	cacheAge   = 60 * 24 * time.Hour // entries that nobody asked for so long are removed
	tidyEvery  = 24 * time.Hour
)

// Cache makes pictures and keeps them on disk by what they were made of, so
// that they are made once. It cannot fail and cannot change what comes out: an
// entry that is damaged, or cannot be read or written, counts as none. Several
// programs may share one.
//
// It also sees to it that memory stays in bounds: at most two pictures are
// decoded at once, and a large one alone.
type Cache struct {
	dir   string // "" keeps nothing
	now   time.Time
	slots chan struct{}
	alone sync.RWMutex
	once  sync.Once // tidied before the first entry is written
}

// What large is: two pictures below it take less memory than one at the limit.
const largePixels = 25_000_000

// NewCache makes a cache in a folder, which need not exist. Where dir is "",
// nothing is kept.
func NewCache(dir string, now time.Time) *Cache {
	return &Cache{dir: dir, now: now, slots: make(chan struct{}, 2)}
}

// Clean is the function Clean, but quicker the second time.
func (c *Cache) Clean(data []byte) ([]byte, error) {
	a, err := dissect(data)
	if err != nil {
		return nil, err
	}
	if !a.rewritten() {
		return a.clean(data)
	}
	got, err := c.get(data, a, []string{"clean"}, func() ([][]byte, error) {
		whole, err := a.clean(data)
		return [][]byte{whole}, err
	})
	if err != nil {
		return nil, err
	}
	return got[0], nil
}

// Sizes is the function Sizes, but quicker the second time.
func (c *Cache) Sizes(data []byte) ([][]byte, error) {
	a, err := dissect(data)
	if err != nil || len(a.Sizes) == 0 {
		return nil, err
	}
	var names []string
	for _, w := range a.Sizes {
		names = append(names, fmt.Sprint("width ", w))
	}
	return c.get(data, a, names, func() ([][]byte, error) { return a.sizes(data) })
}

// get looks for all that is made of a picture in one go; it is made where
// anything is missing.
func (c *Cache) get(data []byte, a *anatomy, names []string, make func() ([][]byte, error)) ([][]byte, error) {
	source := sha256.Sum256(data)
	keys := slices.Clone(names)
	found := [][]byte{}
	for i, name := range names {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %x %s", made, runtime.Version(), source, name))
		keys[i] = hex.EncodeToString(sum[:])
		if data := c.read(keys[i]); data != nil {
			found = append(found, data)
		}
	}
	if len(found) == len(names) {
		return found, nil
	}
	defer c.enter(a.Width * a.Height)()
	list, err := make()
	if err != nil {
		return nil, err
	}
	for i, data := range list {
		c.write(keys[i], data)
	}
	return list, nil
}

// enter waits until there is room to decode a picture of so many pixels.
func (c *Cache) enter(pixels int) (leave func()) {
	if pixels > largePixels {
		c.alone.Lock()
		return c.alone.Unlock
	}
	c.slots <- struct{}{}
	c.alone.RLock()
	return func() {
		c.alone.RUnlock()
		<-c.slots
	}
}

func (c *Cache) file(key string) string { return filepath.Join(c.dir, key[:2], key) }

// An entry is a checksum of what it holds, then what it holds.
const sumSize = sha256.Size

// read gives an entry; nil is none.
func (c *Cache) read(key string) []byte {
	if c.dir == "" {
		return nil
	}
	data, err := os.ReadFile(c.file(key))
	if err != nil || len(data) <= sumSize {
		return nil
	}
	if sum := sha256.Sum256(data[sumSize:]); !bytes.Equal(sum[:], data[:sumSize]) {
		return nil
	}
	if info, err := os.Stat(c.file(key)); err == nil && c.now.Sub(info.ModTime()) > tidyEvery {
		_ = os.Chtimes(c.file(key), c.now, c.now) // it is in use
	}
	return data[sumSize:]
}

// write keeps an entry, if it can. It is there whole or not at all.
func (c *Cache) write(key string, data []byte) {
	if c.dir == "" {
		return
	}
	c.once.Do(c.tidy)
	name := c.file(key)
	if os.MkdirAll(filepath.Dir(name), 0o700) != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(name), "new-")
	if err != nil {
		return
	}
	sum := sha256.Sum256(data)
	_, err = f.Write(slices.Concat(sum[:], data))
	if closed := f.Close(); err != nil || closed != nil || os.Rename(f.Name(), name) != nil {
		_ = os.Remove(f.Name())
	}
}

// tidy removes, once a day, what nobody asked for, and what is too much: the
// entries that were not asked for longest. Only files that have the names of
// entries are touched.
func (c *Cache) tidy() {
	mark := filepath.Join(c.dir, "tidied")
	if info, err := os.Stat(mark); err == nil && c.now.Sub(info.ModTime()) < tidyEvery {
		return
	}
	if os.MkdirAll(c.dir, 0o700) != nil || os.WriteFile(mark, nil, 0o600) != nil || os.Chtimes(mark, c.now, c.now) != nil {
		return
	}
	type entry struct {
		name string
		used time.Time
		size int64
	}
	var entries []entry
	_ = filepath.WalkDir(c.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Dir(filepath.Dir(name)) != filepath.Clean(c.dir) {
			return nil
		}
		info, err := d.Info()
		if base := d.Name(); err == nil && info.Mode().IsRegular() && (len(base) == 2*sumSize || strings.HasPrefix(base, "new-")) {
			entries = append(entries, entry{name, info.ModTime(), info.Size()})
		}
		return nil
	})
	slices.SortFunc(entries, func(a, b entry) int { return b.used.Compare(a.used) })
	var total int64
	for _, e := range entries {
		total += e.size
		half := strings.HasPrefix(filepath.Base(e.name), "new-") && c.now.Sub(e.used) > tidyEvery
		if half || total > cacheBytes || c.now.Sub(e.used) > cacheAge {
			_ = os.Remove(e.name)
		}
	}
}
