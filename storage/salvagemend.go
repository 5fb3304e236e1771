package storage

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"throughline/app"
)

// places says where texts and interviews belong, and which findings do not say what their text says.
type places struct {
	interviews map[string]app.InterviewID // of transcripts
	studies    map[string]app.StudyID     // of interviews
	amiss      map[string]bool            // findings
}

// read asks the raw file.
func (p *places) read(ctx context.Context, q querier) error {
	p.interviews, p.studies, p.amiss = map[string]app.InterviewID{}, map[string]app.StudyID{}, map[string]bool{}
	if err := each(ctx, q, func(row scanner) error {
		var text, interview, study string
		err := row.Scan(&text, &interview, &study)
		p.interviews[text], p.studies[interview] = app.InterviewID(interview), app.StudyID(study)
		return err
	}, `SELECT t.guid, i.guid, s.guid FROM transcript t JOIN interview i ON i.id = t.interview_id JOIN study s ON s.id = i.study_id`); err != nil {
		return err
	}
	amiss, err := texts(ctx, q, `SELECT f.guid FROM finding f JOIN transcript t ON t.id = f.transcript_id
		WHERE f.quote <> '' AND substr(CAST(t.text AS BLOB), f.start_byte + 1, f.end_byte - f.start_byte) IS NOT CAST(f.quote AS BLOB)`)
	for _, guid := range amiss {
		p.amiss[guid] = true
	}
	return err
}

// mend makes of a record that was read what the laws ask, and tells of what stays lost.
func (m *merger) mend(ctx context.Context, r app.Record) error {
	switch r := r.(type) {
	case *app.Transcript:
		return m.mendText(ctx, r)
	case *app.Finding:
		if i, ok := m.interviews[string(r.Transcript)]; ok {
			r.Interview, r.Study = i, m.studies[string(i)]
		}
		if m.amiss[string(r.ID)] {
			return m.replace(ctx, r)
		}
	case *app.Source:
		if len(r.Data) == 0 {
			m.report.Gone = append(m.report.Gone, "The original file “"+r.Name+"” is lost.")
		}
	}
	return nil
}

// mendText puts the quotes of findings back into the gaps of a text.
func (m *merger) mendText(ctx context.Context, t *app.Transcript) error {
	gaps := m.raw.torn[string(t.ID)]
	if len(gaps) == 0 {
		return nil
	}
	text := []byte(t.Text)
	if err := each(ctx, m.raw.db, func(row scanner) error {
		var start, end int
		var quote string
		if err := row.Scan(&start, &end, &quote); err != nil {
			return err
		}
		for _, g := range gaps {
			for i := max(g.from, start); i < min(g.to, end, len(text), start+len(quote)); i++ {
				text[i] = quote[i-start]
			}
		}
		return nil
	}, "SELECT f.start_byte, f.end_byte, f.quote FROM finding f JOIN transcript t ON t.id = f.transcript_id WHERE t.guid = ? AND f.quote <> '' AND f.start_byte >= 0",
		string(t.ID)); err != nil {
		return err
	}
	for i := 0; i < len(text); { // quotes end where gaps do not
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			text[i] = ' '
		}
		i += n
	}
	t.Text = string(text)
	lost := 0
	for _, g := range gaps {
		lost += g.to - g.from
	}
	m.report.Gone = append(m.report.Gone, fmt.Sprintf("A transcript of %s has %s of %s in all, filled with spaces and the quotes of findings.",
		app.Count(len(t.Text), "character"), app.Count(len(gaps), "gap"), app.Count(lost, "character")))
	return nil
}

// replace finds the place of a finding whose words are not what the text says there: where they stand once, where the text differs
// in some signs only, which then counts, or nowhere, and then they are kept as a note.
func (m *merger) replace(ctx context.Context, f *app.Finding) error {
	if f.Transcript == "" || f.Quote == "" {
		return nil
	}
	r, err := m.store.Find(ctx, app.Ref{Kind: app.KindTranscript, ID: string(f.Transcript)})
	if app.CodeOf(err) == app.ENotFound {
		return nil // it waits, and is loosened
	}
	if err != nil {
		return err
	}
	text := r.(*app.Transcript).Text
	inside := f.Start >= 0 && f.End <= len(text) && f.Start < f.End
	switch {
	case inside && text[f.Start:f.End] == f.Quote: // the text was mended
	case strings.Count(text, f.Quote) == 1:
		f.Start = strings.Index(text, f.Quote)
		f.End = f.Start + len(f.Quote)
	case inside && alike(text[f.Start:f.End], f.Quote):
		f.Quote = text[f.Start:f.End]
	default:
		f.Note = quoted(f.Quote, f.Note)
		f.Transcript, f.Quote, f.Before, f.After, f.Span = "", "", "", "", app.Span{}
	}
	return nil
}

// alike reports whether two texts of one length differ in less than a fifth of their bytes, and a is whole signs.
func alike(a, b string) bool {
	if len(a) != len(b) || !utf8.ValidString(a) {
		return false
	}
	other := 0
	for i := range len(a) {
		if a[i] != b[i] {
			other++
		}
	}
	return 5*other < len(a)
}
