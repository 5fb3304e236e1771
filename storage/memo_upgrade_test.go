package storage

import (
	"context"
	"testing"
	"time"

	"throughline/app"
)

func TestMigrate_BringsAFileWithoutMemosUpToDate(t *testing.T) {
	ctx := context.Background()
	db, open := before(t, "_memos")
	if _, err := db.Exec(`INSERT INTO participant (guid, code, code_key, segment, note, author, created, modified)
		VALUES ('person', 'P01', 'P01', '', '', 'ana', 0, 0)`); err != nil {
		t.Fatal(err)
	}
	s := open()
	cs := app.NewChangeSet("Write memo", "ana", time.Unix(0, 0))
	cs.Create(&app.Memo{ID: "m", Kind: app.MemoFree, Text: "About [[p01]].", Stamp: app.NewStamp("ana", time.Unix(0, 0))})
	if _, err := s.Apply(ctx, cs); err != nil {
		t.Fatal(err)
	}
	if rows, err := s.MemoBacklinks(ctx, app.Ref{Kind: app.KindParticipant, ID: "person"}); err != nil || len(rows) != 1 {
		t.Errorf("MemoBacklinks() = %v, %v", rows, err)
	}
	if report, err := s.Check(ctx, nil); err != nil || !report.OK {
		t.Errorf("Check() = %+v, %v", report, err)
	}
}
