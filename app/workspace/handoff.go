package workspace

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"throughline/app"
	"throughline/app/report"
	"throughline/app/scratch"
)

// HandOff is what writing a hand-off bundle needs besides the report.
type HandOff struct {
	Open Opener             // makes the workspace inside
	Key  ed25519.PrivateKey // signs the list of hashes, see SigningKey
	File report.FileOptions
}

// The files of a bundle.
const (
	handWorkspace = "research.throughline"
	handReport    = "report.pdf"
	handSheet     = "metrics.xlsx"
	handList      = "hashes.json"
	handSignature = "hashes.sig"
	handReadMe    = "READ-ME.txt"
)

// hashList is what is signed: every file with its hash, and the key to check it by.
type hashList struct {
	Version int       `json:"version"` // 1
	Title   string    `json:"title"`
	Date    app.Date  `json:"date"`
	Key     string    `json:"key"` // public, ed25519, base64
	Files   []hashRow `json:"files"`
}

type hashRow struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"` // lower-case hex
}

// SigningKey reads the key that bundles are signed with from a folder of the person's, and makes it the first time. Returns EDamaged for a file that
// holds none, EIO where the folder may not be written.
func SigningKey(dir string) (ed25519.PrivateKey, error) {
	path := filepath.Join(dir, "signing.key")
	text, err := os.ReadFile(path)
	if err == nil {
		seed, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
		if err != nil || len(seed) != ed25519.SeedSize {
			return nil, &app.Error{Code: app.EDamaged, Op: "read key", Path: path, Message: "The key that signs bundles cannot be read.", Hint: "Put it back from a copy, or take the file " + path + " away: the next bundle makes a new one."}
		}
		return ed25519.NewKeyFromSeed(seed), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, keyError(path, err)
	}
	seed := make([]byte, ed25519.SeedSize)
	if _, err := rand.Read(seed); err != nil {
		return nil, keyError(path, err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, keyError(path, err)
	}
	if err := os.WriteFile(path, []byte(base64.StdEncoding.EncodeToString(seed)+"\n"), 0o600); err != nil {
		return nil, keyError(path, err)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

func keyError(path string, err error) error {
	return &app.Error{Code: app.EIO, Op: "signing key", Path: path, Message: "The key that signs bundles could not be kept.", Hint: "Is the folder " + filepath.Dir(path) + " yours to write?", Err: err}
}

// WriteHandOff writes a bundle to hand over: the report, the metric sheet and a workspace that holds only what the readers may see (see handOffRecords), with a
// signed list of their hashes, as one zip, whole or not at all. Returns what was kept out, and errors as WriteReport.
func (w *Workspace) WriteHandOff(ctx context.Context, spec report.Spec, path string, h HandOff) (kept app.Withheld, err error) {
	folder, err := scratch.New("")
	if err != nil {
		return kept, &app.Error{Code: app.EIO, Op: "hand off", Message: "The bundle could not be prepared.", Hint: "Is the disk full?", Err: err}
	}
	defer func() { _ = folder.Remove() }() // the next start removes what stays
	dir := folder.Path
	inside := func(name string) string { return filepath.Join(dir, name) }
	file := report.FileOptions{Audience: h.File.Audience, OnWithheld: func(x app.Withheld) { kept = x }}
	if _, err := w.WriteReport(ctx, spec, inside(handReport), file); err != nil {
		return kept, err
	}
	if _, err := w.WriteSheet(ctx, spec, inside(handSheet), report.FileOptions{Audience: h.File.Audience}); err != nil {
		return kept, err
	}
	if err := w.handOffWorkspace(ctx, spec, inside(handWorkspace), h); err != nil {
		return kept, err
	}
	if err := os.WriteFile(inside(handReadMe), []byte(handReadMeText), 0o600); err != nil {
		return kept, &app.Error{Code: app.EIO, Op: "hand off", Message: "The bundle could not be prepared.", Hint: "Is the disk full?", Err: err}
	}
	if h.File.OnWithheld != nil {
		h.File.OnWithheld(kept)
	}
	return kept, report.WriteFile(path, h.File, func(out io.Writer) error { return pack(ctx, out, dir, spec, h.Key) })
}

const handReadMeText = `This bundle was made with Throughline to hand research over.

report.pdf             the report
metrics.xlsx           the metric sheet
research.throughline   findings, themes and insights, to open with Throughline; it holds only
                       what people allowed these readers to see, and no names or contact details
hashes.json            the hash of each file, and the public key that signed the list
hashes.sig             the signature (ed25519) of hashes.json

To check that nothing was changed: throughline bundle check FILE.zip, or in Throughline:
Reports, Check a file. Compare the key with the one that the sender names.
`

// pack writes the files of a folder as a bundle.
func pack(ctx context.Context, out io.Writer, dir string, spec report.Spec, key ed25519.PrivateKey) error {
	list := hashList{Version: 1, Title: spec.Title, Date: spec.Date, Key: base64.StdEncoding.EncodeToString(key.Public().(ed25519.PublicKey))}
	z := zip.NewWriter(out)
	for _, name := range []string{handReadMe, handSheet, handReport, handWorkspace} {
		if err := ctx.Err(); err != nil {
			return err
		}
		row, err := packed(z, dir, name, spec.Date)
		if err != nil {
			return err
		}
		list.Files = append(list.Files, row)
	}
	text, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		return err
	}
	signature := base64.StdEncoding.EncodeToString(ed25519.Sign(key, text))
	for _, f := range []struct{ name, text string }{{handList, string(text)}, {handSignature, signature}} {
		part, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: spec.Date.Time()})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(part, f.text); err != nil {
			return err
		}
	}
	return z.Close()
}

