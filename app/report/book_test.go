package report_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/report/reporttest"
)

func composeBook(t *testing.T, s report.Store, sp report.Spec) *report.Book {
	t.Helper()
	b, err := report.ComposeBook(context.Background(), s, sp)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Gather(t.Context()); err != nil {
		t.Fatal(err)
	}
	return b
}

// dumpBook writes a book as plain text, cells parted by bars.
func dumpBook(b *report.Book) string {
	var out strings.Builder
	fmt.Fprintf(&out, "BOOK %s | %s | %s | %s | %s\n", b.Title, b.Author, b.Subject, strings.Join(b.Keywords, ","), b.Date)
	for _, s := range b.Sheets {
		fmt.Fprintf(&out, "\n=== %s freeze=%d plain=%v\n", s.Name, s.Freeze, s.Plain)
		var head []string
		for _, c := range s.Columns {
			head = append(head, c.Title)
		}
		fmt.Fprintln(&out, strings.Join(head, " | "))
		for _, r := range s.Rows {
			var cells []string
			for _, v := range r {
				cells = append(cells, strings.ReplaceAll(dumpValue(v), "\n", "\\n"))
			}
			fmt.Fprintln(&out, strings.Join(cells, " | "))
		}
		for _, c := range s.Charts {
			fmt.Fprintf(&out, "chart %s of %s, columns %d and %d, %d rows, at %d,%d\n", c.Title, c.Sheet, c.Names, c.Values, c.Rows, c.Column, c.Row)
		}
	}
	return strings.ReplaceAll(out.String(), b.Hash, "HASH")
}

func dumpValue(v report.Value) string {
	if v.Formula != "" {
		plain := v
		plain.Formula = ""
		return dumpValue(plain) + " = " + v.Formula
	}
	switch v.Kind {
	case report.Blank:
		return ""
	case report.Text:
		return v.Text
	case report.Day:
		return fmt.Sprintf("d%g", v.Number)
	case report.Share:
		return fmt.Sprintf("%.3f", v.Number)
	case report.Clock:
		return fmt.Sprintf("t%.6f", v.Number)
	}
	return fmt.Sprintf("#%g", v.Number)
}

func TestComposeBook_Onboarding(t *testing.T) {
	golden(t, "onboarding-book.txt", dumpBook(composeBook(t, reporttest.Onboarding(), spec())))
}

func TestComposeBook_ShowsTheSameNumbersAsTheReport(t *testing.T) {
	s := reporttest.Onboarding()
	book := dumpBook(composeBook(t, s, spec()))
	for _, b := range compose(t, s, spec()).Blocks {
		if q, ok := b.(report.Quote); ok && !strings.Contains(book, q.Evidence+" | ") {
			t.Errorf("%s of the report is not in the book", q.Evidence)
		}
	}
}

func TestComposeBook_Withholds(t *testing.T) {
	sp := spec()
	sp.MayQuote = func(p app.ParticipantID) bool { return p != "p-0007" }
	got := dumpBook(composeBook(t, reporttest.Onboarding(), sp))
	if strings.Contains(got, "Nine days. I counted them") {
		t.Error("words of a person without consent are in the book")
	}
	for _, want := range []string{"Left out | 1 person has no consent", "[Not quoted: no consent to quotation]", "P07 | Admin | #1 | #3 | #2 | #6 | 0.333 = E#/F# | d46276 | no |"} {
		if !strings.Contains(got, want) {
			t.Errorf("the book lacks %q", want)
		}
	}
}

// refused is a store in which nothing is known of what P06 said, and P07 and once somebody beside P08 refused to be quoted.
type refused struct{ *reporttest.Store }

func (k refused) Findings(ctx context.Context, q app.FindingQuery) (kept []app.FindingRow, err error) {
	rows, err := k.Store.Findings(ctx, q)
	beside := false
	for _, f := range rows {
		if f.Participant == "p-0007" || f.Participant == "p-0008" && !beside {
			f.Withheld, beside = app.ConsentRefused, beside || f.Participant == "p-0008"
		}
		if f.Participant != "p-0006" {
			kept = append(kept, f)
		}
	}
	return kept, err
}

