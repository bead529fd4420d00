#!/bin/bash
# Makes a Python 3.12 or newer for published clients that need one, with a folder of packages of its own:
# FOLDER/python. Where the machine has one, it is that. Debian 12 has 3.11 alone: there Debian 13's is unpacked into
# the folder, with the C library that it needs; nothing of the machine is changed.
set -euo pipefail

folder=$(realpath -m "$1")
suite=trixie
packages=(
	python3.13-minimal libpython3.13-minimal libpython3.13-stdlib libc6 libgcc-s1 libstdc++6 zlib1g libssl3t64
	libexpat1 libffi8 libsqlite3-0 libbz2-1.0 liblzma5 libuuid1 libzstd1
)

write() { # the lines of a program
	printf '%s\n' '#!/bin/sh' "export PYTHONPATH='$folder/packages'" "$@" >"$folder/python"
	chmod +x "$folder/python"
}

mkdir -p "$folder"
for name in python3.14 python3.13 python3.12; do
	if "$name" -c 'import ssl, sqlite3' 2>/dev/null; then
		write "exec $(command -v "$name") \"\$@\""
		exit
	fi
done

# where this machine has its own packages from
from=$(apt-get update --print-uris | sed -n "s|^'\(.*\)/dists/[a-z]*-updates/InRelease'.*|\1|p" | head -n 1)
apt=$folder/apt
root=$folder/debian
mkdir -p "$apt"/{lists,archives}/partial "$root"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $from $suite main" >"$apt/sources.list"
options=(
	-qq -o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$apt/lists"
	-o "Dir::Cache::archives=$apt/archives" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=
	-o APT::Sandbox::User=root
)
cd "$apt"
apt-get "${options[@]}" update
apt-get "${options[@]}" download "${packages[@]}"
for package in *.deb; do
	dpkg -x "$package" "$root"
done
cd "$folder"
rm -rf "$apt"
libraries=$(echo "$root"/usr/lib/*-linux-gnu*)
python=$root/usr/bin/python3.13
write "export PYTHONHOME='$root/usr'" \
	"exec $(echo "$libraries"/ld-linux*) --argv0 '$python' --library-path '$libraries' '$python' \"\$@\""
