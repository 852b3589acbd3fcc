// Command serve measures how long an editor waits: from the moment a text is
// saved until a browser's stream said so and the page with the new words was
// fetched, on a site of some thousand pages. The program itself runs as an
// editor runs it. A clean build of the same site is timed beside it.
//
//	go run ./test/bench/serve [ITEMS] [ROUNDS]    by default 1000 items in 3 languages, 50 rounds
//
// Run it in the repository's root, on a machine that does nothing else. Exit 1:
// it takes longer than the limit.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

const limit = 200 * time.Millisecond

func main() {
	log.SetFlags(0)
	items, rounds := argument(1, 1000), argument(2, 50)
	ok, err := measure(items, rounds)
	if err != nil {
		log.Fatal(err)
	}
	if !ok {
		os.Exit(1)
	}
}

func argument(i, otherwise int) int {
	if len(os.Args) > i {
		if n, err := strconv.Atoi(os.Args[i]); err == nil && n > 0 {
			return n
		}
		log.Fatalf("%q is no number", os.Args[i])
	}
	return otherwise
}

func measure(items, rounds int) (ok bool, err error) {
	tmp, err := os.MkdirTemp("", "nhipcau-serve-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(tmp)
	program, site := filepath.Join(tmp, "nhipcau"), filepath.Join(tmp, "site")
	for _, c := range [][]string{
		{"go", "build", "-o", program, "./cmd/nhipcau"},
		{"python3", "test/bench/gen_corpus.py", strconv.Itoa(items), site},
		{"cp", "-R", "test/bench/site/.", site},
	} {
		if err := run(c...); err != nil {
			return false, err
		}
	}
	var builds []time.Duration
	for range 3 {
		start := time.Now()
		if err := run(program, "build", "--site", site, "--out", filepath.Join(tmp, "out"), "--lang", "en"); err != nil {
			return false, err
		}
		builds = append(builds, time.Since(start))
		if err := os.RemoveAll(filepath.Join(tmp, "out")); err != nil {
			return false, err
		}
	}
	waits, memory, err := saves(program, site, rounds)
	if err != nil {
		return false, err
	}
	median := percentile(waits, 50)
	fmt.Printf("%d items in 3 languages, %s, %d cores\n", items, runtime.Version(), runtime.NumCPU())
	fmt.Printf("from saving to the new page: median %.0f ms of %d (%.0f to %.0f ms; 9 of 10 within %.0f ms)\n",
		ms(median), len(waits), ms(slices.Min(waits)), ms(slices.Max(waits)), ms(percentile(waits, 90)))
	fmt.Printf("clean build: median %.0f ms of %d\n", ms(percentile(builds, 50)), len(builds))
	fmt.Printf("memory of serve at the end: %s\n", memory)
	return median <= limit, nil
}

func run(args ...string) error {
	out, err := exec.Command(args[0], args[1:]...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func percentile(ds []time.Duration, p int) time.Duration {
	sorted := slices.Sorted(slices.Values(ds))
	return sorted[(len(sorted)-1)*p/100]
}

// saves starts the preview and saves a text again and again: as some editors do,
// in place, and as others do, by putting a new file in the place of the old.
func saves(program, site string, rounds int) (waits []time.Duration, memory string, err error) {
	c := exec.Command(program, "serve", "--site", site, "--addr", "127.0.0.1:0", "--lang", "en")
	stdout, err := c.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	if err := c.Start(); err != nil {
		return nil, "", err
	}
	defer func() {
		_ = c.Process.Signal(os.Interrupt)
		err = errors.Join(err, c.Wait())
	}()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		return nil, "", err
	}
	base := strings.TrimSpace(line)
	texts, err := filepath.Glob(filepath.Join(site, "content", "*", "*", "index.??.md"))
	if err != nil || len(texts) == 0 {
		return nil, "", fmt.Errorf("no texts in %s: %w", site, err)
	}
	for i := range rounds {
		wait, err := save(base, site, texts[i*7919%len(texts)], i)
		if err != nil {
			return nil, "", err
		}
		waits = append(waits, wait)
		time.Sleep(time.Duration(200+i%5*600) * time.Millisecond) // sometimes in the middle of a check, sometimes after it
	}
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.Process.Pid)) // elsewhere than on Linux there is none
	return waits, regexp.MustCompile(`VmRSS:\s*(.*)`).FindString(string(status)), nil
}

// save changes one text and waits until its page shows it.
func save(base, site, text string, round int) (time.Duration, error) {
	rel, err := filepath.Rel(filepath.Join(site, "content"), text)
	if err != nil {
		return 0, err
	}
	lang := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(text), "index."), ".md")
	page := "/" + lang + "/" + filepath.ToSlash(filepath.Dir(rel)) + "/"
	before, err := get(base, page)
	if err != nil {
		return 0, err
	}
	version := regexp.MustCompile(`live\.js\?v=(\w+)`).FindStringSubmatch(before)
	if version == nil {
		return 0, fmt.Errorf("%s has no script", page)
	}
	stream, err := http.Get(strings.TrimSuffix(base, "/") + "/_nhipcau/events?page=" + url.QueryEscape(page) + "&v=" + version[1])
	if err != nil {
		return 0, err
	}
	defer stream.Body.Close()
	lines := bufio.NewScanner(stream.Body)
	if err := until(lines, "event: problems"); err != nil {
		return 0, err
	}
	data, err := os.ReadFile(text)
	if err != nil {
		return 0, err
	}
	words := fmt.Sprintf("Saved%dtimes", round)
	data = append(data, "\n\n"+words+"\n"...)

	start := time.Now()
	if round%2 == 0 {
		err = os.WriteFile(text, data, 0o644)
	} else if err = os.WriteFile(text+".tmp", data, 0o644); err == nil {
		err = os.Rename(text+".tmp", text)
	}
	if err != nil {
		return 0, err
	}
	if err := until(lines, "event: reload"); err != nil {
		return 0, err
	}
	after, err := get(base, page)
	if err == nil && !strings.Contains(after, words) {
		err = fmt.Errorf("%s was fetched without the new words", page)
	}
	return time.Since(start), err
}

func until(lines *bufio.Scanner, want string) error {
	for lines.Scan() {
		if lines.Text() == want {
			return nil
		}
	}
	return fmt.Errorf("the stream ended before %q: %w", want, lines.Err())
}

func get(base, page string) (string, error) {
	r, err := http.Get(strings.TrimSuffix(base, "/") + page)
	if err != nil {
		return "", err
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err == nil && r.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", page, r.Status)
	}
	return string(data), err
}
