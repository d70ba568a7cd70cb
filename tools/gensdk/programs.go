package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/blang/semver"
	"github.com/hashicorp/hcl/v2"
	"github.com/pulumi/pulumi-yaml/pkg/pulumiyaml"
	yamlgen "github.com/pulumi/pulumi-yaml/pkg/pulumiyaml/codegen"
	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/hcl2/syntax"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// A program's language, by the ending of its file: what `pulumi convert` uses for each.
var converters = map[string]yamlgen.GenerateFunc{
	".go": gogen.GenerateProgram,
	".py": python.GenerateProgram,
	".ts": nodejs.GenerateProgram,
}

// programs writes each program of a folder, in YAML or in PCL, in the other languages, under the same name.
func programs(path, indir, outdir string, stderr io.Writer) error {
	pkg, _, err := bind(path, stderr)
	if err != nil {
		return err
	}
	var sources []string
	for _, ending := range []string{"*.yaml", "*.pp"} {
		found, err := filepath.Glob(filepath.Join(indir, ending))
		if err != nil {
			return err
		}
		sources = append(sources, found...)
	}
	if err := os.MkdirAll(outdir, 0o755); err != nil {
		return err
	}
	for _, source := range sources {
		name := strings.TrimSuffix(filepath.Base(source), filepath.Ext(source))
		for ending, converter := range converters {
			text, diagnostics, err := converted(source, only{pkg}, converter)
			for _, diagnostic := range diagnostics {
				fmt.Fprintf(stderr, "%s: %s\n", filepath.Base(source), line(diagnostic))
			}
			if err != nil {
				return fmt.Errorf("%s: %w", filepath.Base(source), err)
			}
			if len(diagnostics) > 0 {
				return fmt.Errorf("%s cannot be converted to %s as it is", filepath.Base(source), ending)
			}
			if err := os.WriteFile(filepath.Join(outdir, name+ending), text, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// converted checks a program against the schema, property by property, and returns it in another language.
func converted(
	source string, loader schema.ReferenceLoader, converter yamlgen.GenerateFunc,
) ([]byte, hcl.Diagnostics, error) {
	intermediate, diagnostics, err := asPCL(source, loader)
	if err != nil || len(diagnostics) > 0 {
		return nil, diagnostics, err
	}
	parser := syntax.NewParser()
	if err := parser.ParseFile(strings.NewReader(intermediate), "program.pp"); err != nil {
		return nil, nil, err
	}
	if parser.Diagnostics.HasErrors() {
		return nil, parser.Diagnostics, nil
	}
	program, diagnostics, err := pcl.BindProgram(parser.Files, loader)
	if err != nil || len(diagnostics) > 0 {
		return nil, diagnostics, err
	}
	files, diagnostics, err := converter(program)
	if err != nil || len(diagnostics) > 0 {
		return nil, diagnostics, err
	}
	for _, body := range files {
		return body, nil, nil // each language writes one file
	}
	return nil, nil, fmt.Errorf("no program was written")
}

// asPCL reads a program, and converts one in YAML.
func asPCL(source string, loader schema.ReferenceLoader) (string, hcl.Diagnostics, error) {
	text, err := os.ReadFile(source)
	if err != nil {
		return "", nil, err
	}
	if filepath.Ext(source) == ".pp" {
		return string(text), nil, nil
	}
	template, read, err := pulumiyaml.LoadYAMLBytes(source, text)
	if err != nil || read.HasErrors() {
		return "", read.HCL(), err
	}
	return yamlgen.ConvertTemplateIL(template, loader)
}

// only is a loader that knows one package, and starts no plugin.
type only struct{ pkg *schema.Package }

func (l only) LoadPackage(name string, _ *semver.Version) (*schema.Package, error) {
	if name != l.pkg.Name {
		return nil, fmt.Errorf("only the package %s can be used, not %s", l.pkg.Name, name)
	}
	return l.pkg, nil
}

func (l only) LoadPackageV2(_ context.Context, wanted *schema.PackageDescriptor) (*schema.Package, error) {
	return l.LoadPackage(wanted.Name, wanted.Version)
}

func (l only) LoadPackageReference(name string, version *semver.Version) (schema.PackageReference, error) {
	if name == "pulumi" {
		return schema.DefaultPulumiPackage.Reference(), nil
	}
	pkg, err := l.LoadPackage(name, version)
	if err != nil {
		return nil, err
	}
	return pkg.Reference(), nil
}

func (l only) LoadPackageReferenceV2(
	_ context.Context, wanted *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	return l.LoadPackageReference(wanted.Name, wanted.Version)
}
