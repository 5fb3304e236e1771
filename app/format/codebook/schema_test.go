package codebook_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// schema is what REFI-QDA's codebook.xsd 1.0 demands, element by element: children in their order, attributes, and how often.
var schema = map[string]element{
	"CodeBook":    {children: []child{{"Codes", 1, 1}, {"Sets", 0, 1}}, attributes: map[string]attr{"origin": {}}},
	"Codes":       {children: []child{{"Code", 1, -1}}},
	"Sets":        {children: []child{{"Set", 1, -1}}},
	"Code":        {children: []child{{"Description", 0, 1}, {"Code", 0, -1}}, attributes: map[string]attr{"guid": {guidType, true}, "name": {nil, true}, "isCodable": {booleanType, true}, "color": {rgbType, false}}},
	"Set":         {children: []child{{"Description", 0, 1}, {"MemberCode", 0, -1}}, attributes: map[string]attr{"guid": {guidType, true}, "name": {nil, true}}},
	"MemberCode":  {attributes: map[string]attr{"guid": {guidType, true}}},
	"Description": {text: true},
}

type element struct {
	children   []child
	attributes map[string]attr
	text       bool
}

type child struct {
	name     string
	min, max int // max -1 is without end
}

type attr struct {
	pattern  *regexp.Regexp
	required bool
}

var (
	guidType    = regexp.MustCompile(`^(([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})|(\{[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}))$`)
	rgbType     = regexp.MustCompile(`^#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})$`)
	booleanType = regexp.MustCompile(`^(true|false|1|0)$`)
)

// invalidQDC returns the first rule of the schema that a document breaks, or "". It shares no code with the reader.
func invalidQDC(doc []byte) string {
	d := xml.NewDecoder(bytes.NewReader(doc))
	var open []string
	var seen [][]string
	ids := map[string]bool{}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return ""
		}
		if err != nil {
			return err.Error()
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Space != "urn:QDA-XML:codebook:1.0" {
				return "namespace " + e.Name.Space
			}
			if len(open) == 0 && e.Name.Local != "CodeBook" {
				return "root " + e.Name.Local
			}
			if law := brokenAttributes(e, ids); law != "" {
				return law
			}
			if n := len(seen); n > 0 {
				seen[n-1] = append(seen[n-1], e.Name.Local)
			}
			open, seen = append(open, e.Name.Local), append(seen, nil)
		case xml.EndElement:
			n := len(open) - 1
			if law := brokenOrder(open[n], seen[n]); law != "" {
				return law
			}
			open, seen = open[:n], seen[:n]
		case xml.CharData:
			if n := len(open); n > 0 && !schema[open[n-1]].text && strings.TrimSpace(string(e)) != "" {
				return "text in " + open[n-1]
			}
		}
	}
}

func brokenAttributes(e xml.StartElement, ids map[string]bool) string {
	rules, known := schema[e.Name.Local]
	if !known {
		return "unknown element " + e.Name.Local
	}
	given := map[string]bool{}
	for _, a := range e.Attr {
		if a.Name.Local == "xmlns" || a.Name.Space == "xmlns" {
			continue
		}
		rule, ok := rules.attributes[a.Name.Local]
		if !ok {
			return fmt.Sprintf("%s has the attribute %s", e.Name.Local, a.Name.Local)
		}
		if rule.pattern != nil && !rule.pattern.MatchString(a.Value) {
			return fmt.Sprintf("%s %s=%q", e.Name.Local, a.Name.Local, a.Value)
		}
		if a.Name.Local == "guid" && e.Name.Local == "Code" {
			if ids[strings.ToLower(a.Value)] {
				return "the guid " + a.Value + " stands twice"
			}
			ids[strings.ToLower(a.Value)] = true
		}
		given[a.Name.Local] = true
	}
	for name, rule := range rules.attributes {
		if rule.required && !given[name] {
			return fmt.Sprintf("%s lacks %s", e.Name.Local, name)
		}
	}
	return ""
}

func brokenOrder(name string, got []string) string {
	for _, c := range schema[name].children {
		n := 0
		for len(got) > n && got[n] == c.name {
			n++
		}
		if n < c.min || c.max >= 0 && n > c.max {
			return fmt.Sprintf("%s has %d %s", name, n, c.name)
		}
		got = got[n:]
	}
	if len(got) > 0 {
		return fmt.Sprintf("%s has %s out of place", name, got[0])
	}
	return ""
}

func TestInvalidQDC_SeesWhatTheSchemaForbids(t *testing.T) {
	const id = `guid="0e6f4a52-7a54-4f0e-9c6b-0f5a1d2e3b4c"`
	wrap := func(s string) string { return `<CodeBook xmlns="urn:QDA-XML:codebook:1.0">` + s + `</CodeBook>` }
	code := `<Code ` + id + ` name="a" isCodable="true"/>`
	for _, c := range []struct {
		name, doc string
		valid     bool
	}{
		{"one code", wrap(`<Codes>` + code + `</Codes>`), true},
		{"empty sets", wrap(`<Codes>` + code + `</Codes><Sets/>`), false},
		{"no codes", wrap(`<Codes/>`), false},
		{"no guid", wrap(`<Codes><Code name="a" isCodable="true"/></Codes>`), false},
		{"a colour of eight digits", wrap(`<Codes><Code ` + id + ` name="a" isCodable="true" color="#FF112233"/></Codes>`), false},
		{"the description last", wrap(`<Codes><Code ` + id + ` name="a" isCodable="true">` + code + `<Description/></Code></Codes>`), false},
		{"the same guid twice", wrap(`<Codes>` + code + code + `</Codes>`), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if law := invalidQDC([]byte(c.doc)); (law == "") != c.valid {
				t.Errorf("invalidQDC() = %q, want valid %v", law, c.valid)
			}
		})
	}
}

// xmllint checks a document against the standard's own schema where both are at hand.
func xmllint(t *testing.T, doc []byte) {
	t.Helper()
	tool, err := exec.LookPath("xmllint")
	if err != nil || !fileExists(sample("codebook.xsd")) {
		return
	}
	path := filepath.Join(t.TempDir(), "out.qdc")
	if err := os.WriteFile(path, doc, 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(tool, "--noout", "--nonet", "--schema", sample("codebook.xsd"), path).CombinedOutput(); err != nil {
		t.Errorf("xmllint: %v\n%s", err, out)
	}
}
