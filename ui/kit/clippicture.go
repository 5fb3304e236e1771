package kit

import (
	"sync"

	"golang.design/x/clipboard"

	"throughline/app"
	"throughline/ui/say"
)

// clipboardReady connects to the desktop's clipboard once. Fyne's own takes text only.
var clipboardReady = sync.OnceValue(clipboard.Init)

// copyPicture puts a PNG on the desktop's clipboard. It returns EInvalid where the desktop takes no pictures; call it beside the window.
func copyPicture(png []byte) error {
	if err := clipboardReady(); err != nil {
		return &app.Error{Code: app.EInvalid, Message: say.T("This desktop's clipboard takes no pictures."), Hint: say.T("Save the chart as PNG instead."), Err: err}
	}
	clipboard.Write(clipboard.FmtImage, png)
	return nil
}
