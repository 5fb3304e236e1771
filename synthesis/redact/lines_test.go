package redact_test

import (
	"slices"
	"strings"
	"testing"

	"throughline/synthesis/redact"
)

// line is an invented sentence with what it holds, as "kind: words"; none is a trap.
type line struct {
	name, text string
	want       []string
}

// checkLines holds what is found in each line against what it holds.
func checkLines(t *testing.T, opt redact.Options, lines []line) {
	t.Helper()
	finder := redact.NewFinder(opt)
	for _, c := range lines {
		t.Run(c.name, func(t *testing.T) {
			got := []string{}
			var whys []string
			for _, e := range finder.Find(c.text) {
				got = append(got, string(e.Kind)+": "+e.Of(c.text))
				whys = append(whys, e.Why)
				if e.Score <= 0 || e.Score > 1 || e.Why == "" {
					t.Errorf("%q has score %v and reason %q", e.Of(c.text), e.Score, e.Why)
				}
			}
			if want := append([]string{}, c.want...); !slices.Equal(got, want) {
				t.Errorf("found %q (%s), want %q", got, strings.Join(whys, "; "), want)
			}
		})
	}
}

func TestFind_MailAndWeb(t *testing.T) {
	checkLines(t, redact.Options{}, []line{
		{"plain", "write to anna.berg+lab@mail.example.co.uk, please", []string{"email: anna.berg+lab@mail.example.co.uk"}},
		{"ends a sentence", "My mail is jo_92@example.org.", []string{"email: jo_92@example.org"}},
		{"in brackets", "Contact <p.ruiz@example.es> today", []string{"email: p.ruiz@example.es"}},
		{"capitals", "MAIL: HELLO@EXAMPLE.COM", []string{"email: HELLO@EXAMPLE.COM"}},
		{"letters beyond ASCII", "schreib an jörg.müller@käse-beispiel.de", []string{"email: jörg.müller@käse-beispiel.de"}},
		{"behind mailto", "mailto:sam@example.net?subject=hi", []string{"email: sam@example.net"}},
		{"two", "a.b@example.com;c-d@example.com", []string{"email: a.b@example.com", "email: c-d@example.com"}},
		{"spoken", "sure it's lena dot fox at example dot com", []string{"email: lena dot fox at example dot com"}},
		{"spoken with an underscore", "kim underscore 84 at example dot co dot uk", []string{"email: kim underscore 84 at example dot co dot uk"}},
		{"hidden with brackets", "reach me: tobi [at] example [dot] de", []string{"email: tobi [at] example [dot] de"}},
		{"spoken in Spanish", "es maria punto lopez arroba example punto com", []string{"email: maria punto lopez arroba example punto com"}},
		{"scheme and path", "see https://example.com/u/anna?id=3#top.", []string{"url: https://example.com/u/anna?id=3#top"}},
		{"in brackets of text", "(http://intra.example.org:8080/wiki/Start)", []string{"url: http://intra.example.org:8080/wiki/Start"}},
		{"www", "it is on www.example.ch, I think", []string{"url: www.example.ch"}},
		{"bare host", "my shop is at blumen-paradies.de now", []string{"url: blumen-paradies.de"}},
		{"bare host with path", "linkedin.com/in/priya-raman is me", []string{"url: linkedin.com/in/priya-raman"}},
		{"spoken web address", "just go to example dot org and click", []string{"url: example dot org"}},
		{"trap: handle of a style sheet", "the @media rule and @ 5pm and foo@bar", nil},
		{"trap: program names", "We use Node.js, Vue.js and ASP.NET", nil},
		{"trap: files", "open report.pdf, main.go and notes.txt", nil},
		{"trap: no space behind the point", "It works.It is fine.No problem", nil},
		{"trap: abbreviations", "e.g. this, i.e. that, at 5 p.m. etc.", nil},
		{"trap: where to look", "have a look at example dot com", []string{"url: example dot com"}},
	})
}

