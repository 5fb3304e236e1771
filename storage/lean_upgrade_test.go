package storage

import (
	"context"
	"testing"

	"throughline/app"
)

// A file from before findings had fewer indexes: its findings stand in the order of their places, of those that begin
// together the shorter first.
func TestMigrate_KeepsTheOrderOfFindingsWithFewerIndexes(t *testing.T) {
	ctx := context.Background()
	db, open := before(t, "_lean")
	for _, line := range []string{
		`INSERT INTO study (id, guid, name, product, region, method, owner, goal, questions, guide, start_date, end_date, status, color, author, created, modified)
			VALUES (1, 's', 'Study', '', '', '', '', '', '[]', '[]', '', '', 'active', 1, 'ana', 1000, 1000)`,
		`INSERT INTO interview (id, guid, study_id, title, method, moderator, date, status, note, author, created, modified) VALUES (1, 'i', 1, 'P1', '', '', '', '', '', 'ana', 1000, 1000)`,
		`INSERT INTO finding (guid, study_id, interview_id, start_byte, end_byte, at_ns, stance, sentiment, severity, star, author, created, modified, speaker, before, after, quote, note)
			SELECT g.value ->> 0, 1, 1, g.value ->> 1, g.value ->> 2, -1, '', 0, 0, 0, 'ana', 1000, 1000, '', '', '', 'words', ''
			FROM json_each('[["d", 40, 50], ["b", 20, 25], ["c", 20, 25], ["a", 20, 30], ["e", 10, 12]]') g`,
	} {
		if _, err := db.Exec(line); err != nil {
			t.Fatal(err)
		}
	}
	s := open()
	rows, err := s.Findings(ctx, app.FindingQuery{Study: "s"})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, f := range rows {
		got += string(f.ID)
	}
	if want := "ebcad"; got != want {
		t.Errorf("findings come as %s, want %s", got, want)
	}
	left, err := texts(ctx, s.readers, "SELECT name FROM sqlite_schema WHERE name = 'finding_facet' OR name = 'finding_place' AND sql LIKE '%guid%'")
	if err != nil || len(left) > 0 {
		t.Errorf("left of what is not read any more: %v, %v", left, err)
	}
}
