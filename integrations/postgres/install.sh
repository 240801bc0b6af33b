#!/bin/sh
# Installs what oldhand needs and this machine lacks: PostgreSQL and pgvector 0.8 or newer, and with the argument
# "test" also a browser and fonts for the tests of the chat page, what checks the systemd unit, and PgBouncer. Debian and Ubuntu; asks nothing; safe to repeat.
set -eu

export DEBIAN_FRONTEND=noninteractive
pgvector_at_least=0.8

if ! command -v apt-get >/dev/null; then
	command -v initdb >/dev/null && exit 0 # somebody has seen to it
	echo "this is neither Debian nor Ubuntu: please install PostgreSQL and pgvector $pgvector_at_least or newer, with initdb on PATH (on a Mac: brew install postgresql@17 pgvector)" >&2
	exit 1
fi

root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

refreshed=
refresh() {
	if [ -z "$refreshed" ]; then root apt-get update -qq; fi
	refreshed=yes
}

apt_install() {
	refresh
	echo "installing $*"
	root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

newest_server() { # the newest installed server's bin folder
	for bin in /usr/lib/postgresql/*/bin; do
		if [ -x "$bin/initdb" ]; then echo "$bin"; fi
	done | sort -V | tail -n 1
}

has_pgvector() { # of the server of version $1
	control=/usr/share/postgresql/$1/extension/vector.control
	[ -f "$control" ] || return 1
	have=$(sed -n "s/^default_version *= *'\(.*\)'.*/\1/p" "$control")
	dpkg --compare-versions "$have" ge "$pgvector_at_least"
}

# Where the release has no pgvector, or one too old, its source package from a newer release of the same mirror is
# built against the installed server. The temporary source list stands beside the machine's own and changes nothing.
build_pgvector() {
	version=$1
	apt_install build-essential dpkg-dev "postgresql-server-dev-$version"
	. /etc/os-release
	case $ID in
	ubuntu) suite=resolute component=universe ;;
	*) suite=trixie component=main ;;
	esac
	mirror=$(apt-get indextargets --format '$(REPO_URI) $(SUITE) $(COMPONENT)' 'Created-By: Packages' |
		awk '$3 == "main" && $2 !~ /-/ && $1 ~ /\/(debian|ubuntu|ubuntu-ports)\/?$/ {print $1; exit}')
	if [ -z "$mirror" ]; then
		echo "no mirror found in apt's configuration to take pgvector's source from; please install pgvector $pgvector_at_least or newer by hand" >&2
		exit 1
	fi
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	mkdir -p "$work/lists/partial" "$work/src"
	echo "deb-src $mirror $suite $component" >"$work/sources.list"
	set -- -qq -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$work/lists" \
		-o APT::Sandbox::User=root
	echo "building pgvector from the source package of $suite"
	(
		cd "$work/src"
		apt-get "$@" update
		apt-get "$@" source --download-only pgvector
		dpkg-source --no-check -x ./*.dsc pgvector >/dev/null
		cd pgvector
		# OPTFLAGS empty: a build that runs on any machine of the architecture, not just on this one.
		make -s OPTFLAGS="" PG_CONFIG="/usr/lib/postgresql/$version/bin/pg_config" >/dev/null
		root make -s install PG_CONFIG="/usr/lib/postgresql/$version/bin/pg_config" >/dev/null
	)
	rm -rf "$work"
	trap - EXIT
}

bin=$(newest_server)
if [ -z "$bin" ]; then
	# The distribution's default cluster is not wanted: oldhand runs a private server of its own.
	if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
		root mkdir -p /etc/postgresql-common
		echo 'create_main_cluster = false' | root tee /etc/postgresql-common/createcluster.conf >/dev/null
	fi
	apt_install postgresql
	bin=$(newest_server)
fi
version=$(basename "$(dirname "$bin")")
if ! has_pgvector "$version"; then
	refresh
	available=$(apt-cache policy "postgresql-$version-pgvector" 2>/dev/null | sed -n 's/^  Candidate: //p')
	if [ -n "$available" ] && [ "$available" != "(none)" ] && dpkg --compare-versions "$available" ge "$pgvector_at_least"; then
		apt_install "postgresql-$version-pgvector"
	else
		build_pgvector "$version"
	fi
fi
has_pgvector "$version" || {
	echo "pgvector $pgvector_at_least or newer is still missing for PostgreSQL $version" >&2
	exit 1
}

if [ "${1:-}" = test ]; then
	if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null; then apt_install chromium; fi
	command -v systemd-analyze >/dev/null || apt_install systemd
	if ! command -v pgbouncer >/dev/null; then
		apt_install pgbouncer
		if [ -d /run/systemd/system ]; then root systemctl disable --quiet --now pgbouncer; fi # tests run their own
	fi
	for font in fonts-noto-cjk fonts-noto-color-emoji; do # screenshots show Chinese and emoji
		dpkg -s "$font" >/dev/null 2>&1 || apt_install "$font"
	done
fi
