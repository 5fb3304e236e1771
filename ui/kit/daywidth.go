package kit

import (
	"sync"
	"time"
	"unicode/utf8"

	"throughline/ui/say"
)

// dayRune is what a sign of a day takes: an estimate, as columns are made before there is a screen to measure on.
const dayRune float32 = 7.2

// DayWidth is the width of a column of days, which other languages write longer than English: that of "29 Sept 2026" with the room round a cell.
var DayWidth = sync.OnceValue(func() float32 {
	day := say.Date(time.Date(2026, time.September, 29, 0, 0, 0, 0, time.UTC), "2 Jan 2006")
	return roundUp(float32(utf8.RuneCountInString(day))*dayRune) + 24
})
