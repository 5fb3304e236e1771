package kit

import "golang.org/x/sys/windows"

// drives are the letters of disks and shares, in order: "C:", "D:".
func drives() []string {
	mask, err := windows.GetLogicalDrives()
	if err != nil {
		return nil
	}
	var all []string
	for i := range 26 {
		if mask&(1<<i) != 0 {
			all = append(all, string(rune('A'+i))+":")
		}
	}
	return all
}
