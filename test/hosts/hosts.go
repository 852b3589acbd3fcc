//go:build unix

// Package hosts starts real web hosts for tests, on loopback: OpenSSH, vsftpd
// with TLS, nginx to read through, and a proxy that breaks lines. They run with
// settings of their own, on ports that are free, and end with the test. Where a
// program is missing the test is skipped and says which.
package hosts

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"math/big"
	mathrand "math/rand/v2"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Host is a server that was started.
type Host struct {
	Addr        string // host:port
	User        string
	KeyFile     string // that lets the user in over SSH
	Password    string // over FTP
	Fingerprint string // of the host's key or certificate
	Data        []int  // the ports that are opened for data
}

// freePorts gives the first of so many ports in a row that nobody uses at any
// address of this machine. They lie below those that systems hand out by
// themselves, so that none is taken by a connection in the meantime.
func freePorts(t testing.TB, n int) int {
	t.Helper()
	for range 100 {
		first := 15_000 + mathrand.IntN(15_000)
		if allFree(first, n) {
			return first
		}
	}
	t.Fatalf("no %d free ports in a row", n)
	return 0
}

func allFree(first, n int) bool {
	for port := first; port < first+n; port++ {
		l, err := net.Listen("tcp", fmt.Sprint(":", port))
		if err != nil {
			return false
		}
		l.Close()
	}
	return true
}

// program finds a program, also where only root looks.
func program(t testing.TB, name, debian string) string {
	t.Helper()
	for _, dir := range append([]string{""}, "/usr/sbin/", "/usr/local/sbin/", "/usr/lib/openssh/") {
		if found, err := exec.LookPath(dir + name); err == nil {
			if found, err = filepath.Abs(found); err == nil {
				return found
			}
		}
	}
	t.Skipf("there is no %s: install Debian's %s", name, debian)
	return ""
}

func run(t testing.TB, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// start starts a server in the foreground and waits until it answers.
func start(t testing.TB, addr string, args ...string) {
	t.Helper()
	var said bytes.Buffer
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	dieWithParent(cmd.SysProcAttr)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // it is killed
		close(ended)
	}()
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		<-ended
		if t.Failed() && said.Len() > 0 {
			t.Logf("%s said:\n%s", args[0], &said)
		}
	})
	for deadline := time.Now().Add(20 * time.Second); ; {
		conn, err := net.Dial("tcp", addr)
		if err == nil {
			conn.Close()
			return
		}
		select {
		case <-ended:
			t.Fatalf("%s ended:\n%s", args[0], &said)
		case <-time.After(10 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s does not answer at %s", args[0], addr)
		}
	}
}

// SSH starts OpenSSH's server. No shell of the user's is in between, whose
// settings may be slow. Whoever runs the test may log in with KeyFile.
func SSH(t testing.TB) Host {
	t.Helper()
	sshd := program(t, "sshd", "openssh-server")
	keygen := program(t, "ssh-keygen", "openssh-client")
	dir := t.TempDir()
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	if me.Uid == "0" { // what the server of a running system would have
		if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"host", "user"} {
		run(t, keygen, "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", filepath.Join(dir, name))
	}
	h := Host{Addr: fmt.Sprint("127.0.0.1:", freePorts(t, 1)), User: me.Username, KeyFile: filepath.Join(dir, "user")}
	h.Fingerprint = strings.Fields(run(t, keygen, "-l", "-f", filepath.Join(dir, "host.pub")))[1]
	config := filepath.Join(dir, "config")
	write(t, config, fmt.Sprintf(`ListenAddress %s
HostKey %s
AuthorizedKeysFile %s
PidFile none
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
MaxStartups 100
UseDNS no
LogLevel ERROR
Subsystem sftp internal-sftp
ForceCommand internal-sftp
`, h.Addr, filepath.Join(dir, "host"), filepath.Join(dir, "user.pub")))
	start(t, h.Addr, sshd, "-D", "-e", "-f", config)
	return h
}

// FTP starts vsftpd with TLS. A user begins in the folder root and is not kept
// there: that takes a server of the machine's own.
func FTP(t testing.TB, root string) Host {
	t.Helper()
	return ftp(t, root, "ssl_enable=YES\nforce_anon_logins_ssl=YES\nforce_anon_data_ssl=YES\nallow_anon_ssl=YES\nrequire_ssl_reuse=YES\nssl_ciphers=HIGH\n")
}

// PlainFTP is the same without TLS.
func PlainFTP(t testing.TB, root string) Host {
	t.Helper()
	return ftp(t, root, "")
}