// packed puts a file into a zip and returns its hash.
func packed(z *zip.Writer, dir, name string, day app.Date) (row hashRow, err error) {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return row, err
	}
	defer f.Close()
	head := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: day.Time()}
	head.SetMode(0o444) // to read, not to change
	part, err := z.CreateHeader(head)
	if err != nil {
		return row, err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(part, sum), f)
	return hashRow{name, n, hex.EncodeToString(sum.Sum(nil))}, err
}

// CheckHandOff says by which key a bundle is signed when every file in it is as it was signed, and that no other is in it. Returns ENotFound where there is no such file,
// EUnsupported for a file that is no bundle, EDamaged, naming what is wrong, for one that was changed.
func CheckHandOff(ctx context.Context, path string) (key string, err error) {
	z, err := zip.OpenReader(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", &app.Error{Code: app.ENotFound, Op: "check bundle", Path: path, Message: "There is no file " + path + ".", Hint: "Look at the name and the folder again."}
	}
	if err != nil {
		return "", noBundle(path, err)
	}
	defer z.Close()
	text, err := small(&z.Reader, handList)
	if err != nil {
		return "", noBundle(path, err)
	}
	signature, err := small(&z.Reader, handSignature)
	if err != nil {
		return "", noBundle(path, err)
	}
	var list hashList
	if json.Unmarshal(text, &list) != nil || list.Version != 1 {
		return "", noBundle(path, nil)
	}
	public, err := base64.StdEncoding.DecodeString(list.Key)
	if err != nil || len(public) != ed25519.PublicKeySize {
		return "", noBundle(path, err)
	}
	sig, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(signature)))
	if err != nil || !ed25519.Verify(public, text, sig) {
		return "", tampered(path, "The list of hashes is not as it was signed.")
	}
	return list.Key, sameFiles(ctx, path, &z.Reader, list)
}

// sameFiles holds every file of a bundle to the list.
func sameFiles(ctx context.Context, path string, z *zip.Reader, list hashList) error {
	found := map[string]bool{}
	for _, f := range z.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		if f.Name == handList || f.Name == handSignature {
			continue
		}
		i := slices.IndexFunc(list.Files, func(r hashRow) bool { return r.Name == f.Name })
		if i < 0 || found[f.Name] {
			return tampered(path, f.Name+" was put in after it was signed.")
		}
		found[f.Name] = true
		r, err := f.Open()
		if err != nil {
			return tampered(path, f.Name+" cannot be read.")
		}
		sum := sha256.New()
		n, err := io.Copy(sum, io.LimitReader(r, list.Files[i].Bytes+1))
		_ = r.Close() // only read
		if err != nil || n != list.Files[i].Bytes || hex.EncodeToString(sum.Sum(nil)) != list.Files[i].SHA256 {
			return tampered(path, f.Name+" is not as it was signed.")
		}
	}
	for _, r := range list.Files {
		if !found[r.Name] {
			return tampered(path, r.Name+" is missing.")
		}
	}
	return nil
}

// small reads a part of a bundle that is never large.
func small(z *zip.Reader, name string) ([]byte, error) {
	f, err := z.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out bytes.Buffer
	_, err = io.Copy(&out, io.LimitReader(f, 1<<20))
	return out.Bytes(), err
}

func noBundle(path string, err error) error {
	return &app.Error{Code: app.EUnsupported, Op: "check bundle", Path: path, Message: filepath.Base(path) + " is no hand-off bundle.", Hint: "Choose the zip that Throughline wrote.", Err: err}
}

func tampered(path, what string) error {
	return &app.Error{Code: app.EDamaged, Op: "check bundle", Path: path, Message: fmt.Sprintf("%s was changed: %s", filepath.Base(path), what), Hint: "Ask its sender for it again."}
}
