package sign

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// To make or open a key with a password takes a gigabyte of memory and some
// seconds, so it is done once each.
func TestKeySignsAndMinisignChecks(t *testing.T) {
	if _, err := New(""); err == nil {
		t.Error("a key without a password")
	}
	pair, err := New("mật khẩu")
	if err != nil {
		t.Fatal(err)
	}
	if id, err := ID(pair.Public); err != nil || id != pair.ID {
		t.Errorf("%q %v", id, err)
	}
	if !Encrypted(pair.Secret) || bytes.Contains(pair.Secret, []byte(pair.Public)) {
		t.Error("the secret is not protected")
	}
	manifest := []byte("nhipcau manifest 1\n")
	signature, err := Manifest(pair.Secret, "mật khẩu", manifest, "day 2026-12-01")
	if err != nil {
		t.Fatal(err)
	}
	if id, err := Check([]string{pair.Public}, manifest, signature); err != nil || id != pair.ID {
		t.Errorf("%q %v", id, err)
	}
	for name, changed := range map[string][]byte{"text": []byte("nhipcau manifest 2\n"), "nothing": nil} {
		if _, err := Check([]string{pair.Public}, changed, signature); !errors.Is(err, ErrForeign) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Check(nil, manifest, signature); !errors.Is(err, ErrForeign) {
		t.Error(err)
	}
	forged := bytes.Replace(signature, []byte("day 2026-12-01"), []byte("day 2026-12-02"), 1)
	if _, err := Check([]string{pair.Public}, manifest, forged); !errors.Is(err, ErrForeign) {
		t.Errorf("the comment is not signed: %v", err)
	}

	tool, err := exec.LookPath("minisign")
	if err != nil {
		t.Skip("there is no minisign: install Debian's minisign")
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "nhipcau.manifest")
	secret := filepath.Join(dir, "key")
	for file, data := range map[string][]byte{name: manifest, name + ".minisig": signature, secret: []byte(open)} {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command(tool, "-V", "-H", "-m", name, "-P", pair.Public).CombinedOutput(); err != nil {
		t.Errorf("minisign does not accept it: %v\n%s", err, out)
	}
	// What minisign signs is accepted here.
	if out, err := exec.Command(tool, "-S", "-s", secret, "-m", name).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	theirs, err := os.ReadFile(name + ".minisig")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Check([]string{pair.Public, openPublic}, manifest, theirs); err != nil {
		t.Error(err)
	}
}

func TestSameManifestAndKeyGiveTheSameSignature(t *testing.T) {
	again, err := Manifest([]byte(open), "", []byte("a"), "c")
	if err != nil {
		t.Fatal(err)
	}
	if other, err := Manifest([]byte(open), "", []byte("a"), "c"); err != nil || !bytes.Equal(again, other) {
		t.Error(err)
	}
	if _, err := Manifest([]byte("untrusted comment: x\nAAAA"), "", nil, ""); err == nil {
		t.Error("no key is accepted")
	}
}

const openPublic = "RWQemv2MWrGl7bdqfA8VUyTzMYBCIj/6x/PiAR38aKJti6afN9j0aQ0X"

// open is a key for tests, made without a password.
const open = `untrusted comment: minisign encrypted secret key
RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHpr9jFqxpe3S7gsG8g+oSr9obtpDLMx9aXf+hNuOejv9PtthGyZSfLdqfA8VUyTzMYBCIj/6x/PiAR38aKJti6afN9j0aQ0XAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
`
