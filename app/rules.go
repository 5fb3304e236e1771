package app

// Programme is how a workspace's research programme is run: part of its standards. Zero values stand for the defaults.
type Programme struct {
	Contacts      int           `json:"contacts,omitempty"`       // most contacts with a person within ContactDays; 0 for no limit
	ContactDays   int           `json:"contact_days,omitempty"`   // 0 for DefaultContactDays
	IncentiveYear int64         `json:"incentive_year,omitempty"` // hundredths of Currency that a person may get in a year before it is said; 0 for never
	Currency      string        `json:"currency,omitempty"`       // ISO 4217; "" for DefaultCurrency
	Consent       ConsentPolicy `json:"consent,omitempty"`        // for people of whom no consent is recorded
	ConsentNotice int           `json:"consent_notice,omitempty"` // days before a consent ends from which it is said; 0 for DefaultConsentNotice
	KeepMonths    int           `json:"keep_months,omitempty"`    // how long after its end a study's words may be kept; 0 for no limit
}

// What holds where a workspace says nothing.
const (
	DefaultContactDays   = 90
	DefaultCurrency      = "EUR"
	DefaultConsentNotice = 30
)

func (p Programme) validate() error {
	if p.Contacts < 0 || p.ContactDays < 0 || p.IncentiveYear < 0 || p.ConsentNotice < 0 || p.KeepMonths < 0 {
		return Invalid("A rule of the programme cannot count below zero.", "Write a number, or nothing for the usual.")
	}
	switch p.Consent {
	case "", ConsentKept, ConsentAlways, ConsentNever:
		return nil
	}
	return Invalid("“"+string(p.Consent)+"” is no rule for people without a recorded consent.", "Choose kept, always or never.")
}

// Days is within how many days contacts are counted.
func (p Programme) Days() int {
	if p.ContactDays == 0 {
		return DefaultContactDays
	}
	return p.ContactDays
}

// Money is the currency of incentives.
func (p Programme) Money() string {
	if p.Currency == "" {
		return DefaultCurrency
	}
	return p.Currency
}

// Notice is how many days before a consent ends it is said.
func (p Programme) Notice() int {
	if p.ConsentNotice == 0 {
		return DefaultConsentNotice
	}
	return p.ConsentNotice
}

// Asks reports whether a person without a recorded consent counts as not asked, in a study that keeps consents or not.
func (p Programme) Asks(kept bool) bool {
	switch p.Consent {
	case ConsentAlways:
		return true
	case ConsentNever:
		return false
	}
	return kept
}