func TestFind_Hosts(t *testing.T) {
	checkLines(t, redact.Options{}, []line{
		{"version 4", "my ip is 192.168.178.23 at home", []string{"ip: 192.168.178.23"}},
		{"with port", "ssh to 203.0.113.9:22 failed", []string{"ip: 203.0.113.9"}},
		{"small numbers beside a server", "the server 10.2.1.4 does not answer", []string{"ip: 10.2.1.4"}},
		{"version 6", "it resolves to 2001:db8::ff00:42:8329.", []string{"ip: 2001:db8::ff00:42:8329"}},
		{"version 6 in full", "2001:0db8:85a3:0000:0000:8a2e:0370:7334 is blocked", []string{"ip: 2001:0db8:85a3:0000:0000:8a2e:0370:7334"}},
		{"network card", "the printer is 00:1b:44:11:3a:b7", []string{"id: 00:1b:44:11:3a:b7"}},
		{"trap: version", "since version 10.2.1.4 it crashes", nil},
		{"trap: updated to", "We updated to 10.2.1.4 last week", nil},
		{"trap: v before", "v10.2.1.4 is out", nil},
		{"trap: behind a product", "I have Firefox 10.2.1.4 here", nil},
		{"trap: five numbers", "build number 1.2.3.4.5", nil},
		{"trap: too large", "section 300.1.2.999", nil},
		{"trap: clock", "from 10:30:15 to 11:00:00", nil},
		{"trap: code", "std::vector and Foo::bar", nil},
	})
}

func TestFind_Phones(t *testing.T) {
	checkLines(t, redact.Options{}, []line{
		{"Britain abroad", "ring +44 20 7946 0958 after six", []string{"phone: +44 20 7946 0958"}},
		{"Britain mobile", "it's 07700 900123", []string{"phone: 07700 900123"}},
		{"Britain with brackets", "(020) 7946 0958 is the landline", []string{"phone: (020) 7946 0958"}},
		{"United States", "call 212-555-0143 or so", []string{"phone: 212-555-0143"}},
		{"United States, brackets", "(212) 555-0143", []string{"phone: (212) 555-0143"}},
		{"United States, points", "415.555.0132 works", []string{"phone: 415.555.0132"}},
		{"United States, extension", "1-800-555-0199 ext. 42", []string{"phone: 1-800-555-0199 ext. 42"}},
		{"United States, bare", "text me at 4155550132", []string{"phone: 4155550132"}},
		{"Germany", "Tel. 030 901820-12", []string{"phone: 030 901820-12"}},
		{"Germany abroad", "+49 (0)171 2345678 geht auch", []string{"phone: +49 (0)171 2345678"}},
		{"Germany mobile with slash", "0171/2345678", []string{"phone: 0171/2345678"}},
		{"France", "appelez le 06 12 34 56 78", []string{"phone: 06 12 34 56 78"}},
		{"France with points", "01.84.17.61.18", []string{"phone: 01.84.17.61.18"}},
		{"Spain", "mi móvil es 612 345 678", []string{"phone: 612 345 678"}},
		{"Italy", "+39 06 6982 1234", []string{"phone: +39 06 6982 1234"}},
		{"Netherlands", "bel me op 06-12345678", []string{"phone: 06-12345678"}},
		{"Poland", "telefon 601 234 567", []string{"phone: 601 234 567"}},
		{"Denmark", "ring på 22 33 44 55", []string{"phone: 22 33 44 55"}},
		{"Sweden", "070-123 45 67", []string{"phone: 070-123 45 67"}},
		{"India", "+91 98765 43210 is my whatsapp", []string{"phone: +91 98765 43210"}},
		{"Brazil", "(11) 91234-5678", []string{"phone: (11) 91234-5678"}},
		{"Japan", "03-1234-5678", []string{"phone: 03-1234-5678"}},
		{"China", "0086 138 1234 5678", []string{"phone: 0086 138 1234 5678"}},
		{"Australia", "0412 345 678", []string{"phone: 0412 345 678"}},
		{"Nigeria", "my number is 0803 123 4567", []string{"phone: 0803 123 4567"}},
		{"spoken digits", "my number is oh seven seven double zero nine one two three", []string{"phone: oh seven seven double zero nine one two three"}},
		{"word behind", "555-0134 mobile", []string{"phone: 555-0134"}},
		{"seven digits with a word", "you can call 555 0134", []string{"phone: 555 0134"}},
		{"line above", "Phone:\n467 3395", []string{"phone: 467 3395"}},
		{"trap: price", "it costs $1,200.00 or 1 299 000 dollars", nil},
		{"trap: money behind", "about 12 500 000 € a year", nil},
		{"trap: years", "from 2019-2021, or 2018 2019 2020", nil},
		{"trap: time", "at 10:30 or 14:45:10", nil},
		{"trap: decimal", "3.14159265 and 0.12345678", nil},
		{"trap: counted", "we have 12 345 678 users", nil},
		{"trap: a small list", "try 10, 20, 30 or 40", nil},
		{"trap: scores", "4 out of 5, then 3/5 and 24/7", nil},
		{"trap: part of a code", "error 0x80070057 and ABC-1234567", nil},
		{"trap: ISO date and time", "released 2024-05-17T10:00:00Z", nil},
		{"trap: digits in words", "I counted one two three and then four", nil},
	})
}

