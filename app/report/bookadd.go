package report

import "throughline/app"

// Add puts sheets that others made before the data dictionary, which explains their columns too. They count in the hash of the data.
func (b *Book) Add(sheets ...Sheet) {
	if len(sheets) == 0 {
		return
	}
	all := append(b.Sheets[:len(b.Sheets)-1:len(b.Sheets)-1], sheets...)
	b.Sheets = append(all, dictionary(all))
	late := b.Late
	b.Late = func() error {
		if late != nil {
			if err := late(); err != nil {
				return err
			}
		}
		print := newFingerprint()
		if err := print.add("book", b.Hash); err != nil {
			return err
		}
		for _, s := range sheets {
			if err := print.add(s.Name, s.Rows); err != nil {
				return err
			}
		}
		b.Hash = print.sum()
		return nil
	}
}

// CountValue is a cell of a count.
func CountValue(n int) Value { return whole(n) }

// ShareValue is a cell of a share, 0 to 1, shown as per cent.
func ShareValue(f float64) Value { return share(f) }

// DayValue is a cell of a date.
func DayValue(d app.Date) Value { return date(d) }

// AmountValue is a cell of a number with two decimals.
func AmountValue(f float64) Value { return number(f) }
