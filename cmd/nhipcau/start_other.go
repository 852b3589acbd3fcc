//go:build !windows

package main

// Elsewhere nobody opens the program by a double click, and terminals take UTF-8.

func startedByExplorer() bool { return false }

func showLetters() {}
