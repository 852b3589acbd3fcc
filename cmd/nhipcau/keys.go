package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"nhipcau/internal/publish"
	"nhipcau/internal/release"
	"nhipcau/internal/sign"
	"nhipcau/internal/site"
)

func (a *app) keysCommand() *cobra.Command {
	return &cobra.Command{
		Use: "keys " + a.words.keysUse, Short: a.words.keysShort, Long: a.words.keysLong,
		Example: "  nhipcau keys\n  nhipcau keys new",
		Args:    a.atMost(1),
		RunE: func(_ *cobra.Command, args []string) error {
			switch first(args) {
			case "":
				return a.keys()
			case "new":
				return a.newKey()
			}
			return a.refuse("%s", a.words.errKeysArguments)
		},
	}
}

// keys tells which keys the site trusts, and which of them are here.
func (a *app) keys() error {
	p, err := a.publishing()
	if err != nil {
		return err
	}
	type key struct {
		ID     string `json:"id"`
		Public string `json:"public"`
		File   string `json:"file,omitempty"`
	}
	list := []key{}
	for _, public := range p.PublicKeys {
		id, err := sign.ID(public)
		if err != nil {
			return a.refuse(a.words.errNoPublicKeys, public)
		}
		k := key{ID: id, Public: public}
		if name, err := keyFileOf(id); err == nil {
			k.File = name
		}
		list = append(list, k)
	}
	if a.json {
		return json.NewEncoder(a.stdout).Encode(list)
	}
	if len(list) == 0 {
		fmt.Fprintln(a.stderr, a.words.keyNone)
	}
	for _, k := range list {
		where := a.words.keyElsewhere
		if k.File != "" {
			where = a.words.keyHere + ": " + k.File
		}
		fmt.Fprintf(a.stdout, "%s  %s  %s\n", k.ID, k.Public, where)
	}
	return nil
}

// newKey makes a key. Its secret half stays outside of the site, which may be
// passed on or published.
func (a *app) newKey() error {
	password, err := a.newPassword()
	if err != nil {
		return err
	}
	pair, err := sign.New(password)
	if err != nil {
		return err
	}
	name, err := settings(filepath.Join("keys", pair.ID+".key"))
	if err != nil {
		return err
	}
	if err := replaceFile(name, pair.Secret, 0o600); err != nil {
		return err
	}
	if a.json {
		return json.NewEncoder(a.stdout).Encode(map[string]string{"id": pair.ID, "public": pair.Public, "file": name})
	}
	fmt.Fprintf(a.stderr, a.words.keyMade+"\n%s\n", pair.ID, name, a.words.keyTrust)
	fmt.Fprintf(a.stdout, "publicKeys: [%s]\n", pair.Public)
	return nil
}

// newPassword takes a password from the environment, or has it typed twice.
func (a *app) newPassword() (string, error) {
	password, err := a.secret(keyPasswordVariable, a.words.askNewPassword)
	if err != nil {
		return "", err
	}
	again := password
	if _, given := os.LookupEnv(keyPasswordVariable); !given {
		if again, err = a.secret(keyPasswordVariable, a.words.askAgain); err != nil {
			return "", err
		}
	}
	if password == "" || again != password {
		return "", a.refuse("%s", a.words.errNotTwice)
	}
	return password, nil
}

// keyFileOf finds the secret half of a key on this computer.
func keyFileOf(id string) (string, error) {
	name, err := settings(filepath.Join("keys", id+".key"))
	if err == nil {
		_, err = os.Stat(name)
	}
	return name, err
}

// sign makes sure that a release is signed with a key that the site trusts. It
// is signed once: the same manifest and key give the same signature anyway.
func (a *app) sign(p site.Publishing, r *publish.Release) error {
	if len(p.PublicKeys) == 0 {
		return a.refuse("%s", a.words.errNoKeys)
	}
	if r.Signature != nil {
		_, err := sign.Check(p.PublicKeys, r.Text, r.Signature)
		if err == nil || !errors.Is(err, sign.ErrForeign) {
			return err
		}
	}
	secret, id, err := a.secretKey(p.PublicKeys)
	if err != nil {
		return err
	}
	password := ""
	if sign.Encrypted(secret) {
		if password, err = a.secret(keyPasswordVariable, fmt.Sprintf(a.words.askKeyPassword, id)); err != nil {
			return err
		}
	}
	comment := fmt.Sprintf("nhipcau release of %s, %d files", r.Manifest.Day, len(r.Manifest.Entries))
	signature, err := sign.Manifest(secret, password, r.Text, comment)
	if errors.Is(err, sign.ErrPassword) {
		return a.refuse("%s", a.words.errKeyPassword)
	}
	if err != nil {
		return err
	}
	if _, err := sign.Check(p.PublicKeys, r.Text, signature); err != nil {
		return a.refuse(a.words.errNoSecret, strings.Join(p.PublicKeys, ", "), keyVariable)
	}
	r.Signature = signature
	if info, err := os.Stat(r.Name); err != nil || !info.IsDir() {
		return err // a ZIP file stays as it is
	}
	return replaceFile(filepath.Join(r.Name, release.SignatureName), signature, 0o644)
}

// secretKey finds a secret key that the site trusts.
func (a *app) secretKey(publics []string) (secret []byte, id string, err error) {
	if name := os.Getenv(keyVariable); name != "" {
		secret, err = os.ReadFile(name)
		return secret, name, err
	}
	var ids []string
	for _, public := range publics {
		id, err := sign.ID(public)
		if err != nil {
			return nil, "", a.refuse(a.words.errNoPublicKeys, public)
		}
		name, err := keyFileOf(id)
		if err == nil {
			secret, err = os.ReadFile(name)
			return secret, id, err
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, "", err
		}
		ids = append(ids, id)
	}
	dir, err := settings("keys")
	if err != nil {
		return nil, "", err
	}
	return nil, "", a.refuse(a.words.errNoSecret, strings.Join(ids, ", "), dir)
}
