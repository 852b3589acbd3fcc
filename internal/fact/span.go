package fact

import "time"

// Span is a time from one day to another, both included.
type Span struct {
	From, To time.Time // To is zero where the span is open
	Grain    Grain     // how exactly it was said
	Expected bool      // it is not sure: dự kiến
}

// Grain is how exactly a time is known.
type Grain int

const (
	GrainDay Grain = iota
	GrainMonth
	GrainQuarter
	GrainYear
)