func TestFind_AccountsAndPapers(t *testing.T) {
	checkLines(t, redact.Options{}, []line{
		{"card in groups", "4111 1111 1111 1111 expires 12/27", []string{"card: 4111 1111 1111 1111"}},
		{"card with hyphens", "5500-0000-0000-0004", []string{"card: 5500-0000-0000-0004"}},
		{"card, fifteen digits", "amex 378282246310005", []string{"card: 378282246310005"}},
		{"card mistyped", "my credit card is 4111 1111 1111 1112", []string{"card: 4111 1111 1111 1112"}},
		{"trap: long number", "the id of the event is 1700000000001", nil},
		{"IBAN in groups", "DE89 3704 0044 0532 0130 00", []string{"iban: DE89 3704 0044 0532 0130 00"}},
		{"IBAN whole", "pay to GB29NWBK60161331926819", []string{"iban: GB29NWBK60161331926819"}},
		{"IBAN small", "my iban is fr1420041010050500013m02606", []string{"iban: fr1420041010050500013m02606"}},
		{"IBAN mistyped", "IBAN NL91 ABNA 0417 1643 01", []string{"iban: NL91 ABNA 0417 1643 01"}},
		{"trap: no IBAN", "DE12 is the room and AT99 the plug", nil},
		{"social security number", "it's 078-05-1120", []string{"id: 078-05-1120"}},
		{"health service number", "NHS number 943 476 5919", []string{"id: 943 476 5919"}},
		{"insurance number", "my NI number is QQ 12 34 56 C", []string{"id: QQ 12 34 56 C"}},
		{"passport", "passport no. C01X00T47", []string{"id: C01X00T47"}},
		{"driving licence", "my driver's license number is 5130634", []string{"id: 5130634"}},
		{"employee", "employee ID: E-10233", []string{"id: E-10233"}},
		{"account", "account number 12345678, sort code 20-00-00", []string{"id: 12345678", "id: 20-00-00"}},
		{"order", "order #48213 never came", []string{"id: 48213"}},
		{"ticket", "Ticket number is INC-004512.", []string{"id: INC-004512"}},
		{"Brazil", "CPF 111.444.777-35", []string{"id: 111.444.777-35"}},
		{"Spain", "DNI 12345678Z", []string{"id: 12345678Z"}},
		{"Sweden", "811218-9876", []string{"id: 811218-9876"}},
		{"Finland", "131052-308T", []string{"id: 131052-308T"}},
		{"Italy", "RSSMRA85T10A562S", []string{"id: RSSMRA85T10A562S"}},
		{"Poland", "44051401359", []string{"id: 44051401359"}},
		{"trap: order of things", "in order 3 of 5 steps, case 12 and ticket 7", nil},
		{"trap: account of a year", "an account from 2019", nil},
		{"born with figures", "I was born on 03/12/1984", []string{"birth: 03/12/1984"}},
		{"born in words", "date of birth: 12 March 1984", []string{"birth: 12 March 1984"}},
		{"dob", "DOB 1984-03-12", []string{"birth: 1984-03-12"}},
		{"birthday without a year", "my birthday is on the 3rd of October", []string{"birth: the 3rd of October"}},
		{"born in a year", "she was born in 1979 there", []string{"birth: 1979"}},
		{"born in spoken words", "my date of birth is the fourteenth of june nineteen eighty two", []string{"birth: the fourteenth of june nineteen eighty two"}},
		{"sort code", "sort code 30-90-89 acct 12345678", []string{"id: 30-90-89", "id: 12345678"}},
		{"tracking", "the tracking number is 1Z999AA10123456784", []string{"id: 1Z999AA10123456784"}},
		{"born in German", "geboren am 3. Mai 1975", []string{"birth: 3. Mai 1975"}},
		{"full date long ago", "March 12, 1984 was the day", []string{"birth: March 12, 1984"}},
		{"trap: release", "released on 12.03.2009", nil},
		{"trap: ISO date of this time", "since 2024-05-17 it is slow", nil},
		{"trap: meeting", "the meeting on 3 May 2025", nil},
		{"trap: day alone", "on 3 May and on Monday 12th", nil},
	})
}

