// Package archtest reads the project's own source and checks the house rules: who may import whom, which library
// enters by which door, and how long files and functions may be. Its test runs with all the others.
package archtest

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Limits of size. Tests are free of them.
const (
	maxFileLines     = 400
	maxFunctionLines = 80
	maxComplexity    = 15 // McCabe 1976: decisions plus one, see complexity
)

// File is one Go source file. Path is relative to the module's root, with slashes.
type File struct {
	Path   string
	Source []byte
}

// Fault is one broken rule: where, what, and the way out.
type Fault struct {
	Path string
	Line int
	Rule string
	Todo string
}

// String gives the fault as a compiler would, so that editors jump to it.
func (f Fault) String() string {
	return fmt.Sprintf("%s:%d: %s\n\t-> %s", f.Path, f.Line, f.Rule, f.Todo)
}

// Check returns the faults of files in the order given, then by line. A file that does not parse is a fault.
func Check(files []File) []Fault {
	var faults []Fault
	for _, f := range files {
		c := checker{file: f, fset: token.NewFileSet(), room: roomOf(path.Dir(f.Path))}
		c.run()
		slices.SortStableFunc(c.faults, func(a, b Fault) int { return a.Line - b.Line })
		faults = append(faults, c.faults...)
	}
	return faults
}

// checker looks at one file.
type checker struct {
	file   File
	fset   *token.FileSet
	tree   *ast.File
	room   *room
	faults []Fault
}

func (c *checker) run() {
	tree, err := parser.ParseFile(c.fset, c.file.Path, c.file.Source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		c.fault(1, "the file does not parse: "+err.Error(), "Mend it first.")
		return
	}
	c.tree = tree
	if c.room == nil {
		c.fault(1, path.Dir(c.file.Path)+" is not a room of the house",
			"Add it to the table in app/archtest/table.go and to ARCHITECTURE.md, or move the file.")
		return
	}
	c.checkName()
	for _, spec := range tree.Imports {
		c.checkImport(spec)
	}
	c.checkScreenThread()
	if !c.isTest() {
		c.checkSize()
	}
}

func (c *checker) fault(line int, rule, todo string) {
	c.faults = append(c.faults, Fault{Path: c.file.Path, Line: line, Rule: rule, Todo: todo})
}

func (c *checker) isTest() bool { return strings.HasSuffix(c.file.Path, "_test.go") }

func (c *checker) line(at token.Pos) int { return c.fset.Position(at).Line }

func (c *checker) checkName() {
	name := strings.TrimSuffix(c.tree.Name.Name, "_test")
	if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "misc"}, name) {
		c.fault(c.line(c.tree.Name.Pos()), "package "+name+" has no subject",
			"Put each line where its subject lives; what two rooms want sinks one floor.")
	}
}

// checkImport holds one import against the room's row of the table and against the rules for single libraries.
func (c *checker) checkImport(spec *ast.ImportSpec) {
	line := c.line(spec.Pos())
	target, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		c.fault(line, "the import path cannot be read", "Mend it.")
		return
	}
	switch {
	case target == module || strings.HasPrefix(target, module+"/"):
		c.checkOurs(line, strings.TrimPrefix(strings.TrimPrefix(target, module), "/"))
	case strings.Contains(strings.SplitN(target, "/", 2)[0], "."):
		c.checkDoor(line, target)
	}
	for _, l := range libraries {
		if l.is(target) && !l.at(c.file.Path) {
			c.fault(line, target+" stands outside its door: "+l.why, l.todo)
		}
	}
	if target == "fyne.io/fyne/v2/app" && (spec.Name == nil || spec.Name.Name != "fyneapp") {
		c.fault(line, "fyne.io/fyne/v2/app is imported without the name fyneapp", `Write: fyneapp "fyne.io/fyne/v2/app".`)
	}
}

