package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"throughline/app"
)

// Words are the fixed sentences of the window, each with the places where it is said.
type Words struct {
	// At has the places of a sentence, as file:line. A sentence of the window stands as say.T has it, with the verbs of fmt; one of the rest of the program with a * for each place.
	At map[string][]string
	// Lower are the words of the rest of the program that a person may read or not, such as states and kinds: short ones in small letters. A catalogue may have them.
	Lower map[string]bool
	// Loose are the places where say.T does not get a literal, which no catalogue can know.
	Loose []string
}

// Spoken finds the sentences of files: what the window gives to the package ui/say, and what the rooms of app that speak to people say in English.
func Spoken(files []File) Words {
	w := Words{At: map[string][]string{}, Lower: map[string]bool{}}
	for _, f := range files {
		if strings.HasSuffix(f.Path, "_test.go") {
			continue
		}
		fset := token.NewFileSet()
		tree, err := parser.ParseFile(fset, f.Path, f.Source, parser.SkipObjectResolution)
		if err != nil {
			continue // Check says so
		}
		r := reading{Words: &w, fset: fset}
		switch {
		case strings.HasPrefix(f.Path, "ui/e2e/"):
		case strings.HasPrefix(f.Path, "ui/say/"):
			r.of = "l" // a language of the package itself
			ast.Inspect(tree, r.window)
		case strings.HasPrefix(f.Path, "ui/"):
			r.of = "say"
			ast.Inspect(tree, r.window)
		case speaks(path.Dir(f.Path)):
			ast.Inspect(tree, r.rest)
		case path.Dir(f.Path) == "synthesis/redact": // its reasons are shown, among many words that are only looked for
			ast.Inspect(tree, r.perhaps)
		case strings.HasPrefix(f.Path, "storage/") && !strings.Contains(f.Path, "test/"):
			ast.Inspect(tree, r.refusal)
		}
	}
	return w
}

// silent are the rooms of app that say nothing in the window: commands, formats, reports with catalogues of their own, what serves tests.
var silent = []string{"app/cli", "app/generate", "app/archtest", "app/apptest", "app/torture", "app/report", "app/measure", "app/scratch", "app/format/formattest"}

func speaks(room string) bool {
	if room != "app" && !strings.HasPrefix(room, "app/") {
		return false
	}
	for _, s := range silent {
		if room == s || strings.HasPrefix(room, s+"/") {
			return false
		}
	}
	return true
}

// reading collects what one file says.
type reading struct {
	*Words
	fset *token.FileSet
	of   string // what the window calls to speak
}

func (r reading) add(sentence string, at token.Pos) {
	sentence = strings.TrimSpace(sentence)
	p := r.fset.Position(at)
	r.At[sentence] = append(r.At[sentence], p.Filename+":"+strconv.Itoa(p.Line))
}

// window takes what is given to ui/say.
func (r reading) window(n ast.Node) bool {
	if s, ok := n.(*ast.BasicLit); ok { // a noun in a table
		if noun, ok := literal(s); ok && !told(noun) {
			r.lower(noun)
		}
	}
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return true
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 {
		return true
	}
	if x, ok := sel.X.(*ast.Ident); !ok || x.Name != r.of {
		return true
	}
	if take, ok := takers[sel.Sel.Name]; ok {
		take(r, call)
	}
	return true
}

// takers take what the functions of ui/say are given.
var takers = map[string]func(reading, *ast.CallExpr){
	"T":     reading.sentence,
	"t":     reading.own,
	"As":    reading.meaning,
	"Count": func(r reading, call *ast.CallExpr) { r.noun(call.Args[1]) },
	"Date":  reading.layout,
}

func (r reading) sentence(call *ast.CallExpr) {
	if s, ok := literal(call.Args[0]); ok {
		r.add(s, call.Pos())
	} else {
		r.loose(call)
	}
}

// own takes what ui/say itself says.
func (r reading) own(call *ast.CallExpr) {
	if s, ok := literal(call.Args[0]); ok {
		r.add(s, call.Pos())
	}
}

func (r reading) meaning(call *ast.CallExpr) {
	word, ok := literal(call.Args[0])
	meaning, known := literal(call.Args[1])
	if ok && known {
		r.add(word+" ["+meaning+"]", call.Pos())
	} else {
		r.loose(call)
	}
}

func (r reading) layout(call *ast.CallExpr) {
	if s, ok := literal(call.Args[1]); ok {
		r.add(s, call.Pos())
		r.names(s, call.Pos())
	}
}

func (r reading) loose(call *ast.CallExpr) {
	p := r.fset.Position(call.Pos())
	r.Loose = append(r.Loose, p.Filename+":"+strconv.Itoa(p.Line))
}

// names adds the months and days that a layout of time writes.
func (r reading) names(layout string, at token.Pos) {
	for _, name := range []string{"January", "Jan", "Monday", "Mon"} {
		if !strings.Contains(layout, name) {
			continue
		}
		for n := range 12 { // months of a year, or days of a week and some more
			day := time.Date(2024, time.Month(n+1), n+1, 0, 0, 0, 0, time.UTC)
			if strings.HasPrefix(name, "Mon") {
				day = time.Date(2024, time.January, n+1, 0, 0, 0, 0, time.UTC)
			}
			r.add(day.Format(name), at)
		}
		layout = strings.ReplaceAll(layout, name, "")
	}
}

// noun adds a noun and its plural.
func (r reading) noun(e ast.Expr) {
	if s, ok := literal(e); ok {
		r.add(s, e.Pos())
		_, many, _ := strings.Cut(app.Count(2, s), " ")
		r.add(many, e.Pos())
	}
}