func TestFind_Addresses(t *testing.T) {
	checkLines(t, redact.Options{}, []line{
		{"Britain", "I live at 24 Clarke Avenue, Leeds LS1 4AP", []string{"address: 24 Clarke Avenue, Leeds LS1 4AP"}},
		{"United States", "ship it to 742 Evergreen Terrace, Apt 3, Springfield, OR 97403", []string{"address: 742 Evergreen Terrace, Apt 3, Springfield, OR 97403"}},
		{"small letters", "i live at 12 oak street now", []string{"address: 12 oak street"}},
		{"Germany", "Sie wohnt in der Lindenstraße 12b, 10969 Berlin.", []string{"address: Lindenstraße 12b, 10969 Berlin"}},
		{"France", "12 rue de la Paix, 75002 Paris", []string{"address: 12 rue de la Paix, 75002 Paris"}},
		{"Spain", "vive en Calle Mayor 5, Madrid", []string{"address: Calle Mayor 5, Madrid"}},
		{"Italy", "abita in Via Roma 12, Torino", []string{"address: Via Roma 12, Torino"}},
		{"Netherlands", "Prinsengracht 263, 1016 GV Amsterdam", []string{"address: Prinsengracht 263, 1016 GV Amsterdam"}},
		{"Poland", "ul. Słowicza 10, Wrocław", []string{"address: ul. Słowicza 10, Wrocław"}},
		{"Hungary", "Erzsébet tér 19.", []string{"address: Erzsébet tér 19"}},
		{"Sweden", "Storgatan 5, Malmö", []string{"address: Storgatan 5, Malmö"}},
		{"letter box", "P.O. Box 287, Tallinn", []string{"address: P.O. Box 287, Tallinn"}},
		{"postcode alone", "we are in SW1A 1AA somewhere", []string{"address: SW1A 1AA"}},
		{"Canada", "postal K1A 0B1", []string{"address: K1A 0B1"}},
		{"zip with a word", "my zip code is 35350", []string{"address: 35350"}},
		{"over lines", "14 Harbour Road\nBristol\nBS1 5TT", []string{"address: 14 Harbour Road\nBristol\nBS1 5TT"}},
		{"Britain with a flat", "my address is Flat 2, 118 Queens Park Rd, Brighton BN2 0GH", []string{"address: Flat 2, 118 Queens Park Rd, Brighton BN2 0GH"}},
		{"United States with a flat", "My new address: 4500 Lamar Blvd Apt 212, Austin, TX 78751", []string{"address: 4500 Lamar Blvd Apt 212, Austin, TX 78751"}},
		{"France in small letters", "j'habite au 27 avenue Victor Hugo avec mon fils", []string{"address: 27 avenue Victor Hugo"}},
		{"Germany, short", "ich wohne in der Goethestr. 8, 80336 München", []string{"address: Goethestr. 8, 80336 München"}},
		{"trap: street in talk", "it took 2 hours down the road", nil},
		{"trap: way", "that's the only way 5 people can work", nil},
		{"trap: via", "I did it via email 3 times", nil},
		{"trap: flat", "a flat 20% fee, suite of 12 tools", nil},
		{"trap: square", "the Square 5 reader", nil},
		{"trap: drive", "open Google Drive 2 times a day", nil},
	})
}

