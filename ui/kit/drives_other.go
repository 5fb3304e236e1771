//go:build !windows

package kit

// drives are letters where disks have letters; here everything lies below one root.
func drives() []string { return nil }
