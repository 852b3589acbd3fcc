package main

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"nhipcau/internal/problem"
	"nhipcau/internal/site"
)

func (a *app) schemaCommand() *cobra.Command {
	var out string
	c := &cobra.Command{
		Use: "schema " + a.words.schemaUse, Short: a.words.schemaShort, Long: a.words.schemaLong,
		Example: "  nhipcau schema investment/zones\n  nhipcau schema --out schemas",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 2 || (len(args) > 0) == c.Flags().Changed("out") {
				return a.refuse("%s\n%s", a.words.errSchemaArguments, c.Example)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			s, ps, err := a.load(a.output(), "")
			if err != nil {
				return err
			}
			// A schema of fields that were misread would mislead.
			ps = slices.DeleteFunc(ps, func(p problem.Problem) bool { return path.Base(p.File) != "_fields.yaml" })
			if stop, _ := problem.Count(ps); stop > 0 {
				a.mend(ps)
				return errProblems
			}
			if out != "" {
				return a.writeSchemas(s, out)
			}
			return a.printSchema(s, args)
		},
	}
	c.Flags().StringVar(&out, "out", "", a.words.flagSchemas)
	return c
}

// printSchema prints the schema of a section, in the language that is named
// after it or else the site's first.
func (a *app) printSchema(s *site.Site, args []string) error {
	sec, err := a.section(s, args[0])
	if err != nil {
		return err
	}
	lang := 0
	if len(args) == 2 {
		if lang = s.Lang(args[1]); lang < 0 {
			return a.refuse(a.words.errNoLanguage, args[1], strings.Join(s.Langs, ", "))
		}
	}
	return encode(a.stdout, s.JSONSchema(sec, lang))
}

// schemaFile is a schema that was written, with the files that it is for.
type schemaFile struct {
	File string `json:"file"`
	For  string `json:"for"`
}

// writeSchemas writes a file for each section with a _fields.yaml of its own
// and each language, and those of everything else, content.LANG.json.
func (a *app) writeSchemas(s *site.Site, out string) error {
	var made []schemaFile
	for _, sec := range s.Sections {
		dir := path.Join("content", sec.Path)
		if sec.Path != "" && (sec.Schema == nil || path.Dir(sec.Schema.File) != dir) {
			continue
		}
		files := "/**/[!_]*." // a section's own text has the facts that everything has
		if sec.Path == "" {
			files = "/**/*."
		}
		for lang, tag := range s.Langs {
			var b bytes.Buffer
			if err := encode(&b, s.JSONSchema(sec, lang)); err != nil {
				return err
			}
			file := filepath.Join(out, filepath.FromSlash(dir)+"."+tag+".json")
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				return err
			}
			made = append(made, schemaFile{filepath.ToSlash(file), dir + files + tag + ".md"})
		}
	}
	if a.json {
		return encode(a.stdout, map[string][]schemaFile{"created": made})
	}
	var g grid
	for _, m := range made {
		g = append(g, []string{m.File, m.For})
	}
	g.print(a.stdout)
	return nil
}
