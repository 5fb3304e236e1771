package metric_test

import (
	"context"

	"throughline/app"
)

// none is a store without anything in it.
type none struct{}

func (none) Papers(context.Context, app.PaperQuery) ([]app.Record, error) { return nil, nil }
func (none) Find(context.Context, app.Ref) (app.Record, error)            { return nil, app.NotFound("It") }
func (none) Dependants(context.Context, app.Ref) ([]app.Record, error)    { return nil, nil }
func (none) Studies(context.Context) ([]app.Study, error)                 { return nil, nil }
