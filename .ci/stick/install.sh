#!/bin/sh
# Installs Hadir from this folder, without any network.
here=$(cd "$(dirname "$0")" && pwd)
for python in python3.14 python3.13 python3.12 python3.11 python3; do
    "$python" -c '' 2>/dev/null && exec "$python" "$here/install.py" "$@"
done
echo "Python is missing. Bring it on this stick: Python 3.13 from python.org, or your system's own."
exit 1
