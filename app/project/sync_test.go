package project_test

import (
	"testing"
	"time"
	"unicode/utf16"

	"throughline/app"
	"throughline/app/apptest"
	"throughline/app/project"
	"throughline/app/qda"
)

// Sync points stand where their letters do, whatever a transcript is encoded as.
func TestImport_PlacesSyncPointsInTheTextAsItReads(t *testing.T) {
	const words = "Es läutete zweimal.\r\nDann kam Zoë herein.\r\nUnd ging wieder."
	little := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(words)) {
		little = append(little, byte(u), byte(u>>8))
	}
	for name, plain := range map[string][]byte{"UTF-8": []byte(words), "UTF-8 with its mark": []byte("\ufeff" + words), "UTF-16": little} {
		t.Run(name, func(t *testing.T) {
			b := apptest.New(t)
			at := func(n int64) *int64 { return &n }
			text := qda.Source{GUID: "11111111-1111-1111-1111-111111111112", Name: "Talk", Kind: qda.Text, Text: qda.Plain(words), Plain: plain, PlainPath: "internal://talk.txt"}
			p := &qda.Project{Format: "qdpx", Name: "Calls", Sources: []qda.Source{{GUID: "11111111-1111-1111-1111-111111111111", Name: "Call", Kind: qda.Audio, Path: "internal://call.mp3",
				Transcripts: []qda.Transcript{{Source: text, Sync: []qda.SyncPoint{{GUID: "11111111-1111-1111-1111-111111111113", At: at(0), Position: at(0)},
					{GUID: "11111111-1111-1111-1111-111111111114", At: at(2500), Position: at(20)}, {GUID: "11111111-1111-1111-1111-111111111115", At: at(6000), Position: at(41)}}}}}}}
			done := imported(t, service(b), p, project.Options{File: "calls.qdpx"})
			rows, err := b.Store.Interviews(t.Context(), done.Study, app.Page{})
			if err != nil || len(rows) != 1 {
				t.Fatal(rows, err)
			}
			tr, err := b.Store.Transcript(t.Context(), rows[0].ID)
			if err != nil || len(tr.Cues) != 3 {
				t.Fatalf("cues are %+v (%v)", tr, err)
			}
			for i, want := range []string{"Es läutete zweimal.", "Dann kam Zoë herein.", "Und ging wieder."} {
				c := tr.Cues[i]
				if got := tr.Text[c.Start:c.End]; got != want || c.From != []time.Duration{0, 2500 * time.Millisecond, 6 * time.Second}[i] {
					t.Errorf("at %v is %q, want %q", c.From, got, want)
				}
			}
		})
	}
}
