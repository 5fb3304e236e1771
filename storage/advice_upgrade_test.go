package storage

import (
	"context"
	"testing"

	"throughline/app"
)

// A file from before recommendations were nouns: an insight with advice, one without, and the steps that wrote them.
func TestMigrate_MakesRecommendationsOfTheFieldThatInsightsHad(t *testing.T) {
	ctx := context.Background()
	db, open := before(t, "_advice")
	const line = `{"kind":"insight","after":{"id":"a","title":"Claim","recommendation":"Invite the gardener.","status":"draft","order":1,` +
		`"author":"ana","created":"1970-01-01T00:00:01Z","modified":"1970-01-01T00:00:01Z"}}` + "\n"
	payload := pack([]byte(line))
	for _, x := range []struct {
		sql  string
		args []any
	}{
		{`INSERT INTO insight (id, guid, title, body, recommendation, owner, status, place, author, created, modified)
			VALUES (7, 'a', 'Claim', '', ' Invite the gardener.', 'Mara', 'draft', 1, 'ana', 1000, 1000), (8, 'b', 'Other', '', ' ', '', 'draft', 2, 'ana', 1000, 1000)`, nil},
		{`INSERT INTO insight_text (rowid, title, body, recommendation) VALUES (7, 'claim', '', 'invite the gardener'), (8, 'other', '', '')`, nil},
		{`INSERT INTO journal (guid, label, author, at, batch, state, changes, payload) VALUES ('step', 'Write insight', 'ana', 1000, '', 0, 1, ?)`, []any{payload}},
		{`UPDATE insight SET owner = '' WHERE id = 7`, nil},
	} {
		if _, err := db.Exec(x.sql, x.args...); err != nil {
			t.Fatal(err)
		}
	}
	s := open()
	got, err := s.Recommendations(ctx, "")
	if err != nil || len(got) != 1 || got[0].Text != "Invite the gardener." || len(got[0].Insights) != 1 || got[0].Insights[0] != "a" ||
		got[0].Status != app.Proposed || got[0].Kind != app.ToDo || len(got[0].ID) != 36 || got[0].Validate() != nil {
		t.Fatalf("Recommendations() = %+v, %v", got, err)
	}
	if report, err := s.Check(ctx, nil); err != nil || !report.OK {
		t.Errorf("Check() = %+v, %v", report, err)
	}
	// The step that wrote the insight can still be taken back and done again; the recommendation waits for it.
	if _, err := s.Revert(ctx, 1); err != nil {
		t.Fatalf("undo of the old step: %v", err)
	}
	if _, err := s.Reapply(ctx, 1); err != nil {
		t.Fatalf("redo of the old step: %v", err)
	}
	if rows, err := s.Insights(ctx, ""); err != nil || len(rows) != 2 || len(rows[0].Advice) != 1 {
		t.Errorf("Insights() = %+v, %v", rows, err)
	}
}
