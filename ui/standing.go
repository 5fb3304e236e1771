package ui

import (
	"time"

	"throughline/app"
	"throughline/assets/icons"
	"throughline/ui/kit"
	"throughline/ui/say"
)

// fileAct is what a person can do about how the file stands.
type fileAct string

// The acts.
var (
	actRefresh  = fileAct(say.T("Refresh"))
	actEdit     = fileAct(say.T("Edit here"))
	actTakeOver = fileAct(say.T("Edit here…"))
	actSaveAs   = fileAct(say.T("Save what is here as…"))
	actSaveCopy = fileAct(say.T("Save a copy to edit…"))
	actReopen   = fileAct(say.T("Open it to read"))
)

// fileNotice is what stands above every screen about the file.
type fileNotice struct {
	icon   icons.Name
	tone   kit.Tone
	strong string
	body   string
	acts   []fileAct // the last is the one most people want
	unsafe string    // what the foot of the window says instead of "All saved"; "" for nothing
}

// standing says how the file of an open workspace stands, in words; nil while there is nothing to say.
func standing(st app.FileState, reading bool, now time.Time) *fileNotice {
	if reading {
		return standingToRead(st, now)
	}
	n := &fileNotice{icon: icons.Warning, tone: kit.Negative, acts: []fileAct{actSaveAs}, unsafe: say.T("Not saved any more")}
	switch st.Where {
	case app.Gone:
		n.strong, n.body = say.T("The file is gone."), say.T("It was deleted, moved or renamed. What you did before is kept here; nothing more is saved until the file is back, or you save a new one.")
	case app.Replaced:
		n.strong, n.body = say.T("Another file stands in its place."), say.T("A program that synchronises folders may have put it there. What you did before is kept here; nothing more is saved until you save a new file.")
	case app.Away:
		n.strong, n.body = say.T("The disk or share does not answer."), say.T("What you did before is safe; nothing more is saved until it is back, or you save a new file elsewhere.")
	case app.Taken:
		who := say.T("Somebody")
		if st.Owner != nil && st.Owner.Name != "" {
			who = app.Capital(st.Owner.Who())
		}
		n.strong, n.body = say.T("%s took over this workspace.", who), say.T("What you saved before is in it. Nothing more is saved from here.")
		n.acts, n.unsafe = []fileAct{actSaveAs, actReopen}, say.T("Taken over")
	default:
		return nil
	}
	return n
}

func standingToRead(st app.FileState, now time.Time) *fileNotice {
	n := &fileNotice{icon: icons.Lock, tone: kit.Calling, strong: say.T("Read only.")}
	switch {
	case st.Where == app.Gone:
		n.icon, n.tone, n.strong, n.body = icons.Warning, kit.Caution, say.T("The file is gone."), say.T("It was deleted, moved or renamed. You still see what was in it.")
		n.acts = []fileAct{actSaveAs}
	case st.Where == app.Away:
		n.icon, n.tone, n.strong, n.body = icons.Warning, kit.Caution, say.T("The disk or share does not answer."), say.T("You see what was read before.")
		n.acts = []fileAct{actSaveAs}
	case st.Owner != nil && st.Owner.Quiet:
		n.icon, n.tone = icons.Clock, kit.Caution
		n.body = say.T("%s, has it open but gives no sign of life.", app.Capital(ownerWords(*st.Owner, now)))
		n.acts = []fileAct{actRefresh, actTakeOver}
	case st.Owner != nil:
		n.body = say.T("Open by %s. What is saved there is shown here.", ownerWords(*st.Owner, now))
		n.acts = []fileAct{actRefresh}
	case st.Writable:
		n.icon, n.strong, n.body = icons.Unlock, say.T("Nobody has it open any more."), say.T("You can go on with it here.")
		n.acts = []fileAct{actRefresh, actEdit}
	default:
		n.body = say.T("The file, or the folder it lies in, cannot be written here. You can look at everything.")
		n.acts = []fileAct{actSaveCopy}
	}
	return n
}

// openElsewhere says why a workspace could not be opened for writing, and what reading it means.
func openElsewhere(o app.Owner, now time.Time) (text, hint string) {
	text = say.T("It is open by %s.", ownerWords(o, now))
	hint = say.T("You can read it here meanwhile: what is saved there is shown here a moment later, and once it is closed there you can go on with it.")
	if o.Quiet {
		hint = say.T("There was no sign of life for longer than usual: the computer may be off, asleep or without a network. You can read it here. Or take it over: it is watched for a while first, and if somebody works on it after all, it stays theirs.")
	}
	return text, hint
}
