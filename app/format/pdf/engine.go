package pdf

import (
	"context"
	"io"
	"runtime/debug"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	// maxMemory bounds what one document may take, in pages of 64 KiB: 768 MB, so that documents of 256 MB fit with what is made of them.
	maxMemory = 768 << 20 >> 16
	// readers is how many documents are read at a time.
	readers = 2
	// patience is how long a document waits for its turn. Each takes seconds.
	patience = 10 * time.Minute
)

// engine holds the library that takes documents apart (PDFium), compiled once for all documents of the process. It runs in a sandbox that sees no
// file, no network and no clock but its own: what a hostile document breaks is the sandbox.
var engine struct {
	once sync.Once
	pool pdfium.Pool
	err  error
}

// start compiles the library, which takes some seconds of a processor, or takes it as compiled before from a folder. "" keeps none. The folder of the
// first document counts. Returns the context's error when it ends before; the work goes on for the next document.
func start(ctx context.Context, folder string) (pdfium.Pool, error) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		engine.once.Do(func() { engine.pool, engine.err = compile(folder) })
	}()
	select {
	case <-done:
		return engine.pool, engine.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func compile(folder string) (pdfium.Pool, error) {
	runtime := wazero.NewRuntimeConfig().WithCloseOnContextDone(true).WithMemoryLimitPages(maxMemory).
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
	if folder != "" {
		if cache, err := wazero.NewCompilationCacheWithDir(folder); err == nil { // without the folder it is compiled anew
			runtime = runtime.WithCompilationCache(cache)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{MaxTotal: readers, RuntimeConfig: runtime, FSConfig: wazero.NewFSConfig(),
		Stdout: io.Discard, Stderr: io.Discard})
	debug.FreeOSMemory() // compiling takes some 300 MB for a moment
	return pool, err
}
