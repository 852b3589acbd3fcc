package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/term"
	"nhipcau/internal/publish"
	"nhipcau/internal/site"
)

// Secrets come from the environment or from the person at the terminal, and
// are never written down. The fingerprints of hosts are no secrets: they are
// kept beside the user's other settings.
const (
	passwordVariable    = "NHIPCAU_PASSWORD"     // of the user on the host, or of the key file
	keyVariable         = "NHIPCAU_KEY"          // where the signing key is
	keyPasswordVariable = "NHIPCAU_KEY_PASSWORD" // of the signing key
)

// secrets are what one run needs to get into a target; each is asked for once.
type secrets struct {
	app    *app
	bar    *bar
	target site.Target
	accept string // a fingerprint that was checked

	lock  sync.Mutex
	known map[string]string // what was answered
}

// once asks for something unless it was answered before.
func (s *secrets) once(what string, ask func() (string, error)) (string, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if answer, ok := s.known[what]; ok {
		return answer, nil
	}
	s.bar.end()
	answer, err := ask()
	if err == nil {
		if s.known == nil {
			s.known = map[string]string{}
		}
		s.known[what] = answer
	}
	return answer, err
}

func (s *secrets) password() (string, error) {
	return s.once("password", func() (string, error) {
		return s.app.secret(passwordVariable, fmt.Sprintf(s.app.words.askPassword, s.target.User+"@"+s.target.Host))
	})
}

func (s *secrets) passphrase(file string) (string, error) {
	return s.once(file, func() (string, error) {
		return s.app.secret(passwordVariable, fmt.Sprintf(s.app.words.askPassphrase, file))
	})
}

// secret gives the variable's value, else what the person types unseen.
func (a *app) secret(variable, question string) (string, error) {
	if v, ok := os.LookupEnv(variable); ok {
		return v, nil
	}
	if !terminal(os.Stdin) {
		return "", a.refuse(a.words.errNoAnswer, variable)
	}
	fmt.Fprint(a.stderr, question)
	typed, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(a.stderr)
	return string(typed), err
}

func terminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// knows judges a host by its fingerprint: site.yaml may say which, else it is
// the one of last time; at first contact a person is asked.
func (s *secrets) knows(host string) func(fingerprint string) error {
	return func(now string) error {
		_, err := s.once("host "+now, func() (string, error) { return now, s.judge(host, now) })
		return err
	}
}

func (s *secrets) judge(host, now string) error {
	if s.target.Fingerprint != "" && s.accept == "" {
		if s.target.Fingerprint != now {
			return &publish.HostError{Host: host, Known: s.target.Fingerprint, Now: now}
		}
		return nil
	}
	name, err := settings("hosts")
	if err != nil {
		return err
	}
	entry := string(s.target.Type) + " " + host
	known, err := readHost(name, entry)
	switch {
	case err != nil:
		return err
	case known == now:
		return nil
	case s.accept == now:
		return writeHost(name, entry, now)
	case known == "" && s.accept == "" && terminal(os.Stdin) && s.confirms(host, now):
		return writeHost(name, entry, now)
	}
	return &publish.HostError{Host: host, Known: known, Now: now}
}

// confirms asks the person at the terminal whether this is the host.
func (s *secrets) confirms(host, now string) bool {
	w := s.app.words
	fmt.Fprintf(s.app.stderr, w.newHost+"\n", host, now)
	fmt.Fprint(s.app.stderr, w.newHostAsk)
	answer, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "co", "có", "yes":
		return true
	}
	return false
}

// settings is a file of this user's, outside of all sites.
func settings(name string) (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "nhipcau", name), nil
}

// The file of hosts has a line for each: how it is reached, its address, its
// fingerprint.
func readHost(name, entry string) (string, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), entry+" "); ok {
			return rest, err
		}
	}
	return "", err
}

func writeHost(name, entry, fingerprint string) error {
	data, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var kept []string
	for line := range strings.Lines(string(data)) {
		if !strings.HasPrefix(line, entry+" ") {
			kept = append(kept, line)
		}
	}
	kept = append(kept, entry+" "+fingerprint+"\n")
	return replaceFile(name, []byte(strings.Join(kept, "")), 0o600)
}

// replaceFile writes a file whole or not at all, in a folder that is made.
func replaceFile(name string, data []byte, mode fs.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	draft := name + "~"
	if err := os.WriteFile(draft, data, mode); err != nil {
		return err
	}
	return os.Rename(draft, name)
}
