package reader

import (
	"context"
	"time"

	"throughline/ui/task"
)

// savePause is how long after a change what is open is written down.
const savePause = 300 * time.Millisecond

func (d *Desk) saveSoon() {
	if d.Keeper == nil {
		return
	}
	if d.save != nil {
		d.save()
	}
	d.save = task.After(savePause, d.saveNow)
}

func (d *Desk) saveNow() {
	d.save = nil
	k, author, r := d.Keeper, d.Author, d.tabs.desk(d.whose)
	d.saving.Do(func(ctx context.Context) error { return k.SaveReadingDesk(ctx, author, r) }, nil)
}
