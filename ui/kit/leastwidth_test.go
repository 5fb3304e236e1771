package kit

import (
	"math/rand/v2"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// counted is an object that counts how often its size is asked for.
type counted struct {
	*canvas.Rectangle
	asked *int
}

func (c counted) MinSize() fyne.Size {
	*c.asked++
	return c.Rectangle.MinSize()
}

// nested lays a leaf into rows and columns, depth of them in each other.
func nested(depth int, asked *int) fyne.CanvasObject {
	leaf := canvas.NewRectangle(Color(Ink))
	leaf.SetMinSize(fyne.NewSize(30, 10))
	var o fyne.CanvasObject = counted{leaf, asked}
	for range depth {
		o = HStackTop(Space1, VStack(Space1, Pad(o, 1)))
	}
	return o
}

func TestLeastWidth_AsksOnceALevel(t *testing.T) {
	var few, many int
	nested(4, &few).MinSize()
	nested(16, &many).MinSize()
	if few == 0 || many > 5*few {
		t.Errorf("a leaf was asked %d times through 4 rows, %d times through 16: it grows faster than the depth", few, many)
	}
}

// TestLeastWidth_IsTheWidthOfMinSize compares both over trees of all layouts, drawn at random, before and after they were placed.
func TestLeastWidth_IsTheWidthOfMinSize(t *testing.T) {
	test.NewTempApp(t)
	dice := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		o := randomTree(dice, 4)
		for _, when := range []string{"new", "placed"} {
			if got, want := leastWidth(o), o.MinSize().Width; got != want {
				t.Fatalf("%s: least width %v, least size %v wide", when, got, want)
			}
			o.Resize(fyne.NewSize(100+float32(dice.IntN(500)), 300))
		}
	}
}

func randomTree(dice *rand.Rand, depth int) fyne.CanvasObject {
	if depth == 0 {
		switch dice.IntN(3) {
		case 0:
			return NewText("some words", Body)
		case 1:
			return NewParagraph("words that wrap when there is little room for them", Small)
		}
		return NewButton("Press", Quiet, nil)
	}
	var in []fyne.CanvasObject
	for range 1 + dice.IntN(3) {
		in = append(in, randomTree(dice, depth-1))
	}
	if len(in) > 1 && dice.IntN(4) == 0 {
		in[0].Hide()
	}
	switch dice.IntN(8) {
	case 0:
		return HStack(Space2, in...)
	case 1:
		return VStack(Space2, in...)
	case 2:
		return Stack(in...)
	case 3:
		return Columns(Space1, nil, in...)
	case 4:
		return Inset(in[0], 1, 2, 3, 4)
	case 5:
		return Fixed(in[0], float32(dice.IntN(2)*120), 0)
	case 6:
		return NewTapCard(in[0], nil)
	}
	return HStack(0, Grow(VStack(0, in...)), NewText("x", Body))
}
