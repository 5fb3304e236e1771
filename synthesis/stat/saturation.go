package stat

// Saturation says how much news later interviews bring.
type Saturation struct {
	BaseCodes int       // codes first found in the base
	Ratios    []float64 // new-information ratio of each run; run i begins with interview base+i, counted from 0
	At        int       // interviews after which the threshold is met, base or more; -1 when it never is
}

// Saturate measures saturation by Guest, Namey and Chen 2020 (PLoS ONE 15(5): e0232076). newCodes has the number of codes first seen
// in each interview, in order; base is how many interviews make the base (they examine 4 to 6), run how many
// later interviews make a run (2 or 3), threshold the ratio that counts as saturated (0.05 or 0):
//
//	ratio = new codes in the run / codes in the base
//
// Runs slide by one interview. "At" and run are reported together: saturation at 6+2. With a base without codes,
// or too few interviews for a run, there are no ratios and At is -1.
func Saturate(newCodes []int, base, run int, threshold float64) Saturation {
	s := Saturation{At: -1}
	if base < 1 || run < 1 || base > len(newCodes) {
		return s
	}
	for _, n := range newCodes[:base] {
		s.BaseCodes += n
	}
	if s.BaseCodes == 0 {
		return s
	}
	for start := base; start+run <= len(newCodes); start++ {
		found := 0
		for _, n := range newCodes[start : start+run] {
			found += n
		}
		ratio := float64(found) / float64(s.BaseCodes)
		s.Ratios = append(s.Ratios, ratio)
		if s.At < 0 && ratio <= threshold {
			s.At = start
		}
	}
	return s
}
