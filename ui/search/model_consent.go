package search

import (
	"context"

	"throughline/app"
	engine "throughline/app/search"
)

// loadAllowed asks for all results at once what those who are heard in them allowed.
func (m *Model) loadAllowed(all []engine.Result) {
	if m.Allowed == nil {
		return
	}
	m.heard.Load(func(ctx context.Context) (map[place]app.Allowed, error) {
		allowed, err := m.Allowed(ctx, all)
		out := make(map[place]app.Allowed, len(allowed))
		for i, a := range allowed {
			out[place{all[i].Ref(), all[i].Span}] = a
		}
		return out, err
	}, func(out map[place]app.Allowed, err error) {
		if err == nil {
			m.allowed = out
			m.changed()
		}
	})
}

// AllowedOf is what those who are heard in a result allowed; the zero value where nobody is asked.
func (m *Model) AllowedOf(r *engine.Result) app.Allowed { return m.allowed[place{r.Ref(), r.Span}] }
