package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/analysis"
	"throughline/app/workspace"
)

// redactedOut is what the command did to a workspace, in JSON.
type redactedOut struct {
	Candidates []personalOut  `json:"candidates"`
	Speakers   []speakerOut   `json:"speakers"` // names by which turns of participants are labelled
	Kinds      map[string]int `json:"kinds"`
	NotEnglish int            `json:"not_english"`
	Applied    bool           `json:"applied"`
	Interviews int            `json:"interviews"` // that were changed
	Places     int            `json:"places"`     // that were replaced
	Kept       bool           `json:"kept"`       // the vault holds what stood there
}

type speakerOut struct {
	Text string `json:"text"`
	As   string `json:"as"`
}

// runRedact lists what may tell who somebody is in the interviews of a study, and takes it out where that is asked for.
func (c *command) runRedact(ctx context.Context, o redactOptions, in io.Reader) error {
	known, err := o.known(ctx)
	if err != nil {
		return err
	}
	mode := workspace.ReadOnly
	if o.apply {
		mode = workspace.Existing
	}
	return c.within(ctx, o.workspace, mode, func(w *workspace.Workspace) error {
		if err := openVault(ctx, w, o.passphrase, in); err != nil {
			return err
		}
		study, err := studyNamed(ctx, w, o.study, false)
		if err != nil {
			return err
		}
		defer c.tellLeftOut(ctx, w, study)
		ivs, err := interviewsNamed(ctx, w, study, o.interview)
		if err != nil {
			return err
		}
		ids := make([]app.InterviewID, len(ivs))
		for i, iv := range ivs {
			ids[i] = iv.ID
		}
		got, err := w.FindPersonal(ctx, study, ids, known, o.least, c.progress())
		if err != nil {
			return err
		}
		out, all := o.listed(got)
		if o.apply {
			if err := c.applyRedaction(ctx, w, o, got, &out); err != nil {
				return err
			}
		}
		return c.print(out, func(to io.Writer) { printRedaction(to, out, len(got.Interviews), all) })
	})
}

// openVault opens the vault with the first line of in, if that is asked for.
func openVault(ctx context.Context, w *workspace.Workspace, asked bool, in io.Reader) error {
	if !asked {
		return nil
	}
	line, err := bufio.NewReader(io.LimitReader(in, 4096)).ReadString('\n')
	if err != nil && err != io.EOF {
		return err
	}
	return w.Vault.Open(ctx, strings.TrimRight(line, "\r\n"))
}

// takes reports whether a kind is asked for.
func (o redactOptions) takes(kind string) bool {
	return len(o.kinds) == 0 || slices.Contains(o.kinds, kind)
}

// listed is what was found, of the kinds that are asked for.
func (o redactOptions) listed(got *analysis.Redaction) (redactedOut, redactCount) {
	out := redactedOut{Candidates: []personalOut{}, Speakers: []speakerOut{}}
	var all redactCount
	for _, iv := range got.Interviews {
		iv.Found = slices.DeleteFunc(slices.Clone(iv.Found), func(p analysis.Personal) bool { return !o.takes(p.Kind) })
		out.Candidates = append(out.Candidates, personalRows(iv.Title, iv.Text, iv.Found)...)
		all.add(iv.PersonalText)
	}
	for _, v := range got.Values {
		if v.Kind == analysis.KindSpeaker && o.takes(v.Kind) {
			out.Speakers = append(out.Speakers, speakerOut{v.Text, v.As})
		}
	}
	out.Kinds, out.NotEnglish = all.kinds, all.foreign
	return out, all
}

// applyRedaction replaces what was found, of the kinds that are asked for.
func (c *command) applyRedaction(ctx context.Context, w *workspace.Workspace, o redactOptions, got *analysis.Redaction, out *redactedOut) error {
	chosen := map[string]bool{}
	for _, v := range got.Values {
		chosen[v.Key] = o.takes(v.Kind)
	}
	if len(out.Candidates)+len(out.Speakers) == 0 {
		return nil
	}
	done, err := w.Redact(ctx, got, chosen, c.progress())
	out.Applied, out.Interviews, out.Places, out.Kept = err == nil, done.Interviews, done.Places, done.Kept
	return err
}

func printRedaction(to io.Writer, out redactedOut, interviews int, all redactCount) {
	for _, r := range out.Candidates {
		fmt.Fprintf(to, "%.2f  %-12s %s: “%s” -> %s (%s)\n", r.Score, r.Kind, r.Interview, r.Text, r.As, r.Why)
	}
	for _, s := range out.Speakers {
		fmt.Fprintf(to, "      %-12s “%s” -> %s\n", "speaker", s.Text, s.As)
	}
	fmt.Fprintf(to, "%s in %s.\n", count(len(out.Candidates), "candidate"), count(interviews, "interview"))
	if out.Applied {
		fmt.Fprintf(to, "%s replaced in %s, as one step.\n", count(out.Places, "place"), count(out.Interviews, "interview"))
		if !out.Kept {
			fmt.Fprintln(to, "What stood there is not kept in the vault: it was not open.")
		}
	}
	all.print(to)
}
