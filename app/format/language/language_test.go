package language_test

import (
	"strings"
	"testing"

	"throughline/app/format/language"
)

func TestGuess(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"en", "I was looking for the button and it just wasn't there, so I gave up on that."},
		{"de", "Ich habe den Knopf nicht gefunden und dann war es mir auch egal, aber das ist nicht gut."},
		{"fr", "Je ne sais pas, c'est dans le menu mais on ne trouve pas la page qui était là."},
		{"es", "No lo sé, pero es que en la página no está el botón y eso me parece muy raro."},
		{"it", "Non ho capito, ma il pulsante non era nella pagina e questo è anche peggio per me."},
		{"pt", "Eu não sei, mas o botão não está na página e isso é muito estranho para você."},
		{"nl", "Ik weet het niet, maar de knop is er niet en dat was voor mij een probleem."},
		{"sv", "Jag vet inte, men det är svårt att hitta den på sidan och vi har inte tid."},
		{"pl", "Nie wiem, ale to jest trudne i nie było tego na stronie, bo się zgubiłem."},
		{"ja", "どこをクリックすればいいのか分かりませんでした。"},
		{"zh", "我不知道点击哪里才能付款。这很困难。"},
		{"ko", "어디를 눌러야 결제할 수 있는지 몰랐어요."},
		{"ru", "Я не знал, куда нажать, чтобы оплатить заказ."},
		{"uk", "Я не знав, куди натиснути, щоб сплатити замовлення, і її."},
		{"el", "Δεν ήξερα πού να πατήσω για να πληρώσω."},
		{"", ""},
		{"", "Yes."},
		{"", "12 34 56 78"},
		{"", "Xq zzkp wrrt plof grumb splat trek dwoll fnord quux"},
		{"", strings.Repeat("🙂", 20000)},
	} {
		if got := language.Guess(c.text); got != c.want {
			t.Errorf("Guess(%.40q) = %q, want %q", c.text, got, c.want)
		}
	}
	if got := language.Guess(strings.Repeat("the and é ", 10000)); got != "en" {
		t.Errorf("long text = %q", got)
	}
}
