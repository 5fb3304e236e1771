package say

import (
	"fmt"
	"strings"
)

// Money writes an amount of hundredths of a currency as the language does: "EUR 1,240.50", "1.240,50 EUR". Whole amounts have no fraction.
func Money(hundredths int64, currency string) string {
	return in(Language()).money(hundredths, currency)
}

func (l in) money(hundredths int64, currency string) string {
	sign := ""
	if hundredths < 0 {
		sign, hundredths = "−", -hundredths
	}
	amount, point := sign+l.number(int(hundredths/100)), "."
	if l.comma() {
		point = ","
	}
	if c := hundredths % 100; c != 0 {
		amount += fmt.Sprintf("%s%02d", point, c)
	}
	if l.comma() {
		return strings.TrimSpace(amount + " " + currency)
	}
	return strings.TrimSpace(currency + " " + amount)
}
