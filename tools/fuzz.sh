#!/bin/sh
# Fuzzes every parser, or those named, for a time each: tools/fuzz.sh 10m [FuzzCSV ...]
# What makes one fail go itself writes to testdata/fuzz. Of what else it found, the small inputs that reach code which nothing there
# reaches yet join it, so that every test run begins where fuzzing ended.
set -eu
cd "$(dirname "$0")/.."

time=$1
shift
most=60        # inputs kept for a target
largest=2049   # bytes, which none of them has
tried=300      # inputs that are looked at, the smallest first

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# targets prints the package and name of each, in the order of the names given.
targets() {
	grep -ro --include='*_test.go' '^func Fuzz[A-Za-z0-9]*' . | sed 's|/[^/]*:func | |' | sort -u >"$work/all"
	if [ $# = 0 ]; then cat "$work/all"; fi
	for name; do
		grep " $name\$" "$work/all" || echo "no target is called $name" >&2
	done
}

# reached prints the blocks of code that some inputs reach: of package $1's test program, those whose names $2 matches.
reached() {
	: >"$work/profile"
	(cd "$1" && "$work/test" -test.run "$2" -test.coverprofile "$work/profile" >/dev/null)
	awk 'NR > 1 && $NF > 0 { print $1 }' "$work/profile" | sort -u
}

# keep copies what was found for the target $2 of package $1 and reaches something new.
keep() {
	cache=$(go env GOCACHE)/fuzz/$(go list "$1")/$2
	[ -d "$cache" ] || return 0
	kept=$1/testdata/fuzz/$2
	ours=$(go list -deps "$1" | grep "^$(go list -m)/" | paste -sd, -)
	go test -c -cover -coverpkg "$ours" -o "$work/test" "$1"
	mkdir -p "$kept"
	reached "$1" "^$2\$" >"$work/known"
	find "$cache" -type f -size "-${largest}c" -printf '%s %p\n' | sort -n | head -n "$tried" | while read -r _ input; do
		[ "$(ls "$kept" | wc -l)" -lt "$most" ] || break
		name=$(basename "$input")
		[ ! -e "$kept/$name" ] || continue
		cp "$input" "$kept/$name"
		reached "$1" "^$2\$/^$name\$" >"$work/these"
		if [ -n "$(comm -13 "$work/known" "$work/these")" ]; then
			sort -u -o "$work/known" "$work/known" "$work/these"
		else
			rm "$kept/$name"
		fi
	done
	rmdir "$kept" "$(dirname "$kept")" 2>/dev/null || true
}

failed=
targets "$@" >"$work/targets"
while read -r package name; do
	echo "$package $name"
	if go test -run '^$' -fuzz "^$name\$" -fuzztime "$time" "$package" </dev/null; then
		keep "$package" "$name" </dev/null
	else
		failed="$failed $name"
	fi
done <"$work/targets"
if [ -n "$failed" ]; then
	echo "failed:$failed" >&2
	exit 1
fi
