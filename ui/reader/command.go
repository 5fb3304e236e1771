package reader

import "throughline/ui/say"

// Act is what a key or a button in the reader asks for.
type Act int

// The acts. What they act on is the selection if there is one, else the active finding.
const (
	ActTag         Act = iota + 1 // open the tag picker
	ActRecent                     // put on the tag of a digit, see Command.N
	ActInVivo                     // tag with the words themselves
	ActNote                       // write a note
	ActPast                       // show or hide the history of the finding, or of the interview
	ActInsight                    // add the finding to an insight
	ActMemo                       // write a memo on the finding, or on the interview
	ActStar                       // star or unstar
	ActSupports                   // mark as supporting, or take it back
	ActContradicts                // mark as contradicting, or take it back
	ActUntag                      // take the newest tag off
	ActDelete                     // delete the finding
	ActAgain                      // put on the tag used last
	ActWorse                      // sentiment a step down
	ActBetter                     // sentiment a step up
	ActSeverity                   // choose how bad the problem is
	ActMerge                      // merge with the finding that touches it
	ActStartLeft                  // move the finding's start a word to the left
	ActStartRight
	ActEndLeft // move the finding's end a word to the left
	ActEndRight
	ActNext     // go to the next finding
	ActPrev     // go to the one before
	ActUntagged // go to the next turn without a tagged finding
	ActWiden    // select the word, the sentence, the turn
	ActFind     // find in the text
	ActTime     // go to a time of the recording, or to a page
	ActCopy     // copy the quote with where it comes from
	ActAccept   // accept the suggestion shown
	ActReject   // reject it
	ActWhy      // show why it is made, in the inspector
	ActEdit     // edit the turn at the caret
	ActRedact   // put a mask in place of words
	ActAsks     // say which question of the guide the turn asks
	ActEscape   // let go: selection, then finding
)

// Command is an act with its number: for ActRecent the digit 1 to 9.
type Command struct {
	Act Act
	N   int
}

// KeyHelp is one line of the list of keys.
type KeyHelp struct{ Key, Does string }

// Keys lists what the keys do, for the help of the screen.
var Keys = []KeyHelp{
	{"T", say.T("Tag the selection or the finding")}, {".", say.T("Same tag again")}, {"1–9", say.T("Put on a pinned or recent tag")}, {"V", say.T("Tag with the words themselves")},
	{"N", say.T("Write a note")}, {"H", say.T("History of the finding, or of the interview")}, {"B", say.T("Write a memo")}, {"I", say.T("Add the finding to an insight")}, {"S", say.T("Star")}, {"+ / -", say.T("Supports / contradicts")}, {"< / >", say.T("Sentiment worse / better")}, {"P", say.T("Severity")},
	{"U", say.T("Take the newest tag off")}, {"M", say.T("Merge with the finding that touches it")}, {"Delete", say.T("Delete the finding")},
	{"[ ]", say.T("Move its start by a word")}, {"Shift [ ]", say.T("Move its end by a word")},
	{"J / K", say.T("Next / previous finding")}, {"L", say.T("Next turn without a tag")}, {"/", say.T("Find in the text")}, {"G", say.T("Go to a time or a page")},
	{"Tab / Backspace", say.T("Accept / reject a suggestion")}, {"W", say.T("Why it is suggested")}, {"Ctrl C", say.T("Copy the quote with where it comes from")},
	{"E", say.T("Select the word, the sentence, the turn")}, {"Shift arrows", say.T("Select")}, {"Ctrl Shift arrows", say.T("Select by words and turns")},
	{"Shift Alt arrows", say.T("Select by sentences and turns")}, {"Ctrl ↑ ↓", say.T("Previous / next turn")}, {"Ctrl Tab", say.T("Next open interview")}, {"Ctrl W", say.T("Close the interview")}, {"Ctrl \\", say.T("Two interviews side by side")},
	{"Ctrl E", say.T("Edit the turn at the caret")}, {"R", say.T("Redact the selection or the finding")}, {"Q", say.T("Say which question of the guide the turn asks")},
	{"F6", say.T("To the text beside")}, {"Esc", say.T("Let go")},
}

// runeActs are the keys that type a sign. They are taken as signs, so that they work on every keyboard layout.
var runeActs = map[rune]Act{
	'h': ActPast, 't': ActTag, 'v': ActInVivo, 'n': ActNote, 'b': ActMemo, 'i': ActInsight, 's': ActStar, 'u': ActUntag, 'j': ActNext, 'k': ActPrev, '/': ActFind,
	'+': ActSupports, '=': ActSupports, '-': ActContradicts, '\u2212': ActContradicts,
	'.': ActAgain, '<': ActWorse, '>': ActBetter, 'p': ActSeverity, 'm': ActMerge, 'l': ActUntagged, 'g': ActTime, 'e': ActWiden, 'w': ActWhy, 'r': ActRedact, 'q': ActAsks,
	'[': ActStartLeft, ']': ActStartRight, '{': ActEndLeft, '}': ActEndRight,
}

// commandOf returns what typing r asks for; small and capital letters are the same.
func commandOf(r rune) (Command, bool) {
	if r >= '1' && r <= '9' {
		return Command{Act: ActRecent, N: int(r - '0')}, true
	}
	if r >= 'A' && r <= 'Z' {
		r += 'a' - 'A'
	}
	a, ok := runeActs[r]
	return Command{Act: a}, ok
}
