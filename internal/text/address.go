package text

import "strings"

// IsHost reports whether s is a host name with at least one dot. Names in other
// scripts must be written in their ASCII form (xn--…), where nothing looks like
// something else.
func IsHost(s string) bool {
	if len(s) > 253 || !strings.Contains(s, ".") {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := range len(label) {
			if c := label[i] | 0x20; (c < 'a' || c > 'z') && (label[i] < '0' || label[i] > '9') && label[i] != '-' && label[i] != '_' {
				return false
			}
		}
	}
	return true
}

// IsMail reports whether s is an e-mail address: a name in ASCII, @, a host. The
// signs that mean something of their own after mailto: are not taken.
func IsMail(s string) bool {
	name, host, ok := strings.Cut(s, "@")
	if !ok || name == "" || len(name) > 64 || !IsHost(host) {
		return false
	}
	for _, r := range name {
		if r <= ' ' || r > 0x7E || strings.ContainsRune(`()<>[]:;,\"@?#%`, r) {
			return false
		}
	}
	return true
}