// Nothing tells that who said nothing may be quoted, and who was heard once with somebody who forbids it still may.
func TestComposeBook_SaysWhoMayBeQuotedByTheirPassages(t *testing.T) {
	s := refused{reporttest.Onboarding()}
	for study, want := range map[app.StudyID]string{"study-1": "P05 yes, P06 , P07 no, P08 yes", "": "P05 yes, P06 , P07 no, P08 no"} {
		sp := spec()
		sp.Study = study
		var got []string
		for _, sheet := range composeBook(t, s, sp).Sheets {
			for _, r := range sheet.Rows {
				if sheet.Name == "Participants and coverage" && r[0].Text >= "P05" && r[0].Text <= "P08" {
					got = append(got, r[0].Text+" "+r[8].Text)
				}
			}
		}
		if got := strings.Join(got, ", "); got != want {
			t.Errorf("study %q: %s, want %s", study, got, want)
		}
	}
}

func TestComposeBook_ExplainsEveryColumn(t *testing.T) {
	b := composeBook(t, reporttest.Onboarding(), report.Spec{})
	explained := map[string]bool{}
	for _, r := range b.Sheets[len(b.Sheets)-1].Rows {
		explained[r[0].Text+"/"+r[1].Text] = r[2].Text != ""
	}
	for _, s := range b.Sheets {
		for i, c := range s.Columns {
			person := s.Name == "Tags x participants" && i > 3
			if !s.Plain && s.Name != "Data dictionary" && !person && !explained[s.Name+"/"+c.Title] {
				t.Errorf("column %q of %q is not in the dictionary", c.Title, s.Name)
			}
		}
		for i, r := range s.Rows {
			if len(r) > len(s.Columns) {
				t.Errorf("%s row %d has %d cells for %d columns", s.Name, i, len(r), len(s.Columns))
			}
		}
	}
}

func TestComposeBook_ReadsPageByPage(t *testing.T) {
	s := reporttest.Big(reporttest.Size{People: 5, Findings: 12_000, Tags: 3})
	b := composeBook(t, s, report.Spec{Study: "study-1"})
	if len(b.Sheets[1].Rows) != 12_000 || s.FindingsHit != 7 {
		t.Errorf("%d rows in %d reads, want 12000 in 7", len(b.Sheets[1].Rows), s.FindingsHit)
	}
}

func TestComposeBook_EndsWithTheErrorOfWhoWrites(t *testing.T) {
	b, err := report.ComposeBook(t.Context(), reporttest.Big(reporttest.Size{People: 5, Findings: 12_000, Tags: 3}), report.Spec{})
	if err != nil {
		t.Fatal(err)
	}
	full := errors.New("the disk is full")
	rows := 0
	err = b.Sheets[1].Stream(t.Context(), func([]report.Value) error {
		if rows++; rows == 3000 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || rows != 3000 {
		t.Errorf("%d rows, %v; want 3000 and the error of who writes", rows, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.Sheets[1].Stream(ctx, func([]report.Value) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

func TestComposeBook_SaysOfHowMany(t *testing.T) {
	s := reporttest.Big(reporttest.Size{People: 300, Findings: 2000, Tags: 2000, Themes: 80})
	for i := range 210 {
		s.People[i].Attributes = []app.Attribute{{Name: fmt.Sprintf("Field %d", i), Value: "1"}}
	}
	got := dumpBook(composeBook(t, s, report.Spec{}))
	for _, want := range []string{"The first 250 of 300 participants have a column in Tags x participants", "The first 200 of 210 attributes have a column",
		"Themes, by people: the first 24 of 80 of"} {
		if !strings.Contains(got, want) {
			t.Errorf("the book lacks %q", want)
		}
	}
}

func TestComposeBook_HashFollowsTheData(t *testing.T) {
	one := composeBook(t, reporttest.Onboarding(), spec()).Hash
	s := reporttest.Onboarding()
	s.Marks[31].Note = "changed"
	if composeBook(t, s, spec()).Hash == one {
		t.Error("the hash does not follow a finding")
	}
}

func TestComposeBook_Fails(t *testing.T) {
	if _, err := report.ComposeBook(context.Background(), reporttest.Onboarding(), report.Spec{Study: "nowhere"}); app.CodeOf(err) != app.ENotFound {
		t.Errorf("unknown study: %v, want ENotFound", err)
	}
	broken := reporttest.Onboarding()
	broken.Failing = errors.New("disk")
	if _, err := report.ComposeBook(context.Background(), broken, spec()); !errors.Is(err, broken.Failing) {
		t.Errorf("broken store: %v, want its error", err)
	}
}
