#!/bin/bash
# natives.sh APP NATIVES: unpacks the native libraries of the jars in APP/lib to NATIVES, sees them compute, and takes away
# what is then there twice.
set -euo pipefail
app=$1 natives=$2
unpacked=$(mktemp -d)
export DJL_CACHE_DIR=$unpacked ENGINE_CACHE_DIR=$unpacked
java -jar "$app/circuitry.jar" engine --circuitry.home="$unpacked"
mkdir "$natives"
mv "$unpacked"/pytorch/*/ "$natives/pytorch"
mv "$unpacked"/tokenizers/*/ "$natives/tokenizers"
rm -r "$unpacked" "$app"/lib/pytorch-native-cpu-*.jar
perl "$(dirname "$0")/drop-symbols.pl" "$natives/pytorch/libtorch_cpu.so"  # 89 MB that only a debugger reads
export PYTORCH_LIBRARY_PATH=$natives/pytorch PYTORCH_VERSION=2.7.1 PYTORCH_FLAVOR=cpu
export RUST_LIBRARY_PATH=$natives/tokenizers/libtokenizers.so
java -jar "$app/circuitry.jar" engine --circuitry.home=/nowhere
chmod -R a+rX "$natives" "$app"
