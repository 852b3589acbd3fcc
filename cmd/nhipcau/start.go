package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// A double click on nhipcau.exe in a site's folder shows the site: Explorer
// starts the program in that folder, without arguments, in a window of its own,
// which closes when the program ends. Whoever does that has perhaps never seen
// a command line, so the window stays until what it says has been read.

// clicked is what is done after a double click: the preview in the browser, or,
// in a folder without a site, an explanation.
type clicked struct {
	explain bool
	args    []string
}

// meaning tells what starting the program means. Explorer may also open it by a
// shortcut that has arguments; these are taken as they are.
func meaning(args []string, hasSite bool) clicked {
	switch {
	case len(args) > 0:
		return clicked{args: args}
	case hasSite:
		return clicked{args: []string{"serve", "--open"}}
	}
	return clicked{explain: true}
}

// start runs the program for whoever opened it in Explorer; run is the program,
// dir the folder that it lies in.
func start(run func(args []string) int, args []string, dir string, stdin io.Reader, stderr io.Writer) int {
	_, err := os.Stat(filepath.Join(dir, "site.yaml"))
	code := exitError
	if m := meaning(args, !errors.Is(err, fs.ErrNotExist)); m.explain {
		explain(stderr, dir)
	} else {
		code = run(m.args)
	}
	if code != exitDone {
		fmt.Fprintf(stderr, "\n%s / %s", vietnamese.pressEnter, english.pressEnter)
		_, _ = bufio.NewReader(stdin).ReadString('\n') // without a keyboard there is nobody to wait for
	}
	return code
}

// explain says in both languages what to do, since no site tells which.
func explain(stderr io.Writer, dir string) {
	if whole, err := filepath.Abs(dir); err == nil {
		dir = whole
	}
	fmt.Fprintf(stderr, vietnamese.clickedNoSite+"\n\n"+english.clickedNoSite+"\n", dir, dir)
}
