package rival

import (
	"crypto/sha1" // #nosec G505 -- as RFC 9562 has it for names; nothing is kept secret by it
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"throughline/app/qda"
)

// space is the name space of all GUIDs made here (RFC 9562, 6.6), drawn once.
var space = [16]byte{0x6b, 0x1e, 0x0d, 0x52, 0x9c, 0x3f, 0x4e, 0x77, 0xa4, 0x08, 0x2d, 0xe1, 0x5b, 0x93, 0xc6, 0x1f}

// guid makes the version 5 GUID of parts: equal parts give equal GUIDs, so that a second import knows what the first brought.
func guid(parts ...string) qda.GUID {
	h := sha1.New() // #nosec G401 -- a name
	h.Write(space[:])
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	b := [16]byte(h.Sum(nil)[:16])
	b[6] = b[6]&0x0f | 0x50
	b[8] = b[8]&0x3f | 0x80
	s := hex.EncodeToString(b[:])
	return qda.GUID(s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:])
}

// guidOf names a thing of the project. What is given of the row besides its number (who made it and when) tells apart the rows that
// two people added to copies of one project under the same number.
func (b *builder) guidOf(kind string, id int64, more ...string) qda.GUID {
	return guid(append([]string{b.identity, kind, strconv.FormatInt(id, 10)}, more...)...)
}

// moments are how the programs write times. The zone of those without one is not known.
var moments = []string{
	"2006-01-02 15:04:05.999999", "2006-01-02T15:04:05.999999", time.RFC3339Nano, "2006-01-02 15:04:05.999999-07:00",
	"2006-01-02_15:04:05", "2006-01-02 15:04", time.DateOnly,
	time.ANSIC, "Mon Jan 2 15:04:05 MST 2006", "Mon Jan 2 15:04:05 -0700 2006",
}

// when reads a time as a program wrote it. utc says that times without a zone are UTC; else they stay without one. What is no time is
// "" and counted.
func (b *builder) when(s string, utc bool) qda.When {
	if s = strings.TrimSpace(s); s == "" {
		return ""
	}
	s = oneLine(s) // the days of RQDA are padded with a space
	for i, layout := range moments {
		t, err := time.Parse(layout, s)
		if err != nil || t.Year() < 1 || t.Year() > 9999 {
			continue
		}
		zoned := i == 2 || i == 3
		switch {
		case zoned:
			return qda.WhenOf(t)
		case utc:
			return qda.When(t.Format("2006-01-02T15:04:05.999999999Z"))
		}
		return qda.When(t.Format("2006-01-02T15:04:05.999999999"))
	}
	b.lose(lostTimes, s)
	return ""
}
