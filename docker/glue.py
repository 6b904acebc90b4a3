"""glue.py LIB TORCH NATIVES: takes DJL's glue for CUDA out of the jars in LIB and lays it beside TORCH's libraries, where DJL
looks first, and the tokenizers' library in NATIVES. Refuses a torch that the glue was not built for."""
import glob
import os
import re
import sys
import zipfile

lib, torch, natives = sys.argv[1:]
VERSION, FLAVOR = "2.7.1", "cu128"
found = re.search(r"__version__ = '(.*)'", open(f"{torch}/version.py").read()).group(1)
if found != f"{VERSION}+{FLAVOR}":
    sys.exit(f"{torch} is torch {found}; DJL's glue was built for {VERSION}+{FLAVOR}")


def unpack(jar, entry, target):
    with zipfile.ZipFile(glob.glob(f"{lib}/{jar}")[0]) as archive, open(target, "wb") as file:
        file.write(archive.read(entry))
    os.chmod(target, 0o755)


os.makedirs(natives, exist_ok=True)
unpack(f"pytorch-jni-{VERSION}-*.jar", f"jnilib/linux-x86_64/{FLAVOR}/libdjl_torch.so", f"{torch}/lib/libdjl_torch.so")
unpack("tokenizers-*.jar", "native/lib/linux-x86_64/cpu/libtokenizers.so", f"{natives}/libtokenizers.so")