// perhaps takes what a person may read.
func (r reading) perhaps(n ast.Node) bool {
	if e, ok := n.(ast.Expr); ok {
		if s, ok := pattern(e); ok {
			r.Lower[strings.TrimSpace(s)] = true
		}
	}
	return true
}

// lower takes a word in small letters, and how several of it are called.
func (r reading) lower(word string) {
	word = strings.TrimSpace(word)
	_, many, _ := strings.Cut(app.Count(2, word), " ")
	r.Lower[word], r.Lower[many] = true, true
}

// rest takes what app says in English: sentences that are put together get a * for each place.
func (r reading) rest(n ast.Node) bool {
	switch x := n.(type) {
	case *ast.ImportSpec, *ast.Field:
		return false
	case *ast.CallExpr:
		name := called(x)
		switch {
		case name == "Count" && len(x.Args) == 2:
			r.noun(x.Args[1])
			ast.Inspect(x.Args[0], r.rest)
			return false
		case name == "panic" || strings.HasPrefix(name, "regexp.") || name == "strings.NewReplacer" || name == "Log":
			return false
		}
	case *ast.BasicLit, *ast.BinaryExpr:
		if s, ok := pattern(n.(ast.Expr)); ok {
			if told(s) || put(s) {
				r.add(s, n.Pos())
			} else {
				r.lower(s)
			}
			if b, ok := n.(*ast.BinaryExpr); ok {
				r.within(b)
			}
			return false
		}
	}
	return true
}

// refusal takes what storage says to people: the message and the hint of an error of app, and what it says it is doing. All else there is SQL and names.
func (r reading) refusal(n ast.Node) bool {
	switch x := n.(type) {
	case *ast.KeyValueExpr:
		if key, ok := x.Key.(*ast.Ident); ok && (key.Name == "Message" || key.Name == "Hint") {
			ast.Inspect(x.Value, r.rest)
			return false
		}
	case *ast.AssignStmt:
		r.given(x)
	case *ast.ValueSpec:
		if strings.HasSuffix(x.Names[0].Name, "Hint") {
			ast.Inspect(x.Values[0], r.rest)
		}
	case *ast.CallExpr:
		name := called(x)
		if name == "Invalid" || name == "NotFound" || strings.HasSuffix(name, ".Report") {
			for _, a := range x.Args {
				ast.Inspect(a, r.rest)
			}
			return false
		}
	}
	return true
}

// given takes what a message or a hint is set to.
func (r reading) given(x *ast.AssignStmt) {
	for i, to := range x.Lhs {
		if f, ok := to.(*ast.SelectorExpr); ok && len(x.Rhs) == len(x.Lhs) && (f.Sel.Name == "Message" || f.Sel.Name == "Hint") {
			ast.Inspect(x.Rhs[i], r.rest)
		}
	}
}

// within looks into the places of a sentence that is put together.
func (r reading) within(b *ast.BinaryExpr) {
	for _, e := range operands(b) {
		if _, ok := literal(e); !ok {
			ast.Inspect(e, r.rest)
		}
	}
}

// called is the name of a function as it is written, without its package for those of app.
func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok && x.Name != "app" {
			return x.Name + "." + f.Sel.Name
		}
		return f.Sel.Name
	}
	return ""
}

// literal is a string that is written out, also over several lines with +.
func literal(e ast.Expr) (string, bool) {
	switch x := e.(type) {
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			s, err := strconv.Unquote(x.Value)
			return s, err == nil
		}
	case *ast.ParenExpr:
		return literal(x.X)
	case *ast.BinaryExpr:
		a, okA := literal(x.X)
		b, okB := literal(x.Y)
		return a + b, okA && okB && x.Op == token.ADD
	}
	return "", false
}

// operands are what a chain of + adds, in order.
func operands(e ast.Expr) []ast.Expr {
	switch x := e.(type) {
	case *ast.ParenExpr:
		return operands(x.X)
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return append(operands(x.X), operands(x.Y)...)
		}
	}
	return []ast.Expr{e}
}

var verb = regexp.MustCompile(`%[+#0]*(\[\d+\])?[\d*]*(\.[\d*]+)?[a-zA-Z]`)

// pattern is a sentence with a * for each place; false when no part of it is written out.
func pattern(e ast.Expr) (string, bool) {
	s, some := "", false
	for _, o := range operands(e) {
		part, ok := literal(o)
		if !ok {
			s += "*"
			continue
		}
		some = true
		s += strings.ReplaceAll(verb.ReplaceAllString(part, "*"), "%%", "%")
	}
	for strings.Contains(s, "**") {
		s = strings.ReplaceAll(s, "**", "*")
	}
	return s, some
}

var word = regexp.MustCompile(`(^| )\p{L}{3,}( |$|[,.:;])`)

// put says that a word is put beside what stands in a place: "* ago".
func put(s string) bool {
	return strings.Contains(s, "* ") && word.MatchString(s) || strings.HasSuffix(s, " *") && word.MatchString(s)
}

// told says that a person reads it: words with a space between, or one that begins with a capital letter.
func told(s string) bool {
	s = strings.TrimSpace(strings.ReplaceAll(s, "*", " "))
	letters := strings.IndexFunc(s, unicode.IsLetter)
	if letters < 0 || len(s) < 3 {
		return false
	}
	first := []rune(s)[0]
	return strings.Contains(s, " ") || unicode.IsUpper(first) && strings.ToUpper(s) != s
}
