package redact

import (
	"strconv"
	"strings"
)

// luhn reports whether the digits of s satisfy the check of card numbers (ISO/IEC 7812-1, annex B). Other signs are passed over.
func luhn(s string) bool {
	sum, n := 0, 0
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] < '0' || s[i] > '9' {
			continue
		}
		d := int(s[i] - '0')
		if n%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
		n++
	}
	return n > 0 && sum%10 == 0
}

// ibanLengths are how long an IBAN is by country (SWIFT IBAN registry).
var ibanLengths = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28, "CH": 21, "CR": 22,
	"CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22,
	"GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30,
	"KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27,
	"MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31,
	"SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}

// mod97 reports whether s, letters and digits in capitals, satisfies the check of IBANs (ISO 7064, modulo 97-10).
func mod97(s string) bool {
	rest := 0
	for _, b := range []byte(s[4:] + s[:4]) {
		if b >= 'A' {
			rest = (rest*100 + int(b-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(b-'0')) % 97
		}
	}
	return rest == 1
}

// weighted returns the sum of digits times weights; digits beyond the weights do not count.
func weighted(digits string, weights ...int) int {
	sum := 0
	for i, w := range weights {
		sum += w * int(digits[i]-'0')
	}
	return sum
}

// cpf reports whether 11 digits satisfy the checks of Brazil's register of persons.
func cpf(d string) bool {
	check := func(n int) bool {
		sum := 0
		for i := range n {
			sum += (n + 1 - i) * int(d[i]-'0')
		}
		return sum*10%11%10 == int(d[n]-'0')
	}
	return len(d) == 11 && strings.Count(d, d[:1]) < 11 && check(9) && check(10)
}

// nhs reports whether 10 digits satisfy the check of numbers of the National Health Service (modulo 11).
func nhs(d string) bool {
	if len(d) != 10 {
		return false
	}
	check := 11 - weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2)%11
	return check%11 == int(d[9]-'0') && check != 10
}

// pesel reports whether 11 digits satisfy the check of Poland's register and begin with a day.
func pesel(d string) bool {
	if len(d) != 11 || d[4:6] < "01" || d[4:6] > "31" || (d[2]-'0')%2 == 1 && d[3] > '2' || (d[2]-'0')%2 == 0 && d[3] == '0' {
		return false
	}
	return (10-weighted(d, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3)%10)%10 == int(d[10]-'0')
}

// norwegian reports whether 11 digits satisfy both checks of Norway's register and begin with a day.
func norwegian(d string) bool {
	return len(d) == 11 && d[:2] >= "01" && d[:2] <= "31" && d[2:4] >= "01" && d[2:4] <= "12" &&
		weighted(d, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1)%11 == 0 && weighted(d, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0
}

// nir reports whether 15 digits satisfy the check of France's register (modulo 97).
func nir(d string) bool {
	if len(d) != 15 || d[0] != '1' && d[0] != '2' {
		return false
	}
	n, err := strconv.ParseInt(d[:13], 10, 64)
	key, err2 := strconv.ParseInt(d[13:], 10, 64)
	return err == nil && err2 == nil && 97-n%97 == key
}

// dni reports whether eight digits and a letter satisfy the check of Spain's register; X, Y and Z stand for a first 0, 1 and 2.
func dni(s string) bool {
	if len(s) != 9 {
		return false
	}
	n, err := strconv.Atoi(strings.NewReplacer("X", "0", "Y", "1", "Z", "2").Replace(s[:1]) + s[1:8])
	return err == nil && "TRWAGMYFPDXBNJZSQVHLCKE"[n%23] == s[8]
}

// hetu reports whether a text such as 131052-308T satisfies the check of Finland's register.
func hetu(s string) bool {
	if len(s) != 11 || strings.IndexByte("-+ABCDEFYXWVU", s[6]) < 0 {
		return false
	}
	n, err := strconv.Atoi(s[:6] + s[7:10])
	return err == nil && s[:2] >= "01" && s[:2] <= "31" && "0123456789ABCDEFHJKLMNPRSTUVWXY"[n%31] == s[10]
}
