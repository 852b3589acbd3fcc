package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"nhipcau/internal/source"
)

// Cobra and pflag say in English what is wrong with a command line. These are
// the same cases in the language of the person who wrote it.

// noArguments refuses words after a command. After the program's own name they
// were meant as a command.
func (a *app) noArguments(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case c.HasParent():
		return a.refuse(a.words.errArgument+"\n"+a.words.errUsage, c.CommandPath(), args[0], c.CommandPath())
	}
	return a.noCommand(c, args[0])
}

func (a *app) noCommand(root *cobra.Command, name string) error {
	var names []string
	for _, c := range root.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	return a.refuse(a.words.errCommand+"%s\n"+a.words.errUsage, name, a.didYouMean("", source.Nearest(name, names)), root.CommandPath())
}

// wrongFlag puts a flag that pflag does not understand into words.
func (a *app) wrongFlag(c *cobra.Command, err error) error {
	w, usage := a.words, "\n"+a.words.errUsage
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		return a.refuse(w.errFlag+usage, "-"+unknown.GetSpecifiedName(), "", c.CommandPath())
	case errors.As(err, &unknown):
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		name := unknown.GetSpecifiedName()
		return a.refuse(w.errFlag+usage, "--"+name, a.didYouMean("--", source.Nearest(name, names)), c.CommandPath())
	case errors.As(err, &bare):
		return a.refuse(w.errFlagBare+usage, "--"+bare.GetFlag().Name, c.CommandPath())
	case errors.As(err, &wrong):
		return a.refuse(w.errFlagValue+usage, "--"+wrong.GetFlag().Name, wrong.GetValue(), c.CommandPath())
	case errors.As(err, &syntax):
		return a.refuse(w.errFlag+usage, syntax.GetSpecifiedFlag(), "", c.CommandPath())
	}
	return err
}

func (a *app) didYouMean(dashes, near string) string {
	if near == "" {
		return ""
	}
	return " " + fmt.Sprintf(a.words.near, dashes+near)
}

// checkFlags refuses values that no command can use. An empty one comes from a
// variable that a script forgot to set: it must not stand for the default.
func (a *app) checkFlags(c *cobra.Command, _ []string) error {
	var err error
	c.Flags().Visit(func(f *pflag.Flag) {
		switch value := f.Value.String(); {
		case err != nil:
		case value == "":
			err = a.refuse(a.words.errFlagBare+"\n"+a.words.errUsage, "--"+f.Name, c.CommandPath())
		case f.Name == "lang" && wordsIn(value) == nil:
			err = a.refuse(a.words.errLang, value)
		}
	})
	return err
}

// newArguments wants the two words that new works with.
func (a *app) newArguments(c *cobra.Command, args []string) error {
	if len(args) != 2 {
		return a.refuse("%s\n%s", a.words.errNewArguments, c.Example)
	}
	return nil
}
