package release

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The tests here need processes that die. The test binary starts itself again
// with a task in the environment: the name of a function below and its arguments.
const taskVariable = "NHIPCAU_RELEASE_TASK"

var tasks = map[string]func(args []string) error{
	"build":   buildTask,
	"recover": recoverTask,
	"forever": foreverTask,
	"hold":    holdTask,
}

func TestMain(m *testing.M) {
	task, args, _ := strings.Cut(os.Getenv(taskVariable), "\n")
	if task == "" {
		os.Exit(m.Run())
	}
	if err := tasks[task](strings.Split(args, "\n")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func child(t *testing.T, task ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	// The race detector makes each process wait a second before it ends.
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0", taskVariable+"="+strings.Join(task, "\n"))
	return cmd
}

// steps runs a task that says its steps and kills itself at the given one
// (from 1; 0 for never). It gives the steps it said.
func steps(t *testing.T, kill int, task ...string) []string {
	t.Helper()
	cmd := child(t, append(task, strconv.Itoa(kill))...)
	var errs strings.Builder
	cmd.Stderr = &errs
	said, err := cmd.Output()
	list := strings.Fields(string(said))
	killed := len(list) == kill
	if errs.Len() > 0 || (err != nil) != (killed && kill > 0) {
		t.Fatalf("%q: %v %s", task, err, errs.String())
	}
	return list
}

// dying gives a step function for steps.
func dying(kill string) func(string) {
	at, err := strconv.Atoi(kill)
	if err != nil {
		panic(err)
	}
	n := 0
	return func(step string) {
		fmt.Println(step)
		if n++; n == at {
			die()
		}
	}
}

// die ends the process as a power cut would: nothing deferred runs.
func die() {
	self, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = self.Kill()
	}
	if err != nil {
		panic(err)
	}
	select {}
}

// buildTask: way, out, version, kill
func buildTask(args []string) error {
	return build(args[1], args[2], wayNamed(args[0]), dying(args[3]))
}

// recoverTask: out, kill
func recoverTask(args []string) error { return recoverPlace(args[0], dying(args[1])) }

// foreverTask: way, out
func foreverTask(args []string) error {
	for n := range 1 << 20 {
		if err := build(args[1], fmt.Sprint("v", n), wayNamed(args[0]), nil); err != nil {
			return err
		}
	}
	return nil
}

// holdTask: out. It begins a release and waits until its input ends.
func holdTask(args []string) error {
	s, err := Open(args[0], nil)
	if err != nil {
		return err
	}
	fmt.Println("open")
	_, err = io.Copy(io.Discard, os.Stdin)
	return errors.Join(err, s.Discard())
}

func wayNamed(name string) way {
	for _, w := range ways() {
		if w.name == name {
			return w
		}
	}
	panic("no way " + name)
}

// Killed at any step, a build leaves a whole site, and the next command makes
// good what is left to do, even if it is killed itself at any step.
func TestKilledAtAnyStep(t *testing.T) {
	for _, w := range ways() {
		for _, before := range []string{"", "old"} {
			prepare := func(t *testing.T) string {
				out := filepath.Join(t.TempDir(), "public")
				if before != "" {
					mustBuild(t, out, "older")
					mustBuild(t, out, before)
				}
				return out
			}
			all := steps(t, 0, "build", w.name, prepare(t), "new")
			for kill := 1; kill <= len(all); kill++ {
				t.Run(fmt.Sprintf("%s/over %q/%d %s", w.name, before, kill, all[kill-1]), func(t *testing.T) {
					killedAt(t, w, before, kill, prepare)
				})
			}
		}
	}
}

func killedAt(t *testing.T, w way, before string, kill int, prepare func(*testing.T) string) {
	killed := func() (out string, step string) {
		out = prepare(t)
		list := steps(t, kill, "build", w.name, out, "new")
		return out, list[len(list)-1]
	}
	out, step := killed()
	seen := standing(t, out)
	gap := w.exchange(out, out) == errors.ErrUnsupported && step == "aside"
	if seen != before && seen != "new" && !(gap && seen == "") {
		t.Fatalf("a reader sees %q", seen)
	}
	// The next command may be killed as well, at each of its steps.
	for again := 0; ; again++ {
		out, _ := killed()
		said := steps(t, again, "recover", out)
		if again > 0 && len(said) < again {
			break // it has no such step
		}
		if seen := standing(t, out); seen != before && seen != "new" && !gap {
			t.Fatalf("after a recovery killed at step %d a reader sees %q", again, seen)
		}
		if err := Recover(out); err != nil {
			t.Fatal(err)
		}
		if seen := standing(t, out); seen != before && seen != "new" {
			t.Fatalf("after recovery %q stands", seen)
		}
		settled(t, out, "owner")
		for _, version := range []string{"next", "last"} {
			if err := build(out, version, w, nil); err != nil {
				t.Fatal(err)
			}
			if seen := standing(t, out); seen != version {
				t.Fatalf("after the next build %q stands", seen)
			}
		}
		settled(t, out)
	}
}

func TestKilledAtAnyMoment(t *testing.T) {
	for _, w := range ways() {
		t.Run(w.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			mustBuild(t, out, "first")
			for range 25 {
				cmd := child(t, "forever", w.name, out)
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Duration(20_000+rand.IntN(60_000)) * time.Microsecond)
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
				if err := cmd.Wait(); err == nil || cmd.ProcessState.Exited() {
					t.Fatalf("the build ended by itself: %v", err)
				}
				if w.name == "exchange" && standing(t, out) == "" {
					t.Fatal("nothing stands")
				}
				if err := Recover(out); err != nil {
					t.Fatal(err)
				}
				if standing(t, out) == "" {
					t.Fatal("nothing stands after recovery")
				}
				settled(t, out, "owner")
			}
		})
	}
}

