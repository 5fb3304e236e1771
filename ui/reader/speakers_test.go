package reader

import "testing"

func TestSpeakers_ANameThatIsTakenOffersToMerge(t *testing.T) {
	st := writingStudio(t)
	talk := st.m.Talk()
	if len(talk.Voices) != 2 {
		t.Fatalf("%d speakers", len(talk.Voices))
	}
	sp, other := talk.Voices[1].Speaker, talk.Voices[0].Speaker
	st.s.rename(sp, other.Name)
	st.tap("Merge into " + other.Name)
	eventually(t, "they are merged", func() bool { return st.m.Transcript.Revision == 2 })
	for _, u := range st.m.Transcript.Turns {
		if u.Speaker != other.Label {
			t.Errorf("a turn is still said by %q", u.Speaker)
		}
	}
}

func TestSpeakers_AFreeNameIsTaken(t *testing.T) {
	st := writingStudio(t)
	sp := st.m.Talk().Voices[0].Speaker
	st.s.rename(sp, "Somebody else")
	if st.w.Canvas().Overlays().Top() != nil {
		t.Error("a free name asks something")
	}
	eventually(t, "the speaker has the name", func() bool { return st.m.Interview.Speaker(sp.Label).Name == "Somebody else" })
}
