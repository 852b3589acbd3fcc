package main

import (
	"syscall"

	"github.com/inconshreveable/mousetrap"
)

// startedByExplorer reports whether a double click started the program.
func startedByExplorer() bool { return mousetrap.StartedByExplorer() }

// showLetters tells the console that what it is sent is UTF-8. Go writes to a
// console in its own way, but what goes through `| more` is shown by others,
// some of it after this program has ended; so the window is left like this.
func showLetters() {
	const utf8 = 65001
	_, _, _ = syscall.NewLazyDLL("kernel32.dll").NewProc("SetConsoleOutputCP").Call(utf8) // fails where there is no console
}
