package main

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"syscall"
	"time"

	"nhipcau/internal/problem"
	"nhipcau/internal/release"
	"nhipcau/internal/site"
)

// refusal is why a command was not carried out, already in the language of
// whoever called it.
type refusal string

func (r refusal) Error() string { return string(r) }

func (a *app) refuse(format string, args ...any) error {
	return refusal(fmt.Sprintf(format, args...))
}

// showError says why the program could not do its work.
func (a *app) showError(err error) {
	w := a.words
	var said refusal
	var foreign *release.ForeignError
	var place *release.PlaceError
	var busy *release.BusyError
	switch {
	case errors.As(err, &said):
		fmt.Fprintln(a.stderr, said)
	case errors.Is(err, site.ErrNoSite):
		fmt.Fprintf(a.stderr, w.errNoSite+"\n", a.dir)
	case errors.As(err, &foreign):
		fmt.Fprintf(a.stderr, w.errForeign+"\n", foreign.Out)
		for _, name := range foreign.Files {
			fmt.Fprintln(a.stderr, "  "+problem.Visible(name))
		}
		fmt.Fprintln(a.stderr, w.errForeignHint)
	case errors.As(err, &place):
		fmt.Fprintln(a.stderr, w.place(place))
	case errors.As(err, &busy):
		by := ""
		if busy.PID != 0 {
			by = fmt.Sprintf(w.errBusyBy, busy.PID, busy.Since.Format(time.DateTime))
		}
		fmt.Fprintf(a.stderr, w.errBusy+"\n", busy.Out, by)
	default:
		// The system's own words stay, for whoever is asked for help.
		fmt.Fprintf(a.stderr, "%s\n  %v\n", w.cause(err), err)
	}
}

// place says why a folder cannot be the output.
func (w *words) place(e *release.PlaceError) string {
	switch e.Why {
	case release.Same:
		return fmt.Sprintf(w.errPlaceSame, e.Out, e.Source)
	case release.Around:
		return fmt.Sprintf(w.errPlaceAround, e.Out, e.Source)
	case release.Inside:
		return fmt.Sprintf(w.errPlaceInside, e.Out, e.Source)
	case release.NotFolder:
		return fmt.Sprintf(w.errPlaceNotFolder, e.Out)
	case release.MountPoint:
		return fmt.Sprintf(w.errPlaceMount, e.Out)
	}
	return fmt.Sprintf(w.errPlaceRoot, e.Out)
}

// cause says in plain words what the system answered.
func (w *words) cause(err error) string {
	switch {
	case diskFull(err):
		return w.errDiskFull
	case errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS):
		return w.errDenied
	}
	return w.errOther
}

// diskFull knows Windows' own number for it: there ENOSPC is never answered.
func diskFull(err error) bool {
	const errorDiskFull = syscall.Errno(112)
	if runtime.GOOS == "windows" {
		return errors.Is(err, errorDiskFull)
	}
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