func TestTwoProcesses(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, out, "old")
	cmd := child(t, "hold", out)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	said, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(said).ReadString('\n'); line != "open\n" {
		t.Fatalf("%q, %v", line, err)
	}
	var busy *BusyError
	if _, err := Open(out, nil); !errors.As(err, &busy) || busy.PID != cmd.Process.Pid || busy.Since.IsZero() {
		t.Errorf("got %v, want the process %d", err, cmd.Process.Pid)
	}
	if err := Recover(out); err != nil {
		t.Error(err)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("the first build was disturbed: %v", err)
	}
	mustBuild(t, out, "new")
	settled(t, out)
}

// The moves after which recovery has to decide by what is there, one by one.
func TestRecoverDecides(t *testing.T) {
	const whole, partial, empty, none = "whole", "partial", "empty", ""
	tests := []struct {
		public, fresh, former string
		want                  string
	}{
		{whole, partial, none, "public"},
		{whole, whole, none, "public"},
		{whole, none, whole, "public"},
		{whole, none, partial, "public"},
		{none, whole, whole, "fresh"},
		{none, whole, none, "fresh"},
		{none, whole, empty, "fresh"},
		{none, partial, whole, "former"},
		{none, partial, none, ""},
		{none, none, whole, "former"},
		{none, none, partial, ""},
		{empty, whole, whole, "fresh"},
		{empty, partial, whole, "former"},
		{empty, partial, none, "empty"},
	}
	for _, test := range tests {
		t.Run(fmt.Sprintf("public %s, new %s, old %s", test.public, test.fresh, test.former), func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			p, err := newPlace(out)
			if err != nil {
				t.Fatal(err)
			}
			if err := makeWork(p.work); err != nil {
				t.Fatal(err)
			}
			for _, made := range []struct{ dir, state, version string }{
				{p.fresh(), test.fresh, "fresh"}, {p.former(), test.former, "former"}, {p.out, test.public, "public"},
			} {
				stage(t, made.dir, made.state, made.version)
			}
			if err := Recover(out); err != nil {
				t.Fatal(err)
			}
			if test.want == "empty" {
				if list := tree(t, out); len(list) > 0 {
					t.Errorf("made %q", list)
				}
			} else if got := standing(t, out); got != test.want {
				t.Errorf("%q stands, want %q", got, test.want)
			}
			settled(t, out)
		})
	}
}

// stage makes a release, or a part of one, at dir.
func stage(t *testing.T, dir, state, version string) {
	t.Helper()
	switch state {
	case "whole", "partial":
		out := filepath.Join(t.TempDir(), "elsewhere")
		mustBuild(t, out, version)
		if state == "partial" { // a power cut that lost bytes, or a deletion half-way
			name := ManifestName
			if filepath.Base(dir) == "new" {
				name = "index.html"
			}
			if err := os.Truncate(filepath.Join(out, name), 3); err != nil {
				t.Fatal(err)
			}
			if name == ManifestName {
				if err := os.Remove(filepath.Join(out, name)); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := os.Rename(out, dir); err != nil {
			t.Fatal(err)
		}
	case "empty":
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
}
