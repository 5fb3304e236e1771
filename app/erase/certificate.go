package erase

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"throughline/app"
)

// Certificate says what an erasure removed. Nothing in it is personal: a participant is named by the code alone.
type Certificate struct {
	ID        app.ErasureID      `json:"id"`
	Date      app.Date           `json:"date"`
	Workspace string             `json:"workspace"`             // name of the file
	Code      string             `json:"participant,omitempty"` // "" for the end of a retention
	Study     app.StudyID        `json:"study,omitempty"`       // of a retention that ended
	Keeps     app.Keeping        `json:"keeps,omitempty"`       // what of the study stays
	Reason    string             `json:"reason"`                // as it was given
	By        string             `json:"by"`                    // who carried it out
	Removed   []Removed          `json:"removed"`               // in the order of Counts
	Insights  int                `json:"insights_that_lost_evidence"`
	Proof     []app.ConsentProof `json:"proof_of_consent,omitempty"`
	Backups   []app.BackupErased `json:"backups"`
	Complete  bool               `json:"complete"` // false while something is left to be done
	Checksum  string             `json:"sha256_of_workspace"`
}

// Removed is one line of a certificate.
type Removed struct {
	What  string `json:"what"` // in words that fit the count
	Count int    `json:"count"`
}

// Certificate makes the certificate of an erasure. Its checksum is that of the workspace's file as it is now.
func (s *Service) Certificate(ctx context.Context, e *app.Erasure, path string) (Certificate, error) {
	c := Certificate{ID: e.ID, Date: e.Date, Workspace: filepath.Base(path), Code: e.Code, Study: e.Study, Keeps: e.Keeps, Reason: e.Reason, By: e.Author,
		Removed: Lines(e.Removed), Insights: len(e.Insights), Proof: e.Proof, Backups: e.Backups, Complete: e.Open == nil}
	var err error
	c.Checksum, err = s.Store.Checksum(ctx)
	return c, err
}

// Lines puts counts in the order in which they are listed; names that this version does not know are left out.
func Lines(removed map[string]int) []Removed {
	var all []Removed
	for _, name := range Counts() {
		if n := removed[name]; n > 0 {
			all = append(all, Removed{named(name, n), n})
		}
	}
	return all
}

// Write writes the certificate as plain text.
func (c Certificate) Write(w io.Writer) error {
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%-14s %s\n", name, value)
		}
	}
	title := "Certificate of erasure"
	if c.Study != "" {
		title = "Certificate of the end of retention"
	}
	b.WriteString(title + "\n" + strings.Repeat("=", len(title)) + "\n\n")
	line("Date", string(c.Date))
	line("Workspace", c.Workspace)
	line("Participant", c.Code)
	line("Study", string(c.Study))
	if c.Study != "" {
		line("Kept", map[app.Keeping]string{app.KeepNothing: "no words of participants", app.KeepQuotes: "the passages that findings quote"}[c.Keeps])
	}
	line("Reason", c.Reason)
	line("Carried out by", c.By)
	line("Number", string(c.ID))
	b.WriteString("\nRemoved\n")
	for _, r := range c.Removed {
		fmt.Fprintf(&b, "%8s  %s\n", app.Number(r.Count), r.What)
	}
	if len(c.Removed) == 0 {
		b.WriteString("  nothing was held\n")
	}
	if c.Insights > 0 {
		fmt.Fprintf(&b, "\n%s lost evidence and are marked in the workspace.\n", app.Count(c.Insights, "insight"))
	}
	c.ends(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

// ends writes what was kept as proof, what became of the copies, and what the certificate does not speak of.
func (c Certificate) ends(b *strings.Builder) {
	if len(c.Proof) > 0 {
		b.WriteString("\nKept as proof, as the person asked\n")
	}
	for _, p := range c.Proof {
		scopes := make([]string, len(p.Scopes))
		for i, s := range p.Scopes {
			scopes[i] = string(s)
		}
		fmt.Fprintf(b, "  consent given %s to %s", p.Given, strings.Join(scopes, ", "))
		if p.Withdrawn != "" {
			fmt.Fprintf(b, ", withdrawn %s", p.Withdrawn)
		}
		b.WriteString("\n")
	}
	b.WriteString("\nBackups beside the workspace\n")
	for _, k := range c.Backups {
		fmt.Fprintf(b, "  %s: %s", k.Name, k.State)
		if k.Why != "" {
			fmt.Fprintf(b, " (%s)", k.Why)
		}
		b.WriteString("\n")
	}
	if len(c.Backups) == 0 {
		b.WriteString("  none\n")
	}
	if !c.Complete {
		b.WriteString("\nNot complete: what is named above as not erased is tried again whenever the workspace is opened, and what is erased in part when its vault is.\n")
	}
	fmt.Fprintf(b, "\nSHA-256 of the workspace afterwards\n  %s\n", c.Checksum)
	b.WriteString("\nThis does not speak of copies elsewhere, of reports and exports that were given away, nor of what a disk\nor a file system keeps of overwritten files.\n")
}
