package search

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"throughline/app"
	"throughline/app/ask"
)

// playbook is the templates of the workspace as they are searched: some dozens of texts, read once and looked through for each question.
// The full-text index leaves them out: it ranks what people said.
type playbook struct {
	mu   sync.Mutex
	read bool
	all  []app.Template
}

// forget lets the templates be read anew.
func (p *playbook) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.read, p.all = false, nil
}

func (p *playbook) templates(ctx context.Context, s app.PaperStore) ([]app.Template, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.read {
		all, err := app.Papers[app.Template](ctx, s, app.PaperQuery{Kind: app.KindTemplate})
		if err != nil {
			return nil, err
		}
		p.read, p.all = true, all
	}
	return p.all, nil
}

// standards finds the templates that have the words asked for: those whose name has them first, then in the order in which they were made;
// retired ones last. They belong to no study: a question that is narrowed to something of a study finds none.
func (s *Service) standards(ctx context.Context, q app.SearchQuery, asked ask.Query, limit int) (app.SearchPage, error) {
	page := app.SearchPage{Kind: app.KindTemplate}
	n := q.Narrow
	if asked.Words() == "" || len(asked.Hints) > 0 || len(n.Kinds) > 0 && !slices.Contains(n.Kinds, app.KindTemplate) ||
		len(n.Studies)+len(n.Products)+len(n.Regions)+len(n.Segments)+len(n.Tags) > 0 || n.From != "" || n.To != "" {
		return page, nil
	}
	all, err := s.playbook.templates(ctx, s.Store)
	if err != nil {
		return page, err
	}
	for i := range all {
		t := &all[i]
		body := words(t)
		title := t.Name + " " + string(t.Kind)
		if !asked.In(title + "\n" + t.About + "\n" + body) {
			continue
		}
		h := app.Hit{Kind: app.KindTemplate, ID: string(t.ID), Title: t.Name, Detail: fmt.Sprintf("%s, version %d", t.Kind.Word(), t.Latest().Number), Date: app.DateOf(t.Modified), Row: -1}
		h.Snippet, h.Marks = asked.Snippet(t.About + "\n" + body)
		if asked.In(title) {
			h.Score++
		}
		if t.Retired {
			h.Score -= 2
		}
		page.Hits = append(page.Hits, h)
	}
	slices.SortStableFunc(page.Hits, func(a, b app.Hit) int { return int(b.Score - a.Score) })
	page.Found = len(page.Hits)
	page.Hits = page.Hits[:min(limit, len(page.Hits))]
	return page, nil
}

// words is what a template says; of a screener or codebook without the signs of its JSON.
func words(t *app.Template) string {
	body := t.Latest().Body
	if t.Kind == app.TemplateScreener || t.Kind == app.TemplateCodebook {
		body = strings.Join(strings.Fields(jsonSigns.Replace(body)), " ")
	}
	return body
}

var jsonSigns = strings.NewReplacer(`"text":`, "", `"name":`, "", `"definition":`, "", `"`, "", "{", "", "}", "", "[", "", "]", "", "\n", " ")
