package vault

import "strings"

// MailKey is an e-mail address as addresses are compared: without white space around it, in small letters. "" for what is none.
func MailKey(mail string) string {
	mail = strings.ToLower(strings.TrimSpace(mail))
	mail = strings.TrimPrefix(mail, "mailto:")
	if at := strings.IndexByte(mail, '@'); at <= 0 || at == len(mail)-1 {
		return ""
	}
	return mail
}

// phone is a number taken apart.
type phone struct {
	digits string // without what is dialled before: +, 00, and the 0 before an area code
	abroad bool   // it begins with the code of a country
}

// tailDigits is how many digits at the end two writings of a number always share.
const tailDigits = 7

func phoneOf(s string) phone {
	s = strings.TrimSpace(s)
	s = strings.ReplaceAll(s, "(0)", "") // +49 (0)170
	var b strings.Builder
	abroad := false
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			b.WriteRune(c)
		case c == '+' && b.Len() == 0:
			abroad = true
		case c == 'x' || c == 'e' || c == 'E' || c == ';' || c == ',':
			if b.Len() >= tailDigits { // an extension
				return trim(b.String(), abroad)
			}
		}
	}
	return trim(b.String(), abroad)
}

func trim(digits string, abroad bool) phone {
	if !abroad && strings.HasPrefix(digits, "00") {
		digits, abroad = digits[2:], true
	}
	if !abroad {
		digits = strings.TrimPrefix(digits, "0")
	}
	return phone{digits, abroad}
}

// tail is what numbers are looked up by; "" for what is too short to be one.
func (p phone) tail() string {
	if len(p.digits) < tailDigits {
		return ""
	}
	return p.digits[len(p.digits)-tailDigits:]
}

// same reports whether two numbers reach the same phone: they are equal, or one of them leaves out the code of the country.
func (p phone) same(q phone) bool {
	if p.abroad == q.abroad {
		return p.digits == q.digits
	}
	if q.abroad {
		p, q = q, p
	}
	return strings.HasSuffix(p.digits, q.digits) && len(p.digits)-len(q.digits) <= 3
}