func TestFind_People(t *testing.T) {
	checkLines(t, redact.Options{}, []line{
		{"introduces herself", "Hi, my name is Priya Raman and I am a nurse.", []string{"person: Priya Raman"}},
		{"with a title", "Mrs. Okonkwo-Hale told us so", []string{"person: Okonkwo-Hale"}},
		{"possessive", "that was Sandra's idea", []string{"person: Sandra"}},
		{"first name", "I asked Kevin about it", []string{"person: Kevin"}},
		{"two people", "Tom and Jerry Hughes came", []string{"person: Tom", "person: Jerry Hughes"}},
		{"initial", "signed by J. Whitfield", []string{"person: J. Whitfield"}},
		{"middle initial", "Mary K. Olsen joined", []string{"person: Mary K. Olsen"}},
		{"joiners", "Vincent van der Berg wrote", []string{"person: Vincent van der Berg"}},
		{"Irish", "Siobhan O'Connor and Angus McLeod", []string{"person: Siobhan O'Connor", "person: Angus McLeod"}},
		{"Vietnamese", "my colleague Nguyen Thi Lan", []string{"person: Nguyen Thi Lan"}},
		{"speaker", "Sarah: yes, I think so\nPaul: no", []string{"person: Sarah", "person: Paul"}},
		{"speaker of an unknown name", "Zbynka: well, it depends\nMira: on what?", []string{"person: Zbynka", "person: Mira"}},
		{"small letters", "so yeah i talked to priya from sales about it", []string{"person: priya"}},
		{"small, full", "my name is karen holt and i work here", []string{"person: karen holt"}},
		{"small in mixed text", "I told susan that It was slow", []string{"person: susan"}},
		{"small with a title", "then dr patel came in", []string{"person: patel"}},
		{"small relation", "my husband gareth does the bills", []string{"person: gareth"}},
		{"capitals", "MY NAME IS PETER SCHMIDT", []string{"person: PETER SCHMIDT"}},
		{"ambiguous where a name is given", "my boss Mark said no", []string{"person: Mark"}},
		{"ambiguous with a family name", "I met Will Thompson there", []string{"person: Will Thompson"}},
		{"ambiguous who acts", "Then Grace said it was fine", []string{"person: Grace"}},
		{"again in the text", "I'm Oduya Brightwell. Brightwell is my second name.", []string{"person: Oduya Brightwell", "person: Brightwell"}},
		{"letter", "Dear Helen,\nthanks!\nRegards, Jonas", []string{"person: Helen", "person: Jonas"}},
		{"Arabic", "Fatima Al Sayed called", []string{"person: Fatima Al Sayed"}},
		{"small, several", "bethany took over from a man called tunde", []string{"person: bethany", "person: tunde"}},
		{"a place and a person of one name", "She's from Jordan and he is called Jordan", []string{"person: Jordan"}},
		{"sister of a ward", "thank you to Sister Bernadette and nurse Kelly-Ann", []string{"person: Bernadette", "person: Kelly-Ann"}},
		{"head of a mail", "From: Leila Haddad <leila@example.com> To: Support", []string{"person: Leila Haddad", "email: leila@example.com"}},
		{"trap: floor, mate and hang", "the third floor, mate, hang on", nil},
		{"trap: closing words", "Dear Customer, Kind Regards, The Support Team, Best, Cheers", nil},
		{"trap: interjections", "Aye. Ouch. Ja, nee, well. Aw, look.", nil},
		{"trap: programs", "Drupal: how to hide it? Haskell and DispatcherServlet on MacOS", nil},
		{"trap: San Francisco", "we stayed in San Francisco, near St Georges", nil},
		{"trap: May", "We start in May or June", nil},
		{"trap: will and may", "Will it work? May I ask? Mark as read.", nil},
		{"trap: mark as read", "I always press Mark as read", nil},
		{"trap: products", "We moved from Slack to Microsoft Teams and Figma", nil},
		{"trap: unknown product", "we use Zentrica every day", nil},
		{"trap: weekdays", "On Monday and Friday we meet", nil},
		{"trap: languages", "the German and English versions", nil},
		{"trap: places", "I flew to Singapore from Berlin", nil},
		{"trap: buttons", "click Save, then Export, then Cancel", nil},
		{"trap: headline", "How To Use The New Dashboard", nil},
		{"trap: sentence beginnings", "Price is high. Young people like it. Hope it helps. Bill me later.", nil},
		{"trap: abbreviations", "the API of our CRM and the HR team", nil},
		{"trap: role as speaker", "Interviewer: and then?\nP07: nothing", nil},
		{"trap: small common words", "i hope the mark will stay, it's a joy, may be grace", nil},
		{"trap: jack and frank", "the headphone jack, to be frank, and a bill", nil},
		{"trap: first person", "I'm German and I'm happy with it", nil},
	})
}

