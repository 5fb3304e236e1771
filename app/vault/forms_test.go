package vault_test

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"unicode/utf16"
)

// forms are the ways in which plain words might stand in a file: as they are, in the codes that JSON and others put bytes into, at each
// of the three places where base64 may begin, as UTF-16, and in other letters.
func forms(w string) map[string]string {
	wide := func(little bool) string {
		var b strings.Builder
		for _, u := range utf16.Encode([]rune(w)) {
			if little {
				b.WriteString(string([]byte{byte(u), byte(u >> 8)}))
			} else {
				b.WriteString(string([]byte{byte(u >> 8), byte(u)}))
			}
		}
		return b.String()
	}
	all := map[string]string{"plain": w, "small": strings.ToLower(w), "hex": hex.EncodeToString([]byte(w)), "UTF-16LE": wide(true), "UTF-16BE": wide(false)}
	for shift, name := range []string{"base64", "base64+1", "base64+2"} {
		coded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x00", shift) + w))
		all[name] = coded[(shift*4+2)/3 : len(coded)-4] // without the signs that share bits with what stands around
	}
	return all
}
