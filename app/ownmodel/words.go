package ownmodel

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"throughline/app"
	"throughline/synthesis/embed"
)

// Speed says how fast the model is here, in words: "About 40 passages a second on this computer: 10,000 findings take about 4 minutes."
func (i Info) Speed() string {
	rate := fmt.Sprintf("About %s passages a second", app.Number(int(math.Round(i.PerSecond))))
	if i.PerSecond < 1.5 {
		rate = "About one passage a second or less"
	}
	return fmt.Sprintf("%s on this computer: 10,000 findings take about %s.", rate, about(time.Duration(10_000/i.PerSecond*float64(time.Second))))
}

// about rounds a time to what a person plans with.
func about(d time.Duration) string {
	switch {
	case d < 90*time.Second:
		return app.Count(max(1, int(math.Round(d.Seconds()))), "second")
	case d < 90*time.Minute:
		return app.Count(int(math.Round(d.Minutes())), "minute")
	}
	return app.Count(int(math.Round(d.Hours())), "hour")
}

// explain turns a fault of a model folder into words for the person who chose it.
func explain(err error, dir string) error {
	var fault *embed.Error
	if !errors.As(err, &fault) {
		if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
			return err
		}
		return &app.Error{Code: app.EIO, Op: "run model", Path: dir, Err: err, Message: "The language model could not be read or run.",
			Hint: "Check it in Settings, or switch it off: themes work without it."}
	}
	e := &app.Error{Op: "open model", Path: dir, Err: err}
	switch fault.Kind {
	case embed.NoModel:
		e.Code, e.Message = app.ENotFound, "There is no model.onnx in this folder."
		e.Hint = "Choose the folder of a sentence-transformers export: it holds model.onnx, or a folder onnx with it, and tokenizer.json."
	case embed.NoTokenizer:
		e.Code, e.Message = app.ENotFound, "There is no tokenizer.json beside the model."
		e.Hint = "Put the tokenizer.json of the same model into the folder. A vocab.txt alone is not enough."
	case embed.NotEncoder:
		e.Code, e.Message = app.EUnsupported, "This model does not turn texts into vectors: "+fault.Part+"."
		e.Hint = "Choose a sentence-embedding model, not one that writes text, classifies or reads pictures."
	case embed.TooLarge:
		e.Code, e.Message = app.ETooLarge, "“"+fault.File+"” is too large."
		e.Hint = "Models up to 1 GB are read. Small ones (90 to 500 MB) are the ones that run well on a computer."
	case embed.Unsupported:
		e.Code, e.Message = app.EUnsupported, fmt.Sprintf("“%s” has what Throughline cannot run: %s.", fault.File, fault.Part)
		e.Hint = "Export the model again as one plain ONNX file in 32 bits with its tokenizer.json, or choose another."
	case embed.Mismatched:
		e.Code, e.Message = app.EInvalid, "The tokenizer.json is that of another model: "+fault.Part+"."
		e.Hint = "Take both files from the same export."
	default:
		e.Code, e.Message = app.EInvalid, "“"+fault.File+"” is broken or not what its name says."
		e.Hint = "Copy the file again. A download that stopped half way looks like this."
	}
	return e
}

// sentences are what the speed is measured on: fifty, of the length of a finding.
func sentences() []string {
	var out []string
	for _, who := range []string{"My manager", "A colleague in accounting", "The new trainee", "Our team", "Somebody from support"} {
		for _, what := range []string{"could not find the export button on the second page", "waited half a day until the invoice was there",
			"prints the list because the screen is too small", "asked twice whether the change had been saved", "types the numbers into a spreadsheet every Friday",
			"forgot the password and was locked out over the weekend", "likes that the chart shows last year as well", "never opens the app when the connection is bad",
			"would rather get a message than look it up", "had to explain the prices to a customer on the phone"} {
			out = append(out, who+" "+what+".")
		}
	}
	return out
}
