package report

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/zlib"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"throughline/app"
)

// Manifest says what a report was made from, so that it can be made again and compared. It travels inside the file and holds nobody's words: names of insights
// and themes, numbers of evidence, and fingerprints.
type Manifest struct {
	Version int    `json:"version"` // of the manifest, 1
	Recipe  Recipe `json:"recipe"`
	Hash    string `json:"hash"` // of all the data, see Document.Hash
	Parts   []Part `json:"parts"`
}

// Part is a figure, quote or section of a report with the question it answers and a fingerprint of the data that answered it.
type Part struct {
	Query string `json:"query"` // "insight:…", "theme:…", "finding:…" and the record's ID, or what is counted; unique in a report
	Name  string `json:"name"`  // as the report calls it: "Insight 1: People wait", "E-7K3QD"
	Hash  string `json:"hash"`  // SHA-256 of the data, lower-case hex

	Withheld bool `json:"withheld,omitempty"` // a passage that may not be quoted

	record string // as Query, by the id of the record here, where Query has another one; it does not leave
}

// Recipe is a Spec without what belongs to one run.
type Recipe struct {
	Study     app.StudyID      `json:"study,omitempty"`
	Find      app.FindingQuery `json:"find,omitzero"`
	Scope     string           `json:"scope,omitempty"`
	Published Version          `json:"published,omitzero"`
	Title     string           `json:"title,omitempty"`
	Author    string           `json:"author,omitempty"`
	Date      app.Date         `json:"date,omitempty"`
	Audience  string           `json:"audience,omitempty"`
	Sections  []Section        `json:"sections,omitempty"`
	Insights  []app.InsightID  `json:"insights"` // null for all
	Paper     Paper            `json:"paper,omitempty"`
	MaxQuotes int              `json:"max_quotes,omitempty"`
	Readers   app.Audience     `json:"readers,omitempty"`
	Order     []Section        `json:"order,omitempty"`
	Outline   string           `json:"outline,omitempty"`
	Language  Language         `json:"language,omitempty"`
	Studies   []app.StudyID    `json:"studies,omitempty"`
	Depth     Depth            `json:"depth,omitempty"`
	Naming    Naming           `json:"naming,omitempty"`
	Brand     Brand            `json:"brand,omitzero"`
}

func (s Spec) recipe() Recipe {
	return Recipe{s.Study, s.Find, s.Scope, s.Published, s.Title, s.Author, s.Date, s.Audience, s.Sections, s.Insights, s.Paper, s.MaxQuotes, s.Readers, s.Order, s.Outline, s.Language, s.Studies, s.Depth, s.Naming, s.Brand}
}

// Spec is the report to make again.
func (r Recipe) Spec() Spec {
	return Spec{Study: r.Study, Find: r.Find, Scope: r.Scope, Published: r.Published, Title: r.Title, Author: r.Author, Date: r.Date, Audience: r.Audience,
		Sections: r.Sections, Insights: r.Insights, Paper: r.Paper, MaxQuotes: r.MaxQuotes, Readers: r.Readers,
		Order: append([]Section{}, r.Order...), Outline: r.Outline, Language: r.Language, Studies: r.Studies, Depth: r.Depth, Naming: r.Naming, Brand: r.Brand} // not nil: the outline of then, or none
}

// parts are the figures, quotes and sections with their fingerprints, in the order of the report.
func (m *material) parts() ([]Part, error) {
	var out []Part
	add := func(query, name string, data ...any) error {
		f := newFingerprint()
		for _, d := range data {
			if err := f.add(query, d); err != nil {
				return err
			}
		}
		out = append(out, Part{Query: query, Name: name, Hash: f.sum()})
		return nil
	}
	if m.chosen != nil {
		if err := add("chosen", "The findings of the query", m.chosen.words, m.chosen.all, m.chosen.asked, m.chosen.segments); err != nil {
			return nil, err
		}
	}
	for i, in := range m.insights {
		level, reasons, change := m.judge(in)
		data := []any{in, level, reasons, change, m.decidedWith(in.ID)}
		if told := m.besideTold(in.ID); len(told) > 0 {
			data = append(data, told)
		}
		if err := add("insight:"+string(in.ID), fmt.Sprintf("Insight %d: %s", i+1, oneLine(in.Title)), data...); err != nil {
			return nil, err
		}
	}
	for _, t := range m.themesShown() {
		if err := add("theme:"+string(t.ID), "Theme: "+oneLine(t.Name), t, m.askedFor(t.Study), m.spec.Asked[string(t.ID)]); err != nil {
			return nil, err
		}
	}
	for _, x := range []struct {
		query, name string
		data        any
	}{{"tags", "Tags", m.tags}, {"asked", "Who was asked what", m.spec.Asked}, {"figures", "In numbers", m.figuresTold()}, {"interviews", "Sample: interviews", m.interviews}, {"participants", "Sample: people", m.participants}} {
		if err := add(x.query, x.name, x.data); err != nil {
			return nil, err
		}
	}
	for _, id := range m.cites.order {
		if err := add("finding:"+string(m.cites.proof[id]), m.cites.number[id], m.findings[id]); err != nil {
			return nil, err
		}
		last := &out[len(out)-1]
		last.Withheld, last.record = m.withheld[id], "finding:"+string(id)
	}
	return out, nil
}

