package say

import (
	"testing"
	"time"
)

func TestT(t *testing.T) {
	day := time.Date(2026, 3, 5, 14, 5, 0, 0, time.UTC)
	tests := []struct{ name, got, want string }{
		{"english stands as it is", in(English).t("Delete %s?", "a tag"), "Delete a tag?"},
		{"a percent sign without places", in(English).t("20 to 30 %"), "20 to 30 %"},
		{"white space stays outside", in(German).t(" findings "), " Befunde "},
		{"what no catalogue has stays english", in(Spanish).t("Never said %d", 3), "Never said 3"},
		{"a fraction has a comma", in(German).t("Never said %.2f", 0.61), "Never said 0,61"},
		{"and in english a point", in(English).t("Never said %.2f", 0.61), "Never said 0.61"},
		{"one thing", in(German).count(1, "finding"), "1 Befund"},
		{"many things", in(German).count(12345, "finding"), "12.345 Befunde"},
		{"a noun with its own plural", in(Spanish).count(2, "person"), "2 personas"},
		{"english thousands", in(English).count(12345, "study"), "12,345 studies"},
		{"money in english", in(English).money(124050, "EUR"), "EUR 1,240.50"},
		{"money in german", in(German).money(124050, "EUR"), "1.240,50 EUR"},
		{"money that goes", in(Spanish).money(-4000, "EUR"), "−40 EUR"},
		{"money without a currency", in(German).money(905, ""), "9,05"},
		{"a date in english", in(English).date(day, "2 January 2006, 15:04"), "5 March 2026, 14:05"},
		{"a month in german", in(German).date(day, "January 2006"), "März 2026"},
		{"a language by its tag", spoken("es-MX"), Spanish},
		{"a language with an underscore", spoken("de_AT"), German},
		{"a language that is not spoken", spoken("fr-FR"), ""},
		{"nothing wished", spoken(""), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.got != tt.want {
				t.Errorf("%q, want %q", tt.got, tt.want)
			}
		})
	}
}

func TestSentence(t *testing.T) {
	tests := []struct{ name, in, got, want string }{
		{"english stays", English, "findings", "findings"},
		{"a fixed sentence", German, " findings", " Befunde"},
		{"what nobody knows stays", German, "Zork went north", "Zork went north"},
		{"nothing", German, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := in(tt.in).sentence(tt.got); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
	places := []struct{ name, place, want string }{
		{"a name stays", "Onboarding", "Onboarding"},
		{"a number", "1,204", "1.204"},
		{"a number with a noun", "1,204 findings", "1.204 Befunde"},
		{"a number with what nobody knows", "3 zorks", "3 zorks"},
		{"a name that begins with a number", "3rd study", "3rd study"},
	}
	for _, tt := range places {
		t.Run(tt.name, func(t *testing.T) {
			if got := in(German).place(tt.place); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
