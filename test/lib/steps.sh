# Steps: named, timed, quiet unless they fail. Sourced by test/run and
# test/selftest, which set $tmp, a folder for passing things.

passed=0
failed=0

# step NAME COMMAND... runs a command and says how it went. What the command
# printed is shown only if it failed.
step() {
	local name=$1 start=$SECONDS
	shift
	printf '%-46s ' "$name"
	if "$@" >"$tmp/log" 2>&1; then
		passed=$((passed + 1))
		printf 'ok      %4d s\n' $((SECONDS - start))
		return 0
	fi
	failed=$((failed + 1))
	printf 'FAILED  %4d s\n' $((SECONDS - start))
	sed 's/^/    /' "$tmp/log"
	return 1
}

# cannot NAME REASON counts a step as failed that could not even begin.
cannot() {
	failed=$((failed + 1))
	printf '%-46s FAILED: %s\n' "$1" "$2"
}

# run COMMAND... prints the command before it runs, so that the output of a
# failed step shows how to do it again by hand.
run() {
	printf '$ '
	printf '%q ' "$@"
	printf '\n'
	"$@"
}

# summary prints the closing line and tells whether all went well.
summary() {
	printf '\n%d passed, %d failed\n' "$passed" "$failed"
	[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
