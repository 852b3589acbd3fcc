package main

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"nhipcau/internal/publish"
)

// bar shows on a terminal how far long work has come, in one line that is
// written over. In a pipe it is silent.
type bar struct {
	app  *app
	on   bool
	lock sync.Mutex

	step  publish.Step
	began time.Time // of the step
	drawn time.Time
	width int // of what stands there
}

func (a *app) newBar() *bar {
	f, isFile := a.stderr.(*os.File)
	return &bar{app: a, on: isFile && terminal(f) && !a.json}
}

// show draws a state, though not more often than eyes can follow.
func (b *bar) show(p publish.Progress) {
	if !b.on {
		return
	}
	b.lock.Lock()
	defer b.lock.Unlock()
	now := time.Now()
	if p.Step != b.step {
		b.step, b.began, b.drawn = p.Step, now, time.Time{}
	}
	if now.Sub(b.drawn) < 200*time.Millisecond && (p.Of == 0 || p.Files < p.Of) {
		return
	}
	b.drawn = now
	if p.Step == publish.StepWaiting {
		b.clear()
		fmt.Fprintf(b.app.stderr, b.app.words.again+"\n", p.Cause, int(p.Wait.Seconds()+0.5))
		return
	}
	line := b.app.words.line(p, now.Sub(b.began))
	b.clear()
	fmt.Fprint(b.app.stderr, line)
	b.width = width(line)
}

// line says how far a step has come after so long a time.
func (w *words) line(p publish.Progress, spent time.Duration) string {
	if p.Of == 0 {
		return w.steps[p.Step] + "…"
	}
	line := fmt.Sprintf(w.progress, w.steps[p.Step], p.Files, p.Of)
	if p.Total == 0 || p.Bytes == 0 || spent < time.Second {
		return line
	}
	rate := float64(p.Bytes) / spent.Seconds()
	line += fmt.Sprintf(w.progressRate, megabytes(p.Bytes), megabytes(p.Total), rate/1e6)
	left := int(float64(p.Total-p.Bytes) / rate)
	return line + fmt.Sprintf(w.progressLeft, left/60, left%60)
}

func (b *bar) clear() {
	if b.width > 0 {
		fmt.Fprint(b.app.stderr, "\r"+strings.Repeat(" ", b.width)+"\r")
		b.width = 0
	}
}

// end takes the line away, for something else to be said.
func (b *bar) end() {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.on {
		b.clear()
	}
}
