#!/bin/sh
# Make .venv with the newest Python from 3.11 on that this machine has; else say what to install.
set -eu
without_venv=""
for python in python3.14 python3.13 python3.12 python3.11 python3 python; do
    # Started, not only looked up: a version manager leaves names behind that start nothing.
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        exec "$python" -m venv --clear "${1:-.venv}"
    fi
    without_venv=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
done
if [ -n "$without_venv" ]; then
    echo "Python $without_venv is here, but it cannot make a virtual environment. On Debian and Ubuntu:" >&2
    echo "    apt-get install python$without_venv-venv" >&2
else
    echo "Python 3.11 or newer is needed and was not found. Install it (from python.org," >&2
    echo "or on Debian and Ubuntu: apt-get install python3 python3-venv), then run this again." >&2
fi
exit 1
