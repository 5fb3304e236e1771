package synthesis_test

import (
	"context"
	"fmt"

	"throughline/synthesis"
)

func ExampleThemes() {
	passages := []synthesis.Passage{
		{Text: "The export to PDF takes far too long.", Group: "P01"},
		{Text: "I waited ten minutes for the PDF export to finish.", Group: "P02"},
		{Text: "Exporting a PDF report is slow and it freezes.", Group: "P03"},
		{Text: "My password reset email never arrived.", Group: "P01"},
		{Text: "Resetting the password failed twice for me.", Group: "P03"},
		{Text: "The password reset link had expired.", Group: "P04"},
	}
	result, err := synthesis.Themes(context.Background(), passages, synthesis.ThemeOptions{K: 2, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, theme := range result.Themes {
		fmt.Println(i, theme.Size, theme.Label)
	}
	fmt.Println(result.Theme)
	// Output:
	// 0 3 PDF / export / ten minutes
	// 1 3 password reset link
	// [0 0 0 1 1 1]
}
