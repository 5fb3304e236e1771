package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Mean returns the mean of values and its t interval: x̄ ± t s / √n with n-1 degrees of freedom (Student 1908), for scores of
// questionnaires such as SUS, SEQ and CES. With one value the interval is infinite, with none all is NaN.
func Mean(values []float64, level float64) (float64, Interval) {
	n := float64(len(values))
	if n == 0 {
		return math.NaN(), Interval{math.NaN(), math.NaN()}
	}
	var sum, squares float64
	for _, v := range values {
		sum += v
	}
	mean := sum / n
	if n == 1 {
		return mean, Interval{math.Inf(-1), math.Inf(1)}
	}
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	if !(level > 0 && level < 1) {
		level = 0.95
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(1 - (1-level)/2)
	half := t * math.Sqrt(squares/(n-1)/n)
	return mean, Interval{mean - half, mean + half}
}

// GeometricMean returns the geometric mean of times on task and its interval: that of the logarithms, turned back. It is the
// best middle of fewer than 25 times (Sauro and Lewis 2010). Times are above 0; of others all is NaN.
func GeometricMean(times []float64, level float64) (float64, Interval) {
	logs := make([]float64, len(times))
	for i, t := range times {
		if !(t > 0) {
			return math.NaN(), Interval{math.NaN(), math.NaN()}
		}
		logs[i] = math.Log(t)
	}
	mean, in := Mean(logs, level)
	return math.Exp(mean), Interval{math.Exp(in.Low), math.Exp(in.High)}
}

// SUS returns the System Usability Scale of one person, 0 to 100 (Brooke 1996), from the ten answers 1 to 5 in the order of the
// form. ok is false when there are not ten, or one lies outside.
//
//	SUS = 2.5 (Σ odd items (x-1) + Σ even items (5-x))
func SUS(answers []int) (score float64, ok bool) {
	if len(answers) != 10 {
		return 0, false
	}
	sum := 0
	for i, x := range answers {
		if x < 1 || x > 5 {
			return 0, false
		}
		if i%2 == 0 {
			sum += x - 1
		} else {
			sum += 5 - x
		}
	}
	return 2.5 * float64(sum), true
}

// susGrades are the curved grading scale of Sauro and Lewis (2016, Quantifying the User Experience, table 8.5): the least mean of
// each grade.
var susGrades = []struct {
	least float64
	grade string
}{{84.1, "A+"}, {80.8, "A"}, {78.9, "A-"}, {77.2, "B+"}, {74.1, "B"}, {72.6, "B-"}, {71.1, "C+"}, {65, "C"}, {62.7, "C-"}, {51.7, "D"}}

// SUSGrade returns the grade of a mean SUS score from "A+" to "F". The scale speaks of means of studies, not of one person; means are
// rounded to a tenth, as the table is. 68, the mean of all studies, is a C.
func SUSGrade(mean float64) string {
	mean = math.Round(mean*10) / 10
	for _, g := range susGrades {
		if mean >= g.least {
			return g.grade
		}
	}
	return "F"
}

// UMUXLite returns the UMUX-Lite of one person, 0 to 100, from two answers 1 to 7, and the SUS it foretells: .65 x + 22.9 (Lewis,
// Utesch and Maher 2013).
//
//	x = (a + b - 2) 100 / 12
func UMUXLite(useful, easy float64) (score, sus float64) {
	score = (useful + easy - 2) * 100 / 12
	return score, 0.65*score + 22.9
}

// UXLite returns the UX-Lite of one person, 0 to 100, from two answers 1 to 5: (a + b - 2) 100 / 8 (Sauro and Lewis 2021).
func UXLite(useful, easy float64) float64 { return (useful + easy - 2) * 100 / 8 }

// Discovery returns the chance that n people meet a problem that each meets with chance p: 1 - (1-p)ⁿ (Virzi 1992).
func Discovery(p float64, n int) float64 { return 1 - math.Pow(1-p, float64(n)) }

// PeopleToDiscover returns how many people are needed to meet such a problem with chance goal, rounded up: ln(1-goal) / ln(1-p).
// p and goal lie between 0 and 1; otherwise it returns 0.
func PeopleToDiscover(p, goal float64) int {
	if !(p > 0 && p < 1 && goal > 0 && goal < 1) {
		return 0
	}
	return int(math.Ceil(math.Log(1-goal)/math.Log(1-p) - 1e-9))
}

// AdjustedDiscovery corrects the mean chance p of meeting a problem, found with few people n, for the problems nobody met (Lewis 2001): the
// mean of a deflation by 1/n and a Good-Turing discount, gt being the share of the problems met by one person only.
//
//	½ (p - 1/n) (1 - 1/n) + ½ p / (1 + gt)
func AdjustedDiscovery(p float64, n int, gt float64) float64 {
	if n < 1 {
		return 0
	}
	each := 1 / float64(n)
	return max(0, 0.5*(p-each)*(1-each)+0.5*p/(1+gt))
}
