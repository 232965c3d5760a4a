"""Ask whether anything installed here has a known weakness (`make check`); say so when nobody could be asked."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

PIP_AUDIT = (sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off", "--timeout", "10")
INSTALLED = ("--local",)


def audit(*asked: str) -> tuple[list[str], str]:
    """What pip-audit finds, one line a weakness, and a sentence on how far it could look.

    `asked` are its options. Without a network, or with a package index that keeps no advisories, nothing is found:
    the sentence then says that nobody could be asked, so that an empty list is not taken for a clean one.
    """
    found = subprocess.run([*PIP_AUDIT, *(asked or INSTALLED)], capture_output=True, text=True, check=False)
    try:
        packages: list[dict[str, Any]] = json.loads(found.stdout)["dependencies"]
    except ValueError:
        return [], f"Audit: the advisories could not be asked: {(found.stderr.strip() or 'no answer').splitlines()[-1]}"
    weak = [line_of(package, weakness) for package in packages for weakness in package.get("vulns", ())]
    unknown = sum("skip_reason" in package for package in packages)
    return weak, f"Audit: {len(packages) - unknown} packages looked up, {unknown} unknown to the advisories asked."


def line_of(package: dict[str, Any], weakness: dict[str, Any]) -> str:
    """Which package has which weakness, and from which version on it is mended."""
    mended = ", ".join(weakness["fix_versions"]) or "no version yet"
    return f"{package['name']} {package['version']}: {weakness['id']}, mended in {mended}"


def main(asked: Sequence[str]) -> int:
    """Print what was found; 1 when something was."""
    weak, sentence = audit(*asked)
    print("\n".join([*weak, sentence]))
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
