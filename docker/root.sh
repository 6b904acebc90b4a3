#!/bin/bash
# root.sh ROOT NATIVES: makes in ROOT a file system with what the service loads from the base image: the JRE, a shell,
# fonts, and the shared libraries that these and NATIVES are linked with.
set -euo pipefail
root=$1 natives=$2
mkdir -p "$root"/{etc/ssl,opt,proc,sys,dev,tmp,models,usr/bin,usr/local/bin,usr/lib/locale,usr/share/fonts,var/lib/circuitry}
chmod 1777 "$root/tmp"
ln -s usr/bin "$root/bin"
ln -s usr/lib "$root/lib"

jre=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")
cp -rL "$jre" "$root/opt/java" 2>/dev/null || [ -x "$root/opt/java/bin/java" ]  # links to documentation lead nowhere
rm -rf "$root"/opt/java/{lib/ct.sym,lib/server/classes_nocoops.jsa,legal,man}
cp -L "$(command -v bash)" "$root/usr/bin/"
ln -s bash "$root/usr/bin/sh"
for tool in cat env id ls mkdir rm sleep; do cp -L "$(command -v $tool)" "$root/usr/bin/"; done

cp -r /usr/share/fonts/. "$root/usr/share/fonts/"
cp -rL /etc/fonts "$root/etc/" 2>/dev/null || [ -e "$root/etc/fonts/fonts.conf" ]
cp -rL /usr/lib/locale/C.* "$root/usr/lib/locale/" 2>/dev/null || true
cp -rL /etc/ssl/certs "$root/etc/ssl/" 2>/dev/null || true
cp -L /etc/nsswitch.conf /etc/os-release "$root/etc/" 2>/dev/null || true
echo 'root:x:0:0::/root:/bin/sh
circuitry:x:10001:10001::/var/lib/circuitry:/bin/sh' > "$root/etc/passwd"
echo 'root:x:0:
circuitry:x:10001:' > "$root/etc/group"
chown 10001:10001 "$root/var/lib/circuitry"

# shared libraries where the loader finds them: those that are linked with, and those that are asked for by name
named=$(ldconfig -p | awk '/lib(fontconfig|freetype|nss_dns|nss_files|resolv)\.so/ { print $NF }')
{
    find "$root/opt/java" "$root/usr/bin" "$natives" $named -type f,l \( -name '*.so*' -o -perm -u+x \) -exec ldd {} + 2>/dev/null \
        | awk '/=> \// { print $3 } /^\t\// { print $1 }'
    printf '%s\n' $named
} | grep -v -e "^$root" -e "^$natives" | sort -u | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
done
