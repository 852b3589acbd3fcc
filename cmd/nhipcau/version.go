package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: a.words.versionShort, Example: "  nhipcau version --json",
		Args: a.noArguments,
		RunE: func(*cobra.Command, []string) error {
			v := version()
			if a.json {
				return json.NewEncoder(a.stdout).Encode(map[string]string{"version": v, "go": runtime.Version(), "system": runtime.GOOS + "/" + runtime.GOARCH})
			}
			_, err := fmt.Fprintf(a.stdout, "nhipcau %s %s %s/%s\n", v, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}

// version is what Go recorded of the commit that was built: its tag, or else the
// newest tag before it with the commit's time and hash, such as
// v0.0.0-20261123044512-15a08d4c5b21; +dirty where files were changed since.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}
