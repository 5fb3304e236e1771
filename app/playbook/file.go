package playbook

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"throughline/app"
)

// Portable is a template as a JSON file has it.
type Portable struct {
	Kind     app.TemplateKind `json:"kind"`
	Name     string           `json:"name"`
	About    string           `json:"about,omitempty"`
	Owner    string           `json:"owner,omitempty"`
	Language string           `json:"language,omitempty"`
	Version  int              `json:"version,omitempty"` // of the workspace it comes from
	Note     string           `json:"note,omitempty"`
	Text     string           `json:"text,omitempty"`     // Markdown
	Screener *app.Screener    `json:"screener,omitempty"` // of a screener
	Codebook *Codes           `json:"codebook,omitempty"` // of a codebook
}

// bundle is a JSON file of several templates.
type bundle struct {
	Templates []Portable `json:"templates"`
}

// maxFile bounds a file of templates, in bytes.
const maxFile = 8 << 20

// WriteMarkdown writes a template as Markdown with a head of its kind, name and purpose. Returns EUnsupported for a screener or codebook.
func WriteMarkdown(w io.Writer, t *app.Template) error {
	if IsStructured(t.Kind) {
		return &app.Error{Code: app.EUnsupported, Message: "A " + string(t.Kind) + " is not written as Markdown.", Hint: "Choose JSON."}
	}
	var b strings.Builder
	b.WriteString("---\n")
	for _, f := range []struct{ name, text string }{{"kind", string(t.Kind)}, {"name", t.Name}, {"about", t.About}, {"owner", t.Owner}, {"language", t.Language},
		{"version", app.Number(t.Latest().Number)}, {"note", t.Latest().Note}} {
		if text := strings.Join(strings.Fields(f.text), " "); text != "" {
			fmt.Fprintf(&b, "%s: %s\n", f.name, text)
		}
	}
	b.WriteString("---\n\n")
	b.WriteString(strings.TrimSuffix(t.Latest().Body, "\n") + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteJSON writes templates as one JSON file, with the text that holds.
func WriteJSON(w io.Writer, all ...app.Template) error {
	var out bundle
	for i := range all {
		t, v := &all[i], all[i].Latest()
		p := Portable{Kind: t.Kind, Name: t.Name, About: t.About, Owner: t.Owner, Language: t.Language, Version: v.Number, Note: v.Note}
		switch t.Kind {
		case app.TemplateScreener:
			sc, err := ReadScreener(v.Body)
			if err != nil {
				return err
			}
			p.Screener = &sc
		case app.TemplateCodebook:
			c, err := ReadCodes(v.Body)
			if err != nil {
				return err
			}
			p.Codebook = &c
		default:
			p.Text = v.Body
		}
		out.Templates = append(out.Templates, p)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

// ReadFile reads the templates of a Markdown or JSON file, at least one. A Markdown file without a head is a study plan called by its
// first heading, or by the file. Returns EUnsupported for another ending, EInvalid for a file that holds none.
func ReadFile(name string, data []byte) ([]Draft, error) {
	if len(data) > maxFile {
		return nil, &app.Error{Code: app.ETooLarge, Path: name, Message: name + " is too large for templates.", Hint: "Is it a template?"}
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".md", ".markdown", ".txt":
		d, err := readMarkdown(name, string(data))
		if err != nil {
			return nil, err
		}
		return []Draft{d}, nil
	case ".json":
		return readJSON(name, data)
	}
	return nil, &app.Error{Code: app.EUnsupported, Path: name, Message: name + " is no file of templates.", Hint: "Templates are read from Markdown (.md) and JSON (.json)."}
}

func readMarkdown(name, text string) (d Draft, err error) {
	text = strings.ToValidUTF8(strings.TrimPrefix(text, "\ufeff"), "\ufffd")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	d = Draft{Kind: app.TemplatePlan, Name: strings.TrimSuffix(name, filepath.Ext(name))}
	if rest, ok := strings.CutPrefix(text, "---\n"); ok {
		if head, body, found := strings.Cut(rest, "\n---\n"); found {
			text = strings.TrimLeft(body, "\n")
			for line := range strings.Lines(head) {
				key, value, _ := strings.Cut(line, ":")
				d.set(strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value))
			}
		}
	} else if title, ok := strings.CutPrefix(text, "# "); ok {
		title, _, _ = strings.Cut(title, "\n")
		d.Name = strings.TrimSpace(title)
	}
	d.Body = text
	return d, d.check(name)
}

// set takes in a line of the head of a Markdown file.
func (d *Draft) set(key, value string) {
	switch key {
	case "kind":
		d.Kind = app.TemplateKind(strings.ToLower(value))
	case "name":
		d.Name = value
	case "about":
		d.About = value
	case "owner":
		d.Owner = value
	case "language":
		d.Language = value
	case "note":
		d.Note = value
	}
}

// check refuses what is no template.
func (d *Draft) check(file string) error {
	if !slices.Contains(app.TemplateKinds(), d.Kind) {
		return &app.Error{Code: app.EInvalid, Path: file, Message: fmt.Sprintf("%s holds a template of no known kind: “%s”.", file, d.Kind), Hint: "The kinds are " + kindWords() + "."}
	}
	if strings.TrimSpace(d.Name) == "" {
		return &app.Error{Code: app.EInvalid, Path: file, Message: "A template of " + file + " has no name.", Hint: "Give it a name."}
	}
	return checkBody(d.Kind, d.Body)
}

func kindWords() string {
	var words []string
	for _, k := range app.TemplateKinds() {
		words = append(words, string(k))
	}
	return strings.Join(words, ", ")
}

func readJSON(name string, data []byte) ([]Draft, error) {
	var file struct {
		bundle
		Portable
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, &app.Error{Code: app.EInvalid, Path: name, Message: name + " cannot be read as JSON.", Hint: "Export a template to see what such a file looks like.", Err: err}
	}
	all := file.Templates
	if len(all) == 0 && file.Portable.Kind != "" {
		all = []Portable{file.Portable}
	}
	if len(all) == 0 {
		return nil, &app.Error{Code: app.EInvalid, Path: name, Message: name + " holds no template.", Hint: "Export a template to see what such a file looks like."}
	}
	var out []Draft
	for _, p := range all {
		d := Draft{Kind: p.Kind, Name: p.Name, About: p.About, Owner: p.Owner, Language: p.Language, Note: p.Note, Body: p.Text}
		switch {
		case p.Screener != nil:
			d.Body = Body(p.Screener)
		case p.Codebook != nil:
			d.Body = Body(p.Codebook)
		}
		if err := d.check(name); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// Imported says what an import did.
type Imported struct {
	New     int `json:"new"`
	Changed int `json:"changed"` // got another version
	Same    int `json:"same"`    // said the same already
}

// Import puts templates into the workspace as one step: a new one is made, one of the same kind and name gets the text as its next
// version unless it says that already. from names where they come from, in the history.
func (s *Service) Import(ctx context.Context, from string, drafts []Draft) (Imported, error) {
	have, err := s.templates(ctx)
	if err != nil {
		return Imported{}, err
	}
	var done Imported
	cs := s.Hand.Begin("Import templates of " + from)
	var made []app.Template
	for _, d := range drafts {
		if same(made, d.Kind, d.Name) != nil {
			continue // twice in the file: the first counts
		}
		old := same(have, d.Kind, d.Name)
		var t *app.Template
		switch {
		case old == nil:
			if t, err = s.made(d); err == nil {
				cs.Create(t)
				done.New++
			}
		case old.Latest().Body == d.Body:
			t = old
			done.Same++
		default:
			note := d.Note
			if note == "" {
				note = "From " + from
			}
			if t, err = s.next(old, d.Body, note); err == nil {
				cs.Update(old, t)
				done.Changed++
			}
		}
		if err != nil {
			return Imported{}, err
		}
		made = append(made, *t)
	}
	if len(cs.Changes) == 0 {
		return done, nil
	}
	return done, s.Log.Commit(ctx, cs)
}
