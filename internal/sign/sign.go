// Package sign signs a release's manifest and checks such signatures, in the
// format of minisign, so that the ordinary tool can check them too:
//
//	minisign -Vm nhipcau.manifest -P RWQ…
//
// A key is a pair: the secret half is a file outside of the site, protected by
// a password; the public half is one line that stands in site.yaml and may be
// known to everybody. The same manifest and key give the same signature, byte
// for byte: it says nothing of when it was made.
package sign

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"aead.dev/minisign"
)

// Pair is a new key.
type Pair struct {
	ID     string // as minisign shows it
	Secret []byte // the file of the secret half, under its password
	Public string // RWQ…
}

// New makes a key. The password is stretched with 1 GiB of memory, as minisign
// does, which takes some seconds.
func New(password string) (Pair, error) {
	if password == "" {
		return Pair{}, errors.New("a key needs a password")
	}
	public, secret, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		return Pair{}, fmt.Errorf("make key: %w", err)
	}
	text, err := minisign.EncryptKey(password, secret)
	if err != nil {
		return Pair{}, fmt.Errorf("protect key: %w", err)
	}
	return Pair{ID: idOf(public), Secret: append(text, '\n'), Public: line(public)}, nil
}

// ErrPassword says that a password does not open a key.
var ErrPassword = errors.New("the password does not open the key")

// Manifest signs a manifest. Who made the key without a password, with
// minisign -W, needs none.
func Manifest(secret []byte, password string, manifest []byte, comment string) ([]byte, error) {
	secret = bytes.TrimSpace(secret)
	var key minisign.PrivateKey
	var err error
	if minisign.IsEncrypted(secret) {
		if key, err = minisign.DecryptKey(password, secret); err != nil {
			return nil, ErrPassword
		}
	} else if err = key.UnmarshalText(secret); err != nil {
		return nil, fmt.Errorf("read key: %w", err)
	}
	r := minisign.NewReader(bytes.NewReader(manifest))
	if _, err := new(bytes.Buffer).ReadFrom(r); err != nil {
		return nil, err
	}
	public := key.Public().(minisign.PublicKey)
	return r.SignWithComments(key, comment, "nhipcau, key "+idOf(public)), nil
}

// Encrypted says whether a secret key needs a password.
func Encrypted(secret []byte) bool { return minisign.IsEncrypted(bytes.TrimSpace(secret)) }

// ErrForeign says that none of the keys that are trusted made a signature, or
// that what it was made for is another text.
var ErrForeign = errors.New("signed by none of the site's keys, or changed since")

// Check says which of the public keys made a signature, by its ID.
func Check(publics []string, manifest, signature []byte) (id string, err error) {
	for _, text := range publics {
		var key minisign.PublicKey
		if err := key.UnmarshalText([]byte(text)); err != nil {
			return "", fmt.Errorf("public key %s: %w", text, err)
		}
		r := minisign.NewReader(bytes.NewReader(manifest))
		if _, err := new(bytes.Buffer).ReadFrom(r); err != nil {
			return "", err
		}
		if r.Verify(key, signature) || minisign.Verify(key, manifest, signature) {
			return idOf(key), nil
		}
	}
	return "", ErrForeign
}

// ID gives the ID of a public key.
func ID(public string) (string, error) {
	var key minisign.PublicKey
	if err := key.UnmarshalText([]byte(public)); err != nil {
		return "", fmt.Errorf("public key %s: %w", public, err)
	}
	return idOf(key), nil
}

func idOf(key minisign.PublicKey) string { return fmt.Sprintf("%016X", key.ID()) }

// line is a public key without the comment above it.
func line(key minisign.PublicKey) string {
	text := strings.TrimSpace(key.String())
	return strings.TrimSpace(text[strings.LastIndexByte(text, '\n')+1:])
}
