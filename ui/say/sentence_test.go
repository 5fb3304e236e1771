package say

import "testing"

func TestSentence_IsMadeOfPieces(t *testing.T) {
	tests := []struct{ name, got, want string }{
		{"numbers with nouns", "12 interviews, 1,188 findings, 9 themes", "12 Interviews, 1.188 Befunde, 9 Themen"},
		{"signs", "+188 findings, −9 themes", "+188 Befunde, −9 Themen"},
		{"a share of people", "11 of 12 people", "11 von 12 Personen"},
		{"a quoted name", "“Pay day” is stale", "„Pay day“ ist veraltet"},
		{"a name is not looked into", "“Themes” is stale", "„Themes“ ist veraltet"},
		{"a word that nobody knows", "Zork went home", "Zork went home"},
		{"two sentences", "Write digits. Write digits.", "Ziffern eingeben. Ziffern eingeben."},
		{"a date", "20 Dec 2026", "20. Dez. 2026"},
		{"brackets", "11 of 12 people (of people like these, 65 to 99 %, 95 % interval)", "11 von 12 Personen (unter solchen Personen 65 bis 99 %, 95-%-Intervall)"},
		{"a number before words", "5 not allowed, 1,188 after the consent was withdrawn", "5 nicht erlaubt, 1.188 nach Widerruf der Einwilligung"},
		{"only a name", "Pay day", "Pay day"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := in(German).sentence(tt.got); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestSentence_SaysWhatALevelIsCalled(t *testing.T) {
	for _, tt := range []struct {
		language   in
		said, want string
	}{
		{German, "1 more person against it would lower it to Moderate. Without newer passages it falls to Low in 9 months.",
			"1 weitere Person dagegen senkte sie auf: Mittel. Ohne neuere Textstellen fällt sie auf Niedrig; Zeit bis dahin: 9 Monate."},
		{Spanish, "1 more person against it would lower it to Moderate.", "1 persona más en contra la bajaría a: Moderada."},
		{Spanish, "Hearing it from 3 more people would raise it to High.", "Oírlo de 3 personas más la subiría a: Alta."},
		{Spanish, "3 strong, 1 weak", "fuerte: 3, débil: 1"},
		{Spanish, "80.2", "80,2"},
		{Spanish, "“Interviewer” is taken as the moderator because of the label.", "«Interviewer» se toma como moderador por la etiqueta."},
		{German, "“Mara Lindqvist” is taken as the moderator: 33 of 40 questions and 16 % of the words.", "„Mara Lindqvist“ gilt als Moderator: 33 von 40 Fragen und 16 % der Worte."},
		{German, "Checklist", "Checkliste"},
	} {
		if got := tt.language.sentence(tt.said); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.said, got, tt.want)
		}
	}
}
