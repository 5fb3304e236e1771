package refi

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"throughline/app"
	"throughline/app/qda"
)

// files reads what the sources and notes of a project name, and places the selections in their texts.
func (z *archive) files(p *qda.Project) error {
	missing, elsewhere := 0, 0
	each := func(s *qda.Source) error {
		if err := z.ctx.Err(); err != nil {
			return err
		}
		lost, outside, err := z.of(s)
		missing += lost
		elsewhere += outside
		return err
	}
	for _, list := range [][]qda.Source{p.Sources, p.Notes} {
		for i := range list {
			if err := texts(&list[i], each); err != nil {
				return err
			}
		}
	}
	if err := resolve(z.ctx, z.texts, p.Origin); err != nil {
		return err
	}
	if missing > 0 {
		p.Lost = append(p.Lost, app.Loss{Kind: "files", Count: missing, Degree: app.Dropped,
			Text: app.Count(missing, "file") + " that the project names " + isAre(missing) + " not in it."})
	}
	if elsewhere > 0 {
		p.Lost = append(p.Lost, app.Loss{Kind: "files elsewhere", Count: elsewhere, Degree: app.Aside,
			Text: app.Count(elsewhere, "file") + " " + isAre(elsewhere) + " kept outside the project and not opened: only the path is kept."})
	}
	if n := len(z.large); n > 0 {
		p.Lost = append(p.Lost, app.Loss{Kind: "large files", Count: n, Degree: app.Dropped, Text: fmt.Sprintf("%s left out, larger than %d MB each or %d MB together: %s.",
			app.Count(n, "recording or other file"), MaxFile>>20, MaxFiles>>20, some(z.large))})
	}
	unsure := 0
	for i := range p.Sources {
		_ = texts(&p.Sources[i], func(s *qda.Source) error {
			if s.Counts.Unsure {
				unsure += len(s.Selections)
				p.Warnings = append(p.Warnings, fmt.Sprintf("Position uncertain in %s: only %.0f %% of its selections begin and end where words do.", s.Name, 100*s.Counts.Score))
			}
			return nil
		})
	}
	if unsure > 0 {
		p.Lost = append(p.Lost, app.Loss{Kind: "positions", Count: unsure, Degree: app.Degraded, Text: app.Count(unsure, "selection") + " may stand some letters off: position uncertain."})
	}
	return nil
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// some lists a few names.
func some(names []string) string {
	if len(names) > 5 {
		return strings.Join(names[:5], ", ") + fmt.Sprintf(" and %d more", len(names)-5)
	}
	return strings.Join(names, ", ")
}

// texts does something with a source and every text in it.
func texts(s *qda.Source, do func(*qda.Source) error) error {
	if err := do(s); err != nil {
		return err
	}
	if s.Of != nil {
		if err := texts(s.Of, do); err != nil {
			return err
		}
	}
	for i := range s.Transcripts {
		if err := texts(&s.Transcripts[i].Source, do); err != nil {
			return err
		}
	}
	for i := range s.Selections {
		if of := s.Selections[i].Of; of != nil {
			if err := texts(of, do); err != nil {
				return err
			}
		}
	}
	return nil
}

// of reads the files of one source.
func (z *archive) of(s *qda.Source) (missing, elsewhere int, err error) {
	raw := s.Text
	if s.PlainPath != "" {
		data, found, err := z.member(s.PlainPath, true)
		if err != nil {
			return 0, 0, err
		}
		if s.Plain = data; found {
			if raw, err = plainText(data, ""); err != nil {
				return 0, 0, z.file.Fail(app.EInvalid, "holds a text that is none: "+s.PlainPath+".", "Export the project again in the program it comes from.", nil)
			}
			s.Inline = false
		} else {
			missing, elsewhere = count(missing, elsewhere, s.PlainPath)
		}
	}
	if s.Path != "" {
		data, found, err := z.member(s.Path, false)
		if err != nil {
			return 0, 0, err
		}
		if s.Data = data; !found {
			missing, elsewhere = count(missing, elsewhere, s.Path)
		}
	}
	if s.Kind == qda.Text {
		z.texts = append(z.texts, placed{source: s, raw: raw})
	}
	return missing, elsewhere, nil
}

// count adds a file that is not there: missing from the archive, or kept elsewhere.
func count(missing, elsewhere int, p string) (int, int) {
	if scheme, _, ok := strings.Cut(p, "://"); ok && scheme != "internal" {
		return missing, elsewhere + 1
	}
	return missing + 1, elsewhere
}

// member reads a file that a project names by a path. Paths outside the archive are never opened.
func (z *archive) member(p string, text bool) (data []byte, found bool, err error) {
	if z.pack == nil {
		return nil, false, nil
	}
	name := p
	if scheme, rest, ok := strings.Cut(p, "://"); ok {
		if scheme != "internal" {
			return nil, false, nil
		}
		name = rest
	}
	at := z.find(strings.TrimLeft(strings.ReplaceAll(name, `\`, "/"), "/"))
	if at == "" {
		return nil, false, nil
	}
	if text {
		data, err = z.whole(at)
	} else {
		data, err = z.some(at)
	}
	return data, true, err
}

// find looks for a member: in sources/, at its path, or under its name alone, whatever the case.
func (z *archive) find(name string) string {
	tries := []string{"sources/" + name, "Sources/" + name, name}
	if plain, err := url.PathUnescape(name); err == nil && plain != name {
		tries = append(tries, "sources/"+plain, plain)
	}
	for _, t := range tries {
		if z.pack.Has(t) {
			return t
		}
	}
	if z.byName == nil {
		z.byName = map[string]string{}
		for _, n := range z.pack.Names() {
			if key := strings.ToLower(path.Base(n)); z.byName[key] == "" {
				z.byName[key] = n
			}
		}
	}
	return z.byName[strings.ToLower(path.Base(name))]
}

// members keeps what nothing speaks of.
func (z *archive) members(p *qda.Project) error {
	if z.pack == nil {
		return nil
	}
	for _, n := range z.pack.Names() {
		if z.spoken[n] || n == restFile || n == sumFile {
			continue
		}
		read := z.some
		if strings.HasPrefix(n, ownFolder) {
			read = z.whole
		}
		data, err := read(n)
		if err != nil {
			return err
		}
		if data != nil {
			p.Members = append(p.Members, qda.Member{Path: n, Data: data})
		}
	}
	if z.pack.Unsafe > 0 {
		p.Lost = append(p.Lost, app.Loss{Kind: "unsafe names", Count: z.pack.Unsafe, Degree: app.Dropped,
			Text: app.Count(z.pack.Unsafe, "file") + " whose name leads outside the archive " + map[bool]string{true: "was", false: "were"}[z.pack.Unsafe == 1] + " left out."})
	}
	return nil
}

// Decoded is the text of a file, as UTF-8 with its byte order mark and line ends. Returns an error for what is no text.
func Decoded(data []byte) (string, error) { return plainText(data, "") }
