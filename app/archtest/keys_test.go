package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// keyRoom is what a screen says of its keys, and what it does with them. Letters are small.
type keyRoom struct {
	listed map[rune]string // with where
	bound  map[rune]string // what the screen's own functions for letters act on
	known  map[rune]bool   // what any function that gets a letter knows
}

// twins are signs that act as well as the one on the sheet, for keyboards on which that one needs Shift or lies elsewhere.
var twins = map[rune]rune{'=': '+', '\u2212': '-', '<': ',', '>': '.', '{': '[', '}': ']'}

// TestKeys_OfScreensAreThoseOnTheSheet reads the source of every screen: each letter or sign on its sheet of keys is one that it acts on, and each that it acts on is on
// the sheet. Keys with names (Enter, Ctrl A) and those of commands are held by tests of the frame and the kit.
func TestKeys_OfScreensAreThoseOnTheSheet(t *testing.T) {
	rooms, err := filepath.Glob("../../ui/*")
	if err != nil {
		t.Fatal(err)
	}
	screens := 0
	for _, dir := range rooms {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() || slices.Contains([]string{"kit", "shell", "e2e", "task", "say"}, filepath.Base(dir)) {
			continue
		}
		room := readKeys(t, dir)
		if len(room.listed) == 0 {
			continue
		}
		screens++
		for _, r := range slices.Sorted(maps.Keys(room.listed)) {
			if room.bound[r] == "" && !room.known[r] {
				t.Errorf("%s: %q is on the sheet and does nothing", room.listed[r], r)
			}
		}
		for _, r := range slices.Sorted(maps.Keys(room.bound)) {
			if room.listed[r] == "" && room.listed[twins[r]] == "" {
				t.Errorf("%s: %q does something and is not on the sheet", room.bound[r], r)
			}
		}
	}
	if screens < 12 {
		t.Errorf("only %d screens were understood", screens)
	}
}

func readKeys(t *testing.T, dir string) keyRoom {
	t.Helper()
	room := keyRoom{map[rune]string{}, map[rune]string{}, map[rune]bool{}}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		at := func(n ast.Node) string { return strings.TrimPrefix(set.Position(n.Pos()).String(), "../../") }
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && hearsLetters(fn) {
				ast.Inspect(fn, func(n ast.Node) bool {
					if c, ok := n.(*ast.CaseClause); ok {
						for _, e := range c.List {
							room.bind(e, at(e))
						}
					}
					if b, ok := n.(*ast.BinaryExpr); ok && b.Op == token.EQL {
						room.bind(b.Y, at(b))
					}
					return true
				})
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				room.readLiteral(n, at)
			case *ast.FuncDecl:
				room.know(n.Type, n.Body)
			case *ast.FuncLit:
				room.know(n.Type, n.Body)
			}
			return true
		})
	}
	return room
}

// hearsLetters reports whether a function is the one of a screen that acts on typed letters: a method named for it that has a rune.
func hearsLetters(fn *ast.FuncDecl) bool {
	p := fn.Type.Params.List
	if fn.Recv == nil || len(p) != 1 {
		return false
	}
	id, ok := p[0].Type.(*ast.Ident)
	name := strings.ToLower(fn.Name.Name)
	return ok && id.Name == "rune" && (strings.Contains(name, "rune") && name != "typedrune" || strings.Contains(name, "letter"))
}

// know notes every letter that a function names which gets one, and the digits between two that it compares with.
func (k *keyRoom) know(of *ast.FuncType, body *ast.BlockStmt) {
	gets := body != nil && slices.ContainsFunc(of.Params.List, func(p *ast.Field) bool { return name(p.Type) == "rune" })
	if !gets {
		return
	}
	digits := 0
	ast.Inspect(body, func(n ast.Node) bool {
		if b, ok := n.(*ast.BinaryExpr); ok && (b.Op == token.GEQ || b.Op == token.LEQ || b.Op == token.SUB) {
			if lit, ok := b.Y.(*ast.BasicLit); ok && lit.Kind == token.CHAR {
				digits++
			}
		}
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.CHAR {
			if r, _, _, err := strconv.UnquoteChar(strings.Trim(lit.Value, "'"), '\''); err == nil {
				k.known[unicode.ToLower(r)] = true
			}
		}
		return true
	})
	for r := '0'; digits > 0 && r <= '9'; r++ {
		k.known[r] = true
	}
}

// bind notes a letter that is acted on.
func (k *keyRoom) bind(e ast.Expr, where string) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.CHAR {
		return
	}
	if r, _, _, err := strconv.UnquoteChar(strings.Trim(lit.Value, "'"), '\''); err == nil && r != ' ' && r != '?' {
		k.bound[unicode.ToLower(r)] = where
	}
}

// readLiteral reads a line of the sheet, or a table of what letters do.
func (k *keyRoom) readLiteral(c *ast.CompositeLit, at func(ast.Node) string) {
	if m, ok := c.Type.(*ast.MapType); ok {
		if id, ok := m.Key.(*ast.Ident); ok && id.Name == "rune" {
			for _, e := range c.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					k.bind(kv.Key, at(kv))
				}
			}
		}
		return
	}
	for _, e := range c.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && id.Name == "Keys" {
				k.list(text(kv.Value), at(kv))
			}
		}
	}
	if a, ok := c.Type.(*ast.ArrayType); ok && strings.HasSuffix(name(a.Elt), "KeyHelp") {
		for _, e := range c.Elts {
			if line, ok := e.(*ast.CompositeLit); ok && len(line.Elts) == 2 {
				if _, keyed := line.Elts[0].(*ast.KeyValueExpr); !keyed {
					k.list(text(line.Elts[0]), at(line))
				}
			}
		}
	}
}

// list notes the letters of a line: "T", "I, E, C", "1 to 5", "1–9", "+ / -". Keys that are held with others are tested elsewhere.
func (k *keyRoom) list(keys, where string) {
	keys = strings.NewReplacer("−", "-", " to ", "–", " … ", "–", "1-", "1–", "←", "", "→", "").Replace(keys)
	if strings.HasPrefix(keys, ", ") { // the comma itself
		k.listed[','] = where
	}
	for _, part := range strings.Split(keys, ", ") {
		if strings.HasPrefix(part, "Ctrl") || strings.HasPrefix(part, "Shift") || strings.HasPrefix(part, "Alt") {
			continue
		}
		for _, w := range strings.Fields(strings.ReplaceAll(part, " / ", " ")) {
			r := []rune(w)
			switch {
			case len(r) == 1:
				k.listed[unicode.ToLower(r[0])] = where
			case len(r) == 3 && r[1] == '–':
				for x := r[0]; x <= r[2]; x++ {
					k.listed[x] = where
				}
			}
		}
	}
}

func name(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// text is a string, also one that is said in the language of the window.
func text(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, _ := strconv.Unquote(e.Value)
		return s
	case *ast.CallExpr:
		if len(e.Args) > 0 {
			return text(e.Args[0])
		}
	}
	return ""
}
