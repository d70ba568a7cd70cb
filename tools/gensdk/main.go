// gensdk checks a Pulumi package schema, and writes SDKs from it, with Pulumi's own code.
//
// `pulumi package gen-sdk` does the same where a current language host is installed; this command
// needs none, and nothing from the network once it is built. Nor does it load plugins: a schema
// that refers to another package's types is refused.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const usage = `usage:
  gensdk check SCHEMA                     report what Pulumi's binder says about the schema
  gensdk generate SCHEMA LANGUAGE OUTDIR  write the package files; LANGUAGE is one of: %s
  gensdk programs SCHEMA INDIR OUTDIR     write the YAML and PCL programs of a folder in Python, TypeScript and Go

Files of OUTDIR with the same names are overwritten, others stay.
Exit code: 0 done, 1 the schema has errors or a file fails, 2 wrong arguments.
`

type generator func(pkg *schema.Package, loader schema.ReferenceLoader) (map[string][]byte, error)

// The tool names are those of the language hosts, as they stand in the first line of each file that
// `pulumi package gen-sdk` writes: the two ways then differ in nothing.
var generators = map[string]generator{
	"go": func(pkg *schema.Package, _ schema.ReferenceLoader) (map[string][]byte, error) {
		return gogen.GeneratePackage("pulumi-language-go", pkg, nil)
	},
	"nodejs": func(pkg *schema.Package, loader schema.ReferenceLoader) (map[string][]byte, error) {
		return nodejs.GeneratePackage("pulumi-language-nodejs", pkg, nil, nil, false, loader)
	},
	"python": func(pkg *schema.Package, loader schema.ReferenceLoader) (map[string][]byte, error) {
		return python.GeneratePackage("pulumi-language-python", pkg, nil, loader)
	},
}

var errSchema = errors.New("the schema has errors")

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	var err error
	switch {
	case len(args) == 1 && (args[0] == "--help" || args[0] == "-h" || args[0] == "help"):
		fmt.Fprintf(stdout, usage, strings.Join(languages(), ", "))
		return 0
	case len(args) == 2 && args[0] == "check":
		err = check(args[1], stdout)
	case len(args) == 4 && args[0] == "generate" && generators[args[2]] != nil:
		err = generate(args[1], generators[args[2]], args[3], stdout, stderr)
	case len(args) == 4 && args[0] == "programs":
		err = programs(args[1], args[2], args[3], stderr)
	default:
		fmt.Fprintf(stderr, usage, strings.Join(languages(), ", "))
		return 2
	}
	if err != nil {
		fmt.Fprintf(stderr, "gensdk: %s: %v\n", args[1], err)
		return 1
	}
	return 0
}

func check(path string, stdout io.Writer) error {
	pkg, _, err := bind(path, stdout)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: ok: package %s, resources: %d, functions: %d\n",
		path, pkg.Name, len(pkg.Resources), len(pkg.Functions))
	return nil
}

func generate(path string, generator generator, outdir string, stdout, stderr io.Writer) error {
	pkg, loader, err := bind(path, stderr)
	if err != nil {
		return err
	}
	files, err := generator(pkg, loader)
	if err != nil {
		return fmt.Errorf("generating: %w", err)
	}
	for name, content := range files {
		target := filepath.Join(outdir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(target, content, 0o644); err != nil {
			return err
		}
	}
	fmt.Fprintf(stdout, "%s: %d files\n", outdir, len(files))
	return nil
}

// bind reads the schema and prints each diagnostic; an error diagnostic becomes errSchema.
func bind(path string, out io.Writer) (*schema.Package, schema.ReferenceLoader, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, nil, fmt.Errorf("not a package schema: %w", err)
	}
	// The binder sees only the members it knows, so that a misspelt one vanishes; say so here.
	strict := json.NewDecoder(bytes.NewReader(text))
	strict.DisallowUnknownFields()
	if err := strict.Decode(new(schema.PackageSpec)); err != nil {
		fmt.Fprintf(out, "warning: #: ignored: %s\n", strings.TrimPrefix(err.Error(), "json: "))
	}
	loader := schema.NewCachedLoader(nil) // a nil loader panics
	pkg, diagnostics, err := bindSpec(spec, loader)
	for _, diagnostic := range diagnostics {
		fmt.Fprintln(out, line(diagnostic))
	}
	if err != nil {
		return nil, nil, err
	}
	if diagnostics.HasErrors() {
		return nil, nil, errSchema
	}
	return pkg, loader, nil
}

// bindSpec turns the one panic there is, a reference to another package, into an error.
func bindSpec(
	spec schema.PackageSpec, loader schema.ReferenceLoader,
) (pkg *schema.Package, diagnostics hcl.Diagnostics, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("binding failed; does a $ref name another package? (%v)", cause)
		}
	}()
	return schema.BindSpec(spec, loader, schema.ValidationOptions{})
}

// line renders a diagnostic as "severity: path: text"; the binder puts the path into the summary.
func line(diagnostic *hcl.Diagnostic) string {
	severity := "error"
	if diagnostic.Severity == hcl.DiagWarning {
		severity = "warning"
	}
	text := severity + ": " + diagnostic.Summary
	if diagnostic.Detail != "" {
		text += ": " + diagnostic.Detail
	}
	return text
}

func languages() []string {
	names := make([]string, 0, len(generators))
	for name := range generators {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
