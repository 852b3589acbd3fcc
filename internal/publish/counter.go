package publish

import (
	"sync"

	"nhipcau/internal/release"
)

// counter tells how far a step is.
type counter struct {
	options Options
	lock    sync.Mutex
	now     Progress
}

func newCounter(o Options, step Step, list []release.Entry) *counter {
	c := &counter{options: o, now: Progress{Step: step, Of: len(list)}}
	for _, e := range list {
		c.now.Total += e.Size
	}
	if len(list) > 0 {
		o.tell(c.now)
	}
	return c
}

func (c *counter) done(bytes int64) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.now.Files++
	c.now.Bytes += bytes
	c.options.tell(c.now)
}
