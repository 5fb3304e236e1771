package page

import (
	"fmt"
	"strings"

	"throughline/app/report"
)

// brand is the style of a house beside the usual one; "" for none.
func brand(l report.HouseStyle) string {
	var b strings.Builder
	if l.Main.A > 0 {
		fmt.Fprintf(&b, ":root{--accent:%s}\n", hex(l.Main))
	}
	if l.Second.A > 0 {
		fmt.Fprintf(&b, "body{border-top:6px solid %s}blockquote:not([class]){--hue:%[1]s}\n", hex(l.Second))
	}
	if len(l.Logo.PNG) > 0 {
		b.WriteString(".logo{float:right;max-height:56px;max-width:200px}\n")
	}
	return b.String()
}
