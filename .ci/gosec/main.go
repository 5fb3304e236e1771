// Gosec looks for what the rules of gosec call insecure: gosec -tags TAGS -not G104,G304 PACKAGES. It prints each finding as FILE:LINE: RULE: what it is, and ends with 1 if there
// are any. It is a module of its own, so that the program does not depend on what checks it.
//
// All packages are loaded at once and their imports taken from the compiler's cache: the command that gosec brings asks Go for each folder anew, and links with the clients of
// language models.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"strings"

	"github.com/securego/gosec/v2"
	"github.com/securego/gosec/v2/analyzers"
	"github.com/securego/gosec/v2/rules"
	"golang.org/x/tools/go/packages"
)

func main() {
	tags := flag.String("tags", "", "build tags, with commas between")
	not := flag.String("not", "", "rules that are not asked, with commas between")
	flag.Parse()
	found, err := look(*tags, strings.Split(*not, ","), flag.Args())
	for _, line := range found {
		fmt.Println(line)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gosec:", err)
	}
	if err != nil || len(found) > 0 {
		os.Exit(1)
	}
}

// look checks packages and lists what was found, by file and line.
func look(tags string, not, patterns []string) ([]string, error) {
	config := gosec.NewConfig()
	config.SetGlobal(gosec.NoSecRequireRules, "true")
	config.SetGlobal(gosec.NoSecRequireJustification, "true")
	a := gosec.NewAnalyzer(config, false, true, false, 1, log.New(io.Discard, "", 0))
	byRule, off := rules.Generate(false, rules.NewRuleFilter(true, not...)).RulesInfo()
	a.LoadRules(byRule, off)
	byFlow, off := analyzers.Generate(false, analyzers.NewAnalyzerFilter(true, not...)).AnalyzersInfo()
	a.LoadAnalyzers(byFlow, off)
	loaded, err := packages.Load(&packages.Config{Mode: gosec.LoadMode, BuildFlags: []string{"-tags=" + tags}}, patterns...)
	if err != nil {
		return nil, err
	}
	for _, p := range loaded {
		if len(p.Errors) > 0 {
			return nil, p.Errors[0]
		}
		a.CheckRules(p)
		a.CheckAnalyzers(p)
	}
	issues, _, faults := a.Report()
	here, _ := os.Getwd()
	var found []string
	for _, i := range issues {
		found = append(found, fmt.Sprintf("%s:%s: %s: %s", strings.TrimPrefix(i.File, here+"/"), i.Line, i.RuleID, i.What))
	}
	for file, of := range faults {
		for _, f := range of {
			found = append(found, fmt.Sprintf("%s:%d: %s", strings.TrimPrefix(file, here+"/"), f.Line, f.Err))
		}
	}
	slices.Sort(found)
	return slices.Compact(found), nil
}
