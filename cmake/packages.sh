# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# What must be installed for what, and how it is installed. Sourced by ./dev, which has say().

# PURPOSE | needed, or helpful (it goes on without) | why | packages of Debian and Ubuntu
package_groups='
run  | needed  | compiler and build tools               | g++ cmake ninja-build
run  | needed  | Qt 6, for the window and its languages | qt6-base-dev qt6-tools-dev qt6-l10n-tools
run  | needed  | reading the demos (JSON)               | nlohmann-json3-dev
run  | helpful | Chinese glyphs, Qt'\''s own dialog texts  | fonts-wqy-microhei qt6-translations-l10n
test | helpful | second witnesses of the kernel         | strace util-linux-extra lsof procps
test | helpful | a screen without a screen              | xvfb xauth openbox
test | helpful | reading the window as a reader does    | at-spi2-core dbus python3-gi python3-pyatspi
test | helpful | lint on what changed                   | clang-format clang-tidy git
'
fedora_run='gcc-c++ cmake ninja-build qt6-qtbase-devel qt6-qttools-devel qt6-linguist json-devel
    wqy-microhei-fonts qt6-qttranslations'
fedora_test='libasan libubsan libtsan strace util-linux lsof procps-ng xorg-x11-server-Xvfb xauth
    openbox at-spi2-core dbus-daemon python3-gobject python3-pyatspi clang-tools-extra git'
arch_run='base-devel cmake ninja qt6-base qt6-tools nlohmann-json wqy-microhei qt6-translations'
arch_test='strace lsof procps-ng xorg-server-xvfb xorg-xauth openbox at-spi2-core python-gobject
    python-atspi clang git'

# Helpful packages that could not be had: asked for once, and again by ./dev setup.
declined=build/.declined

# need PURPOSE...: installs what is missing for these. Status 1: something needed is missing still.
need()
{
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        without_apt
        return
    fi
    local purpose weight why packages missing needed="" all=""
    while IFS='|' read -r purpose weight why packages; do
        case " $* " in *" ${purpose// /} "*) ;; *) continue ;; esac
        [ "${weight// /}" = needed ] || packages=$(undeclined "$packages")
        missing=$(absent "$packages")
        [ -n "$missing" ] || continue
        read -r why <<<"$why"
        say "missing: $missing ($why)"
        all+=" $missing"
        [ "${weight// /}" = helpful ] || needed+=" $missing"
    done < <(grep '|' <<<"$package_groups")
    [ -n "$all" ] || return 0
    # shellcheck disable=SC2086
    install $all
    needed=$(absent "$needed")
    [ -z "$needed" ] || { say "cannot go on without: $needed"; return 1; }
    missing=$(absent "$all")
    [ -z "$missing" ] && return 0
    say "going on without: $missing"
    mkdir -p build && tr ' ' '\n' <<<"$missing" >>"$declined"
}

undeclined()
{
    if [ -f "$declined" ]; then tr ' ' '\n' <<<"$1" | grep -vxF -f "$declined" | tr '\n' ' '; else echo "$1"; fi
}

# absent "PACKAGE...": those that dpkg does not have installed.
absent()
{
    local package installed
    # shellcheck disable=SC2086
    installed=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' $1 2>/dev/null) "
    for package in $1; do
        case $installed in *" installed:$package "*) ;; *) printf '%s ' "$package" ;; esac
    done | sed 's/ $//'
}

# install PACKAGE...: as root, or by sudo; else one sentence. The lists are fetched only when apt
# has none or they turn out to be old.
install()
{
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        as_root=(sudo)
        [ -t 0 ] || as_root=(sudo -n)
        if ! command -v sudo >/dev/null || ! "${as_root[@]}" true; then
            say "this needs root, so run once as root:" \
                "apt-get update && apt-get install -y --no-install-recommends $*"
            return 1
        fi
    fi
    say "installing $# packages and what they depend on"
    if [ -n "$(find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' 2>/dev/null)" ]; then
        apt_get install "$@" && return
        say "once more, with fresh package lists"
    fi
    apt_get update || say "apt-get update failed"
    # A package that this release does not have must not stop the others.
    local package known=()
    for package; do
        if apt-cache show "$package" >/dev/null 2>&1; then
            known+=("$package")
        else
            say "$package: not in this release's packages"
        fi
    done
    [ ${#known[@]} -eq 0 ] || apt_get install "${known[@]}"
}

# apt_get COMMAND [PACKAGE...] by "${as_root[@]}", the proxies of our environment with it.
apt_get()
{
    local environment=(DEBIAN_FRONTEND=noninteractive) name
    for name in http_proxy https_proxy ftp_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
        [ -z "${!name:-}" ] || environment+=("$name=${!name}")
    done
    local options=(-y -q -o DPkg::Lock::Timeout=300 -o APT::Install-Recommends=false)
    # On a terminal apt shows its own progress; in a log a line for each file says nothing.
    if [ -t 2 ]; then
        "${as_root[@]}" env "${environment[@]}" apt-get "${options[@]}" "$@" >&2
    else
        "${as_root[@]}" env "${environment[@]}" apt-get "${options[@]}" "$@" </dev/null \
            | grep --line-buffered -E '^(Need to get|After this|Fetched|[0-9]+ upgraded|Err|E:)' >&2
        return "${PIPESTATUS[0]}"
    fi
}

# No apt: what is there decides; one sentence names what would be needed.
without_apt()
{
    local tool missing=()
    for tool in c++ cmake ninja; do
        command -v "$tool" >/dev/null || missing+=("$tool")
    done
    [ ${#missing[@]} -gt 0 ] || [ ! -f build/release/CMakeCache.txt ] || return 0
    other_systems
    [ ${#missing[@]} -eq 0 ] || { say "cannot go on without: ${missing[*]}"; return 1; }
}

# The sentence for systems whose packages we cannot install.
other_systems()
{
    ! command -v apt-get >/dev/null || return 0
    local names
    names="no apt-get here, so install by hand what is missing (with ./dev test also what follows
        the +): Fedora: dnf install $fedora_run + $fedora_test; Arch: pacman -S --needed $arch_run
        + $arch_test"
    # shellcheck disable=SC2086
    say $names
}
