package charset_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/htmlindex"

	"throughline/app/format/charset"
)

const plain = "All plain words here, nothing else to see. "

func encode(t *testing.T, name, text string) []byte {
	t.Helper()
	e, err := htmlindex.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestDetect_TellsEncodings holds the floor: each text comes back as it was.
func TestDetect_TellsEncodings(t *testing.T) {
	for _, c := range []struct {
		name, enc, text string
		unsure          bool
	}{
		{"ascii", "utf-8", plain, false},
		{"utf-8 late", "utf-8", strings.Repeat(plain, 3000) + "Ana said: “naïve”.", false},
		{"one accent in 10 kB", "windows-1252", strings.Repeat(plain, 300) + "The café was closed.", false},
		{"quotation marks only", "windows-1252", strings.Repeat(plain, 300) + "It’s 5 € – “really”… ", false},
		{"one quotation mark in 100 kB", "windows-1252", strings.Repeat(plain, 2500) + "It’s fine.", false},
		{"German", "windows-1252", "Ana: Ich möchte für später üben. Das ist schön und groß. Wir können es ändern, über Straße.", false},
		{"one German word", "windows-1252", "Straße", false},
		{"French and Spanish", "windows-1252", "Je ne sais pas où c'était, mais déjà à l'école j'ai été très gênée par ça. Señor, mañana él está.", false},
		{"Portuguese", "windows-1252", "Não sei onde clicar. A informação não está lá, então desisti. Avó, avô, você, opções, coração.", true},
		{"Spanish signs", "windows-1252", "Nº 5 – Señor Núñez: ¿Dónde está? ¡Aquí!", false},
		{"Nordic", "windows-1252", "Jag förstår inte. Det är svårt att hitta på sidan. Æbler, smørrebrød, blåbær.", false},
		{"degrees and pounds", "windows-1252", "Zoë said: 20 °C, £5 and ½ cup.", false},
		{"Mac", "macintosh", "The café’s menu — “really” naïve… était déjà là. Über die Straße.", false},
		{"Polish", "windows-1250", "Myślę, że to jest trudne. Łatwo się zgubić, gdy wszystko jest ukryte. Nie wiedziałem, gdzie kliknąć.", false},
		{"Hungarian", "windows-1250", "Szerintem az űrlap túl hosszú. Nem tudtam, hová kell kattintani, és őszintén szólva elvesztem.", false},
		{"Czech", "windows-1250", "Myslím, že je to těžké. Nevěděl jsem, kam kliknout, abych zaplatil. Příliš žluťoučký kůň.", false},
		{"Turkish", "windows-1254", "Bence çok zor. Nereye tıklayacağımı bilmiyordum, ödeme yapmak için uğraştım. Şimdi iyi değil.", false},
		{"Russian", "windows-1251", "Я не знал, куда нажать, чтобы оплатить заказ. Это было очень сложно и непонятно.", false},
		{"Russian KOI8", "koi8-r", "Я не знал, куда нажать, чтобы оплатить заказ. Это было очень сложно и непонятно.", false},
		{"Greek", "iso-8859-7", "Δεν ήξερα πού να πατήσω για να πληρώσω. Ήταν πολύ δύσκολο και δεν καταλάβαινα τίποτα.", false},
		{"Hebrew", "windows-1255", "לא ידעתי איפה ללחוץ כדי לשלם. זה היה קשה מאוד ולא הבנתי כלום.", false},
		{"Japanese", "shift_jis", "どこをクリックすればいいのか分かりませんでした。とても難しかったです。", false},
		{"Japanese EUC", "euc-jp", "どこをクリックすればいいのか分かりませんでした。とても難しかったです。", false},
		{"Japanese mail", "iso-2022-jp", "どこをクリックすればいいのか分かりませんでした。", false},
		{"Chinese", "gb18030", "我不知道点击哪里才能付款。这对我来说非常困难，我完全不明白发生了什么事情。后来我放弃了。", false},
		{"Chinese Big5", "big5", "我不知道點擊哪裡才能付款。這對我來說非常困難，我完全不明白發生了什麼事情。後來我放棄了。", false},
		{"Korean", "euc-kr", "어디를 눌러야 결제할 수 있는지 몰랐어요. 정말 어려웠고 아무것도 이해하지 못했습니다.", false},
		{"Thai", "windows-874", "ฉันไม่รู้ว่าจะกดที่ไหนเพื่อจ่ายเงิน มันยากมากและฉันไม่เข้าใจอะไรเลย", false},
		{"UTF-16 LE unmarked", "utf-16le", "Ana: It’s fine 🙂\nBen: ok", false},
		{"UTF-16 BE unmarked", "utf-16be", "Ana: It’s fine 🙂\nBen: ok", false},
		{"UTF-16 Chinese unmarked", "utf-16le", "我不知道点击哪里\n才能付款。", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := encode(t, c.enc, c.text)
			g, err := charset.Detect(t.Context(), bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			got, dropped, replaced, err := charset.Decode(t.Context(), bytes.NewReader(b), g.Name, int64(len(b)), nil)
			if err != nil || got != c.text || dropped != 0 || replaced != 0 {
				t.Errorf("as %s: %.80q (dropped %d, replaced %d, %v), want %.80q", g.Name, got, dropped, replaced, err, c.text)
			}
			if g.Sure == c.unsure {
				t.Errorf("Sure = %v", g.Sure)
			}
		})
	}
}

func TestDetect_ReadsMarks(t *testing.T) {
	for _, c := range []struct{ name, bytes, want string }{
		{"utf-8", "\xEF\xBB\xBFh\xC3\xA9", "hé"},
		{"utf-16le", "\xFF\xFEh\x00\xE9\x00", "hé"},
		{"utf-16be", "\xFE\xFF\x00h\x00\xE9", "hé"},
		{"utf-32le", "\xFF\xFE\x00\x00h\x00\x00\x00\xE9\x00\x00\x00", "hé"},
		{"utf-32be", "\x00\x00\xFE\xFF\x00\x00\x00h\x00\x00\x00\xE9", "hé"},
		{"utf-32le", "h\x00\x00\x00\xE9\x00\x00\x00", "hé"},
	} {
		g, _ := charset.Detect(t.Context(), strings.NewReader(c.bytes))
		got, _, _, err := charset.Decode(t.Context(), strings.NewReader(c.bytes), g.Name, 0, nil)
		if g.Name != c.name || got != c.want || err != nil {
			t.Errorf("%q is %s %q (%v), want %s %q", c.bytes, g.Name, got, err, c.name, c.want)
		}
	}
}

func TestDetect_KeepsDamagedUTF8(t *testing.T) {
	for _, c := range []struct {
		name, text string
		broken     int
	}{
		{"one bad byte", strings.Repeat("Müller größer ", 10) + "\xFF end", 1},
		{"cut at the end", strings.Repeat("Müller größer ", 10) + "\xE2\x80", 1},
	} {
		g, _ := charset.Detect(t.Context(), strings.NewReader(c.text))
		if g.Name != "utf-8" || g.Broken != c.broken {
			t.Errorf("%s: %+v, want utf-8 with %d broken", c.name, g, c.broken)
		}
	}
}

func TestDetect_AcrossChunks(t *testing.T) {
	for pad := range 8 {
		b := strings.Repeat("x", 64<<10-4+pad) + "é“ü”🙂" + strings.Repeat("y", 70<<10) + "ß"
		g, _ := charset.Detect(t.Context(), strings.NewReader(b))
		if g.Name != "utf-8" || g.Broken != 0 {
			t.Errorf("pad %d: %+v", pad, g)
		}
	}
}

func TestDetect_KnowsBinary(t *testing.T) {
	b := make([]byte, 4096)
	for i := range b {
		b[i] = byte(i * 7)
	}
	if g, _ := charset.Detect(t.Context(), bytes.NewReader(b)); g.Name != "" {
		t.Errorf("binary is %q", g.Name)
	}
	if g, _ := charset.Detect(t.Context(), strings.NewReader("a note\x00with a zero")); g.Name != "" {
		t.Errorf("a zero byte in text is %q", g.Name)
	}
}

func TestDecode_CleansLines(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a\r\nb\rc\nd\r\n\r\ne", "a\nb\nc\nd\n\ne"},
		{"a\r\r\nb", "a\n\nb"},
		{"page one\fpage two\vline", "page one\npage two\nline"},
		{"b\x08ell\x07\x1a", "bell"},
		{"tab\tkept", "tab\tkept"},
		{"", ""},
	} {
		got, _, _, err := charset.Decode(t.Context(), strings.NewReader(c.in), "utf-8", 0, nil)
		if got != c.want || err != nil {
			t.Errorf("Decode(%q) = %q, %v, want %q", c.in, got, err, c.want)
		}
	}
	long := strings.Repeat("x", 64<<10-1) + "\r\ny"
	if got, _, _, _ := charset.Decode(t.Context(), strings.NewReader(long), "", 0, nil); !strings.HasSuffix(got, "x\ny") {
		t.Error("a line end across two reads is doubled")
	}
}

func TestDecode_RefusesBinary(t *testing.T) {
	for _, in := range []string{"a\x00b", strings.Repeat("\x01\x02ab", 20)} {
		if _, _, _, err := charset.Decode(t.Context(), strings.NewReader(in), "", 0, nil); !errors.Is(err, charset.ErrBinary) {
			t.Errorf("Decode(%.10q) = %v, want ErrBinary", in, err)
		}
	}
	if _, _, _, err := charset.Decode(t.Context(), strings.NewReader("a"), "klingon", 0, nil); err == nil {
		t.Error("an unknown encoding is accepted")
	}
}

func TestDecode_Stops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, _, err := charset.Decode(ctx, strings.NewReader("a"), "", 0, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Decode = %v", err)
	}
	if _, err := charset.Detect(ctx, strings.NewReader("a")); !errors.Is(err, context.Canceled) {
		t.Errorf("Detect = %v", err)
	}
}