// Drift is a part of a report that the workspace tells otherwise by now.
type Drift struct {
	What string `json:"what"` // Changed, Gone, New or Withdrawn
	Name string `json:"name"` // as the report called it, or calls it now

	Query string `json:"query,omitempty"` // of its Part, with the id that the record has here
}

// What can have become of a part.
const (
	Changed   = "changed"
	Gone      = "gone"
	New       = "new"
	Withdrawn = "withdrawn" // a passage that was quoted may not be read any more: consent was withdrawn, ended, or is not recorded
)

// Check makes the report of a manifest again, from the store as it is now, and says what has drifted: nothing where the same choices give the same report.
// spec is that of the manifest's Recipe with what the study knows. Returns ENotFound if its study or version is gone, and the store's errors.
func Check(ctx context.Context, store Store, old *Manifest, spec Spec) ([]Drift, error) {
	d, err := Compose(ctx, store, spec)
	if err != nil {
		return nil, err
	}
	var out []Drift
	now := make(map[string]Part, len(d.Manifest.Parts))
	for _, p := range d.Manifest.Parts {
		now[p.Query] = p
	}
	for _, p := range old.Parts {
		n, ok := now[p.Query]
		switch {
		case !ok:
			out = append(out, Drift{Gone, p.Name, p.Query})
		case n.Withheld && !p.Withheld:
			out = append(out, Drift{Withdrawn, p.Name, cmp.Or(n.record, p.Query)})
		case n.Hash != p.Hash:
			out = append(out, Drift{Changed, p.Name, cmp.Or(n.record, p.Query)})
		}
		delete(now, p.Query)
	}
	for _, p := range d.Manifest.Parts {
		if _, ok := now[p.Query]; ok {
			out = append(out, Drift{New, p.Name, cmp.Or(p.record, p.Query)})
		}
	}
	if len(out) == 0 && old.Hash != d.Hash {
		out = append(out, Drift{Changed, "Counts that stand in no part of their own", ""})
	}
	return out, nil
}

// ManifestName is what the manifest is called inside a file.
const ManifestName = "throughline-report.json"

// The marks round the manifest in web pages and Markdown.
const (
	htmlMark = `<script type="application/json" id="throughline-report">`
	mdMark   = "<!-- throughline-report: "
)

// Encoded is the manifest as JSON in which no sign of markup stands.
func (m *Manifest) Encoded() ([]byte, error) { return json.Marshal(m) }

// InHTML is the manifest as part of a web page.
func (m *Manifest) InHTML() (string, error) {
	data, err := m.Encoded()
	return htmlMark + string(data) + "</script>", err
}

// InMarkdown is the manifest as a comment.
func (m *Manifest) InMarkdown() (string, error) {
	data, err := m.Encoded()
	return mdMark + base64.StdEncoding.EncodeToString(data) + " -->", err
}

// mostManifest bounds what is unpacked of a file that claims to be a report.
const mostManifest = 256 << 20

// ReadManifest finds the manifest in a report: PDF, web page, .docx or Markdown. Returns EUnsupported for files that have none.
func ReadManifest(file []byte) (*Manifest, error) {
	data := manifestIn(file)
	m := new(Manifest)
	if data == nil || json.Unmarshal(data, m) != nil || m.Version != 1 {
		return nil, &app.Error{Code: app.EUnsupported, Message: "This file does not say what it was made from.", Hint: "Choose a report that Throughline wrote: PDF, web page, Word, Markdown or the metric sheet."}
	}
	return m, nil
}

func manifestIn(file []byte) []byte {
	switch {
	case bytes.HasPrefix(file, []byte("%PDF")):
		return attached(file)
	case bytes.HasPrefix(file, []byte("PK")):
		return packed(file)
	}
	if _, rest, ok := bytes.Cut(file, []byte(htmlMark)); ok {
		data, _, _ := bytes.Cut(rest, []byte("</script>"))
		return data
	}
	// The last one counts: what is quoted before it is not the report's own.
	if i := bytes.LastIndex(file, []byte(mdMark)); i >= 0 {
		text, _, _ := strings.Cut(string(file[i+len(mdMark):]), " -->")
		data, err := base64.StdEncoding.DecodeString(text)
		if err == nil {
			return data
		}
	}
	return nil
}

// attached unpacks the file that is attached to a PDF.
func attached(file []byte) []byte {
	_, rest, ok := bytes.Cut(file, []byte("/Type /EmbeddedFile"))
	if !ok {
		return nil
	}
	_, rest, ok = bytes.Cut(rest, []byte("stream\n"))
	if !ok {
		return nil
	}
	z, err := zlib.NewReader(bytes.NewReader(rest))
	if err != nil {
		return nil
	}
	data, err := io.ReadAll(io.LimitReader(z, mostManifest))
	if err != nil {
		return nil
	}
	return data
}

// packed reads the manifest of a .docx or .xlsx.
func packed(file []byte) []byte {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil
	}
	i := slices.IndexFunc(z.File, func(f *zip.File) bool { return f.Name == ManifestName || f.Name == sheetProperties })
	if i < 0 {
		return nil
	}
	f, err := z.File[i].Open()
	if err != nil {
		return nil
	}
	data, err := io.ReadAll(io.LimitReader(f, mostManifest))
	switch {
	case err != nil:
		return nil
	case z.File[i].Name == sheetProperties:
		return inProperties(data)
	}
	return data
}