func ftp(t testing.TB, root, secure string) Host {
	t.Helper()
	vsftpd := program(t, "vsftpd", "vsftpd")
	dir := t.TempDir()
	h := Host{User: "anonymous", Password: "only-for-tests"}
	cert := filepath.Join(dir, "cert.pem")
	h.Fingerprint = certificate(t, cert)
	const ports = 40
	port := freePorts(t, 1+ports)
	first := port + 1
	for i := range ports {
		h.Data = append(h.Data, first+i)
	}
	h.Addr = fmt.Sprint("127.0.0.1:", port)
	write(t, filepath.Join(dir, "passwords"), h.Password+"\n")
	config := filepath.Join(dir, "config")
	// The one user is vsftpd's anonymous one, with a password: so no account of
	// the machine is needed, and none of its settings are touched.
	write(t, config, fmt.Sprintf(`background=NO
listen=YES
listen_address=127.0.0.1
listen_port=%d
pasv_min_port=%d
pasv_max_port=%d
run_as_launching_user=YES
anonymous_enable=YES
local_enable=NO
secure_email_list_enable=YES
email_password_file=%s
anon_root=%s
allow_writeable_chroot=YES
write_enable=YES
anon_upload_enable=YES
anon_mkdir_write_enable=YES
anon_other_write_enable=YES
anon_world_readable_only=NO
anon_umask=022
file_open_mode=0666
seccomp_sandbox=NO
xferlog_enable=NO
rsa_cert_file=%s
rsa_private_key_file=%s
%s`, port, first, first+ports-1, filepath.Join(dir, "passwords"), root, cert, cert, secure))
	start(t, h.Addr, vsftpd, config)
	return h
}

// certificate makes a certificate that nobody signed, with its key, and gives
// its fingerprint.
func certificate(t testing.TB, name string) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "127.0.0.1"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for kind, data := range map[string][]byte{"CERTIFICATE": der, "PRIVATE KEY": secret} {
		if err := pem.Encode(&b, &pem.Block{Type: kind, Bytes: data}); err != nil {
			t.Fatal(err)
		}
	}
	write(t, name, b.String())
	sum := sha256.Sum256(der)
	return "SHA256:" + base64.RawStdEncoding.EncodeToString(sum[:])
}

// Web starts nginx over a folder and gives its address.
func Web(t testing.TB, root string) string {
	t.Helper()
	nginx := program(t, "nginx", "nginx-light")
	dir := t.TempDir()
	addr := fmt.Sprint("127.0.0.1:", freePorts(t, 1))
	as := ""
	if os.Getuid() == 0 {
		as = "user root;\n" // test folders are closed to others
	}
	config := filepath.Join(dir, "config")
	write(t, config, fmt.Sprintf(`%sdaemon off;
master_process off;
pid %[2]s/pid;
error_log stderr crit;
events { worker_connections 512; }
http {
	access_log off;
	types { text/html html; text/css css; application/xml xml; application/json json; }
	default_type application/octet-stream;
	client_body_temp_path %[2]s/a; proxy_temp_path %[2]s/b; fastcgi_temp_path %[2]s/c; uwsgi_temp_path %[2]s/d; scgi_temp_path %[2]s/e;
	server { listen %[3]s; root %[4]s; index index.html; absolute_redirect off; }
}
`, as, dir, addr, root))
	start(t, addr, nginx, "-c", config, "-p", dir)
	return "http://" + addr + "/"
}

// Protect copies an SSH key and gives the copy a password.
func Protect(t testing.TB, from, to, password string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	write(t, to, string(data))
	run(t, program(t, "ssh-keygen", "openssh-client"), "-q", "-p", "-P", "", "-N", password, "-f", to)
}

// Agent starts an SSH agent that has a key, and gives its socket.
func Agent(t testing.TB, key string) string {
	t.Helper()
	agent := program(t, "ssh-agent", "openssh-client")
	dir, err := os.MkdirTemp("", "agent") // a socket's path has to be short
	if err != nil {
		t.Fatal(err)
	}
	socket := filepath.Join(dir, "socket")
	cmd := exec.Command(agent, "-D", "-a", socket)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it is killed
		os.RemoveAll(dir)
	})
	for range 200 {
		if _, err := os.Stat(socket); err == nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	add := exec.Command(program(t, "ssh-add", "openssh-client"), "-q", key)
	add.Env = append(os.Environ(), "SSH_AUTH_SOCK="+socket)
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return socket
}