func (c *checker) checkOurs(line int, target string) {
	dir := path.Dir(c.file.Path)
	switch {
	case matchAny(c.room.ours, target), c.isTest() && (target == dir || matchAny(c.room.tests, target)):
		return
	case c.isTest() && strings.HasSuffix(target, "test") && top(target) == top(dir): // storage/storagetest and its kin
		return
	case c.room.path == screen && strings.HasPrefix(target, dir+"/"): // its own pure parts: ui/reader/layout
		return
	}
	c.fault(line, fmt.Sprintf("%s may not import %s", c.room.path, target), fmt.Sprintf(
		"%s may import: %s. Let the caller hand it in as a value or a small interface, or sink what both need into app.",
		c.room.path, orNothing(c.room.ours)))
}

func top(dir string) string { return strings.SplitN(dir, "/", 2)[0] }

func (c *checker) checkDoor(line int, target string) {
	if matchModule(c.room.doors, target) || c.isTest() && matchModule(testDoors, target) {
		return
	}
	c.fault(line, fmt.Sprintf("%s may not import %s", c.room.path, target), fmt.Sprintf(
		"Libraries of %s: %s. Go through the room that owns the library.", c.room.path, orNothing(c.room.doors)))
}

// checkScreenThread refuses fyne.Do and its kin outside ui/task, whatever name the import has.
func (c *checker) checkScreenThread() {
	if path.Dir(c.file.Path) == "ui/task" || c.isTest() {
		return
	}
	name := c.nameOf("fyne.io/fyne/v2", "fyne")
	if name == "" {
		return
	}
	ast.Inspect(c.tree, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && x.Name == name && (sel.Sel.Name == "Do" || sel.Sel.Name == "DoAndWait") {
			c.fault(c.line(sel.Pos()), name+"."+sel.Sel.Name+" stands outside ui/task",
				"Load with task.Latest, or post through ui/task: one place decides what runs on the screen's thread.")
		}
		return true
	})
}

// nameOf returns the local name of an import, or "" when the file does not import it.
func (c *checker) nameOf(target, usual string) string {
	for _, spec := range c.tree.Imports {
		if spec.Path.Value == strconv.Quote(target) {
			if spec.Name != nil {
				return spec.Name.Name
			}
			return usual
		}
	}
	return ""
}

func (c *checker) checkSize() {
	if ast.IsGenerated(c.tree) {
		return
	}
	if n := bytes.Count(c.file.Source, []byte{'\n'}); n > maxFileLines {
		c.fault(n, fmt.Sprintf("the file has %d lines, more than %d", n, maxFileLines), "Split it by noun or verb.")
	}
	for _, d := range c.tree.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Body == nil {
			continue
		}
		if n := c.line(f.End()) - c.line(f.Pos()) + 1; n > maxFunctionLines {
			c.fault(c.line(f.Pos()), fmt.Sprintf("%s has %d lines, more than %d", f.Name.Name, n, maxFunctionLines),
				"Name its steps and make each a function.")
		}
		if n := complexity(f); n > maxComplexity {
			c.fault(c.line(f.Pos()), fmt.Sprintf("%s has a complexity of %d, more than %d", f.Name.Name, n, maxComplexity),
				"Decide early, return early, or put the cases into a table.")
		}
	}
}

// complexity counts the decisions of f plus one (McCabe 1976): if, for, case of switch and select, && and ||.
// A chain of one operator counts once: comparing ten fields is long, not winding. Function literals count into
// the function that holds them.
func complexity(f *ast.FuncDecl) int {
	n := 1
	ast.Inspect(f.Body, func(x ast.Node) bool {
		n += decisions(x)
		return true
	})
	return n
}

func decisions(x ast.Node) int {
	switch x := x.(type) {
	case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
		return 1
	case *ast.CaseClause:
		return min(len(x.List), 1)
	case *ast.CommClause:
		if x.Comm != nil {
			return 1
		}
	case *ast.BinaryExpr:
		left, chained := x.X.(*ast.BinaryExpr)
		if (x.Op == token.LAND || x.Op == token.LOR) && !(chained && left.Op == x.Op) {
			return 1
		}
	}
	return 0
}

func orNothing(list []string) string {
	if len(list) == 0 {
		return "nothing"
	}
	return strings.Join(list, ", ")
}
