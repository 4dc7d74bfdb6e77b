"""Asks pip-audit whether anything of the lock is known to be vulnerable; says so where it cannot.

Without network nothing is claimed and nothing fails: the day of the event has none.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

LOCK = Path(__file__).parents[1] / "requirements.txt"
PATIENCE_S = 90


def main() -> int:
    with TemporaryDirectory() as folder:
        answer = Path(folder) / "audit.json"
        why = ask(answer)
        if not answer.exists() or not answer.read_text("utf-8").strip():
            print(f"NOT AUDITED: the database of vulnerabilities cannot be reached ({why}).")
            return 0
        packages = json.loads(answer.read_text("utf-8"))["dependencies"]
    asked = [each for each in packages if "skip_reason" not in each]
    if not asked:
        print("NOT AUDITED: the database that was reached knows none of the packages.")
        return 0
    found = vulnerable(asked)
    for each in found:
        print(each)
    print(f"pip-audit: {len(found)} known vulnerabilities in {len(asked)} of {len(packages)}")
    return 1 if found else 0


def ask(answer: Path) -> str:
    """Let pip-audit write what it finds; return the last thing it said."""
    command = [
        sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip",
        "--progress-spinner", "off", "--timeout", "10",
        "--format", "json", "--output", str(answer), "-r", str(LOCK),
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
    except subprocess.TimeoutExpired:
        return f"no answer within {PATIENCE_S} s"
    except OSError as error:
        return str(error)
    return (done.stderr.strip().splitlines() or ["no answer"])[-1][:200]


def vulnerable(packages: list[dict[str, object]]) -> list[str]:
    """Return a line for each vulnerability."""
    return [
        f"{each['name']} {each.get('version', '')}: {hole['id']} (mended in {hole['fix_versions']})"
        for each in packages
        for hole in each.get("vulns", [])  # type: ignore[attr-defined]
    ]


if __name__ == "__main__":
    sys.exit(main())
