// interop TILES VKEY COSIGNER OLDER PROOF ENTRY: what Go's own reader of
// transparency logs (golang.org/x/mod/sumdb) says of a register of ours: the
// signatures of its checkpoint, the proof that stands in a container, and its
// tiles, from which it makes proofs of its own.
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(what string, err error) {
	if err != nil {
		fmt.Printf("not ok - %s: %v\n", what, err)
		os.Exit(1)
	}
}

func read(path string) []byte {
	b, err := os.ReadFile(path)
	must(path, err)
	return b
}

// A cosigner's key (kind 4): it signs the time besides, which sumdb does not
// know of.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	t := binary.BigEndian.Uint64(sig)
	text := fmt.Sprintf("cosignature/v1\ntime %d\n%s", t, msg)
	return ed25519.Verify(c.key, []byte(text), sig[8:])
}

func newCosigner(vkey string) cosigner {
	part := strings.SplitN(strings.TrimSpace(vkey), "+", 3)
	hash, err := strconv.ParseUint(part[1], 16, 32)
	must("the cosigner's key", err)
	raw, err := base64.StdEncoding.DecodeString(part[2])
	must("the cosigner's key", err)
	if len(raw) != 33 || raw[0] != 4 {
		must("the cosigner's key", fmt.Errorf("kind %d", raw[0]))
	}
	return cosigner{part[0], uint32(hash), ed25519.PublicKey(raw[1:])}
}

// The three lines of a checkpoint (C2SP tlog-checkpoint).
func parse(text string) (origin string, tree tlog.Tree) {
	line := strings.Split(text, "\n")
	n, err := strconv.ParseInt(line[1], 10, 64)
	must("the size", err)
	root, err := base64.StdEncoding.DecodeString(line[2])
	must("the root", err)
	tree.N = n
	copy(tree.Hash[:], root)
	return line[0], tree
}

// Tiles as files: C2SP tlog-tiles leaves the height, 8, out of the path.
type tiles string

func (t tiles) Height() int                     { return 8 }
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) ReadTiles(want []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, w := range want {
		path := strings.Replace(w.Path(), "tile/8/", "tile/", 1)
		b, err := os.ReadFile(filepath.Join(string(t), path))
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

// index N, hashes, an empty line, the note.
func parseProof(b []byte) (index int64, proof tlog.RecordProof, signed []byte) {
	head, signed, _ := bytes.Cut(b, []byte("\n\n"))
	line := strings.Split(string(head), "\n")
	if strings.HasPrefix(line[1], "extra ") {
		line = line[1:] // what the log's keeper adds is not proved by it
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(line[1], "index "), 10, 64)
	must("the proof's index", err)
	for _, text := range line[2:] {
		var h tlog.Hash
		raw, err := base64.StdEncoding.DecodeString(text)
		must("the proof's hash", err)
		copy(h[:], raw)
		proof = append(proof, h)
	}
	return index, proof, signed
}

func open(what string, msg []byte, v ...note.Verifier) (string, tlog.Tree) {
	n, err := note.Open(msg, note.VerifierList(v...))
	must(what, err)
	if len(n.Sigs) != len(v) {
		must(what, fmt.Errorf("%d signatures of %d hold", len(n.Sigs), len(v)))
	}
	fmt.Printf("ok - go verifies %s\n", what)
	return parse(n.Text)
}

func main() {
	dir := os.Args[1]
	log, err := note.NewVerifier(strings.TrimSpace(string(read(os.Args[2]))))
	must("the log's key", err)
	partner := newCosigner(string(read(os.Args[3])))
	checkpoint := read(filepath.Join(dir, "checkpoint"))
	origin, tree := open("the checkpoint's two signatures", checkpoint, log, partner)
	if origin != log.Name() {
		must("the origin", fmt.Errorf("%s", origin))
	}
	bad := bytes.Replace(checkpoint, []byte("\n"), []byte("x\n"), 1)
	if _, err := note.Open(bad, note.VerifierList(log, partner)); err == nil {
		must("a changed checkpoint", fmt.Errorf("it verifies"))
	}

	index, proof, signed := parseProof(read(os.Args[5]))
	_, proved := open("the proof's checkpoint", signed, log)
	leaf := tlog.RecordHash(bytes.TrimSuffix(read(os.Args[6]), []byte("\n")))
	must("the proof of inclusion", tlog.CheckRecord(proof, proved.N, proved.Hash, index, leaf))
	fmt.Println("ok - go verifies the proof of inclusion")
	leaf[0] ^= 1
	if tlog.CheckRecord(proof, proved.N, proved.Hash, index, leaf) == nil {
		must("another leaf", fmt.Errorf("it is proved"))
	}

	// The reader checks each tile that it reads against the root.
	hashes := tlog.TileHashReader(tree, tiles(dir))
	for i := int64(0); i < tree.N; i += 1 + tree.N/50 {
		h, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, i)})
		must("a leaf from the tiles", err)
		p, err := tlog.ProveRecord(tree.N, i, hashes)
		must("a proof from the tiles", err)
		must("that proof", tlog.CheckRecord(p, tree.N, tree.Hash, i, h[0]))
	}
	fmt.Printf("ok - go reads the tiles of %d entries and proves from them\n", tree.N)

	_, older := open("the older checkpoint", read(os.Args[4]), log)
	grown, err := tlog.ProveTree(tree.N, older.N, hashes)
	must("a proof of consistency", err)
	must("that the log only grew", tlog.CheckTree(grown, tree.N, tree.Hash, older.N, older.Hash))
	fmt.Printf("ok - go finds that the log grew from %d entries\n", older.N)
}
