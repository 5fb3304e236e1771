package app

// Board is what stands where findings are sorted into themes: the board of a study, or for Study "" the one across studies, on which every
// finding of the workspace may stand. A finding is in one theme of a board or unsorted.
type Board struct {
	Study    StudyID
	Themes   []ThemeRow // in board order
	Total    int        // findings that may stand on it
	Unsorted int        // of these, in no theme of it
}

// CardOrder sorts the cards of a column of a board.
type CardOrder string

// The orders of cards; ties are broken by id.
const (
	CardsAsPut         CardOrder = ""            // where people put them; the unsorted of a study by place, of all studies as they were made
	CardsByPlace       CardOrder = "place"       // interview date and title, then place in the text
	CardsByParticipant CardOrder = "participant" // code
	CardsByNewest      CardOrder = "newest"      // latest made first
	CardsByTypical     CardOrder = "typical"     // closest to the middle of the theme first; the engine works it out, not the store
)

// ColumnQuery chooses the cards of one column of a board.
type ColumnQuery struct {
	Board StudyID
	Theme ThemeID      // "" for the unsorted
	Find  FindingQuery // its choosing fields narrow the column; study, themes, order and page do not count
	Order CardOrder
	Limit int // the most cards, 0 for all
}
