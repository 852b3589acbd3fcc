// Command nhipcau turns Markdown in several languages into a static site.
//
// Each command has a file of its own that reads as a recipe: load, render,
// check, write. Only this package prints and exits.
package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"
	_ "time/tzdata" // the same days on every system

	"github.com/spf13/cobra"
	"nhipcau/internal/problem"
	"nhipcau/internal/release"
	"nhipcau/internal/site"
	"nhipcau/themes"
)

// Exit codes.
const (
	exitDone     = 0
	exitProblems = 1 // the sources have problems of level stop
	exitError    = 2 // the program could not do it, or was called wrongly
)

// errProblems ends a command whose problems were shown already.
var errProblems = errors.New("problems")

// app is one run of the program.
type app struct {
	stdout, stderr io.Writer
	now            time.Time // what the as-of day is taken from
	start          time.Time // of the run, for the summary
	words          *words
	dir            string   // the site's folder
	root           *os.Root // the same, once it is open
	json           bool
}

func main() {
	// A build lives for seconds: collect garbage seldom, but stay small. That suits
	// a preview too: it loads in bursts and is idle in between.
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(400)
		debug.SetMemoryLimit(256 << 20)
	}
	showLetters()
	cobra.MousetrapHelpText = "" // a double click is welcome
	program := func(args []string) int { return run(args, os.Stdout, os.Stderr, time.Now()) }
	if startedByExplorer() {
		os.Exit(start(program, os.Args[1:], ".", os.Stdin, os.Stderr))
	}
	os.Exit(program(os.Args[1:]))
}

// run is the program without the process.
func run(args []string, stdout, stderr io.Writer, now time.Time) int {
	a := &app{stdout: stdout, stderr: stderr, now: now, start: time.Now(), dir: flagValue(args, "site", ".")}
	a.words = wordsFor(flagValue(args, "lang", ""), a.dir)
	root := a.commands()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.Execute()
	if a.root != nil {
		a.root.Close() // it was only read
	}
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errProblems):
		return exitProblems
	}
	a.showError(err)
	return exitError
}

func (a *app) commands() *cobra.Command {
	w := a.words
	root := &cobra.Command{
		Use: "nhipcau", Short: w.rootShort, Long: w.rootLong, Example: "  nhipcau build",
		SilenceUsage: true, SilenceErrors: true,
		Args:              a.noArguments,
		PersistentPreRunE: a.checkFlags,
		RunE:              func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	f := root.PersistentFlags()
	f.StringVar(&a.dir, "site", ".", w.flagSite)
	f.Lookup("site").DefValue = "" // which the words tell
	f.String("lang", "", w.flagLang)
	f.BoolVar(&a.json, "json", false, w.flagJSON)
	f.BoolP("help", "h", false, w.flagHelp)
	root.SetFlagErrorFunc(a.wrongFlag)
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(a.buildCommand(), a.checkCommand(), a.serveCommand(), a.newCommand(), a.statusCommand(), a.schemaCommand(),
		a.publishCommand(), a.releasesCommand(), a.rollbackCommand(), a.keysCommand(), a.verifyCommand(), a.versionCommand(), a.completionCommand())
	help := a.helpCommand()
	root.SetHelpCommand(help)
	for _, c := range append(root.Commands(), help) {
		c.DisableFlagsInUseLine = true // the usage text says it in our words
	}
	root.SetUsageTemplate(w.usage)
	root.SetHelpTemplate("{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}\n\n{{end}}{{.UsageString}}")
	return root
}

func (a *app) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use: "help [" + a.words.command + "]", Short: a.words.helpShort, Example: "  nhipcau help build",
		RunE: func(c *cobra.Command, args []string) error {
			found, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return a.noCommand(c.Root(), strings.Join(args, " "))
			}
			return found.Help()
		},
	}
}

// flagValue finds a flag before the command line is understood: the language
// of messages has to be known first.
func flagValue(args []string, name, otherwise string) string {
	for i, arg := range args {
		if arg == "--" {
			break
		}
		if v, ok := strings.CutPrefix(arg, "--"+name+"="); ok {
			return v
		}
		if arg == "--"+name && i+1 < len(args) {
			return args[i+1]
		}
	}
	return otherwise
}

// folder refuses a site's folder that is none.
func (a *app) folder() error {
	if info, err := os.Stat(a.dir); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return a.refuse(a.words.errNoFolder, a.dir)
	}
	return nil
}

// load reads the site in the folder that the command was called for. An
// interrupted swap of its output is put right first.
func (a *app) load(out, day string) (*site.Site, []problem.Problem, error) {
	if err := a.folder(); err != nil {
		return nil, nil, err
	}
	if err := release.Recover(out); err != nil {
		return nil, nil, err
	}
	var err error
	if a.root, err = os.OpenRoot(a.dir); err != nil {
		return nil, nil, err
	}
	s, ps, err := site.Load(a.root.FS(), site.Options{Day: day, Now: a.now, Themes: themes.FS})
	if errors.Is(err, site.ErrDay) {
		return nil, nil, a.refuse(a.words.errDay, day)
	}
	return s, ps, err
}

// output is where a site is built unless the command says otherwise.
func (a *app) output() string { return filepath.Join(a.dir, "public") }

// sources are the files and folders that an output may not touch.
func (a *app) sources() []string {
	var dirs []string
	for _, name := range []string{"site.yaml", "content", "i18n", "themes", "static"} {
		dirs = append(dirs, filepath.Join(a.dir, name))
	}
	return dirs
}
