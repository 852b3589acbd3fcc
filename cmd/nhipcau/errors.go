package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"syscall"
	"time"

	"nhipcau/internal/problem"
	"nhipcau/internal/publish"
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
	case a.showPublishing(err):
	default:
		// The system's own words stay, for whoever is asked for help.
		fmt.Fprintf(a.stderr, "%s\n  %v\n", w.cause(err), err)
	}
}

// showPublishing says why something could not be published, if that is what it
// was.
func (a *app) showPublishing(err error) bool {
	w := a.words
	var host *publish.HostError
	var held *publish.HeldError
	var tooMany *publish.CapError
	var foreign *publish.ForeignError
	var noFolder *publish.NoFolderError
	var layout *publish.LayoutError
	var none *publish.NoReleaseError
	var broken *publish.NotWholeError
	var login *publish.LoginError
	var lost *publish.LostError
	say := func(format string, args ...any) { fmt.Fprintf(a.stderr, format+"\n", args...) }
	switch {
	case errors.As(err, &host):
		a.showHost(host)
	case errors.As(err, &held) && held.Lost:
		say(w.errLockLost, held.Owner.User, held.Owner.Host)
	case errors.As(err, &held):
		say(w.errLocked, held.Owner.User, held.Owner.Host, held.Owner.PID, held.Owner.Since.Local().Format(time.DateTime))
	case errors.As(err, &tooMany):
		say(w.errTooMany, len(tooMany.Removed), tooMany.Of, tooMany.Cap)
	case errors.As(err, &foreign):
		say(w.errInTheWay)
		for _, name := range foreign.Files {
			say("  %s", problem.Visible(name))
		}
		say(w.errInTheWayHint)
	case errors.As(err, &noFolder):
		say(w.errTargetPath, noFolder.Folder)
	case errors.As(err, &layout):
		say(w.errLayout, layout.Layout)
	case errors.As(err, &none) && none.Name == "":
		say(w.errNoneBefore)
	case errors.As(err, &none):
		say(w.errNoKept, none.Name)
	case errors.As(err, &broken):
		say(w.errWholeNot, broken.Name)
	case errors.As(err, &login):
		say(w.errLogin+"\n  %v", login.User, login.Err)
	case errors.Is(err, context.Canceled):
		say("%s", w.errCalledOff)
	case errors.As(err, &lost):
		say(w.errConnection+"\n  %v", lost.Err)
	default:
		return false
	}
	return true
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
