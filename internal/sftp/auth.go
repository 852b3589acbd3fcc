package sftp

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// auth lists the ways to prove who the user is. Each is tried only when the
// ones before it did not do.
func auth(c Config) (methods []ssh.AuthMethod, agentConn io.Closer, err error) {
	signers, agentConn := agentSigners()
	methods = append(methods, ssh.PublicKeysCallback(func() ([]ssh.Signer, error) {
		list, err := signers()
		if err != nil {
			list = nil // an agent that is away keeps nobody out
		}
		own, err := keyFiles(c)
		return append(list, own...), err
	}))
	if c.Password != nil {
		methods = append(methods, ssh.PasswordCallback(c.Password), ssh.KeyboardInteractive(
			func(_, _ string, questions []string, _ []bool) ([]string, error) {
				answers := make([]string, len(questions))
				for i := range questions {
					answer, err := c.Password()
					if err != nil {
						return nil, err
					}
					answers[i] = answer
				}
				return answers, nil
			}))
	}
	return methods, agentConn, nil
}

// agentSigners asks the user's agent, if there is one.
func agentSigners() (func() ([]ssh.Signer, error), io.Closer) {
	conn, err := dialAgent()
	if err != nil {
		return func() ([]ssh.Signer, error) { return nil, nil }, nil
	}
	return agent.NewClient(conn).Signers, conn
}

// keyFiles reads the key that the target names, or the usual ones where there
// are any.
func keyFiles(c Config) ([]ssh.Signer, error) {
	if c.KeyFile != "" {
		signer, err := keyFile(c, c.KeyFile)
		if err != nil {
			return nil, fmt.Errorf("key file %s: %w", c.KeyFile, err)
		}
		return []ssh.Signer{signer}, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return nil, nil
	}
	// Nobody is asked for the password of a key that may not be the one.
	c.Passphrase = nil
	var list []ssh.Signer
	for _, name := range []string{"id_ed25519", "id_ecdsa", "id_rsa"} {
		signer, err := keyFile(c, filepath.Join(home, ".ssh", name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			list = append(list, signer)
		}
	}
	return list, nil
}

func keyFile(c Config, name string) (ssh.Signer, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	signer, err := ssh.ParsePrivateKey(data)
	var protected *ssh.PassphraseMissingError
	if !errors.As(err, &protected) || c.Passphrase == nil {
		return signer, err
	}
	phrase, err := c.Passphrase(name)
	if err != nil {
		return nil, err
	}
	return ssh.ParsePrivateKeyWithPassphrase(data, []byte(phrase))
}