func TestFind_Organisations(t *testing.T) {
	checkLines(t, redact.Options{}, []line{
		{"legal form", "we buy from Halvorsen Logistics GmbH", []string{"organisation: Halvorsen Logistics GmbH"}},
		{"employer", "I work at Brightloom and like it", []string{"organisation: Brightloom"}},
		{"university", "she went to the University of Leeds", []string{"organisation: University of Leeds"}},
		{"hospital", "at Saint Columba Hospital they know", []string{"organisation: Saint Columba Hospital"}},
		{"trap: works for a person", "I work for Susan", []string{"person: Susan"}},
		{"trap: a group", "the group and the bank were slow", nil},
	})
}

func TestFind_OtherLanguages(t *testing.T) {
	checkLines(t, redact.Options{}, []line{
		{"German title", "Gestern hat mir Frau Lindemann gesagt, dass das nicht geht.", []string{"person: Lindemann"}},
		{"German name given", "Guten Tag, mein Name ist Sabine Vogel und ich arbeite hier.", []string{"person: Sabine Vogel"}},
		{"trap: German nouns", "Das Programm ist für die Arbeit mit der Kundin nicht gut.", nil},
		{"French", "Je m'appelle Camille Dubois et je suis infirmière", []string{"person: Camille Dubois"}},
		{"Spanish", "me llamo Lucía Ortega y vivo con mi hermana", []string{"person: Lucía Ortega"}},
		{"Dutch", "Mijn naam is Joost de Wit en ik woon hier", []string{"person: Joost de Wit"}},
		{"Italian", "Chiamami Ludovica, per favore, non è lontano da qui", []string{"person: Ludovica"}},
		{"trap: greeting before a function word", "Bonjour, je pense que le prix est trop élevé pour nous", nil},
		{"firm in German", "Ich arbeite bei der Holzbau Mertens GmbH und mag es nicht", []string{"organisation: Holzbau Mertens GmbH"}},
		{"forms work everywhere", "писать на anna@example.ru или +7 495 123-45-67", []string{"email: anna@example.ru", "phone: +7 495 123-45-67"}},
		{"Japanese with forms", "電話は03-1234-5678です", []string{"phone: 03-1234-5678"}},
	})
}

func TestFind_KnownNames(t *testing.T) {
	opt := redact.Options{People: []string{"Adaora Winters", "José Peña", "Bo", "Mark Field", "李娜"}, Organisations: []string{"Blue Kettle"}}
	checkLines(t, opt, []line{
		{"whole", "ADAORA WINTERS and adaora winters", []string{"person: ADAORA WINTERS", "person: adaora winters"}},
		{"first name, possessive", "adaora's idea", []string{"person: adaora"}},
		{"without accents", "jose pena said so", []string{"person: jose pena"}},
		{"family name", "we asked peña", []string{"person: peña"}},
		{"short name needs its capital", "Then Bo said bo", []string{"person: Bo"}},
		{"another word too", "the mark in the field", nil},
		{"another word, as a name", "then Mark came", []string{"person: Mark"}},
		{"not inside a word", "adaoras and Blue Kettles", nil},
		{"organisation", "at blue kettle we cook", []string{"organisation: blue kettle"}},
		{"another script", "我和李娜谈过", []string{"person: 李娜"}},
		{"names that hold nothing", "...", nil},
	})
}
