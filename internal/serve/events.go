package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"nhipcau/internal/problem"
)

const (
	listed = 50               // how many problems are shown at once
	beat   = 20 * time.Second // how often a word is said into the silence, to notice who is gone
)

// told is what the overlay shows, in finished words.
type told struct {
	Stop     string `json:"stop"` // "2 to mend"; empty where there is nothing
	Warn     string `json:"warn"`
	Checking string `json:"checking"` // while not all is known
	Problems []said `json:"problems"` // those to mend first
	More     string `json:"more"`     // that are not listed
	Close    string `json:"close"`
	Lost     string `json:"lost"` // to be said when the stream ends
	Lang     string `json:"lang"`
}

type said struct {
	Code     string        `json:"code"`
	Level    problem.Level `json:"level"`
	Place    string        `json:"place"` // content/a.vi.md:3:8
	Sentence string        `json:"sentence"`
	Hint     string        `json:"hint"` // with the word for it
}

// serveEvents tells a page, as server-sent events, when to reload and what is
// wrong in the sources. The page says where it is and the version that it shows,
// so nothing is lost between its making and this.
func (s *server) serveEvents(w http.ResponseWriter, r *http.Request) {
	if from := r.Header.Get("Sec-Fetch-Site"); from != "" && from != "same-origin" && from != "none" {
		http.Error(w, "not for other sites", http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	page, _ := url.PathUnescape(r.FormValue("page")) // what is no address is none of ours
	shown := r.FormValue("v")
	fmt.Fprint(w, "retry: 1000\n\n")
	tick := time.NewTicker(beat)
	defer tick.Stop()
	var seen *generation
	var last string
	for {
		st := s.state.Load()
		if st.generation != seen {
			if v, ok := s.versionAt(st.generation, page); ok {
				if seen = st.generation; v != shown {
					fmt.Fprintf(w, "event: reload\ndata: %s\n\n", v)
					shown = v
				}
			}
		}
		if text := s.tell(st); text != last {
			fmt.Fprintf(w, "event: problems\ndata: %s\n\n", text)
			last = text
		}
		if err := http.NewResponseController(w).Flush(); err != nil {
			return
		}
		select {
		case <-st.older:
		case <-tick.C:
			fmt.Fprint(w, ":\n\n")
		case <-r.Context().Done():
			return
		}
	}
}

// versionAt is the version of the page at a path; ok is false if only the next
// generation knows.
func (s *server) versionAt(g *generation, path string) (v string, ok bool) {
	a := g.answer(path)
	if a.stale {
		s.watcher.nudge()
		return "", false
	}
	s.learn(g, a.problems)
	return g.version(a), true
}

// tell puts the problems of a state into words.
func (s *server) tell(st *state) string {
	w := wordsIn(s.config.Lang)
	stop, warn := problem.Count(st.problems)
	t := told{Stop: counted(w.stop, stop), Warn: counted(w.warn, warn), Close: w.close, Lost: w.lost, Lang: s.config.Lang, Problems: []said{}}
	if !st.checked {
		t.Checking = w.checking
	}
	ps := slices.Clone(st.problems)
	slices.SortStableFunc(ps, func(a, b problem.Problem) int { return rank(a) - rank(b) })
	for _, p := range ps[:min(len(ps), listed)] {
		q := said{Code: p.Code, Level: p.Level, Place: p.At.String(), Sentence: p.Sentence(s.config.Lang)}
		if hint := p.Hint(s.config.Lang); hint != "" {
			q.Hint = w.hint + ": " + hint
		}
		t.Problems = append(t.Problems, q)
	}
	t.More = counted(w.more, len(ps)-len(t.Problems))
	data, err := json.Marshal(t)
	if err != nil {
		panic("serve: what is told is plain data: " + err.Error())
	}
	return string(data)
}

func rank(p problem.Problem) int {
	if p.Level == problem.Stop {
		return 0
	}
	return 1
}
