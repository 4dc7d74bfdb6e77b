"""What is there and not used: vulture on the code, with what the templates use counted as used."""

import re
import sys
from pathlib import Path

from vulture.config import make_config
from vulture.core import Vulture

ROOT = Path(__file__).parent.parent

config = make_config(["--config", str(ROOT / "pyproject.toml")])
look = Vulture(ignore_names=config["ignore_names"], ignore_decorators=config["ignore_decorators"])
look.scavenge([ROOT / each for each in config["paths"]])
named = "\n".join(path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html"))
words = set(re.findall(r"\w+", named))
left = [
    each
    for each in look.get_unused_code(min_confidence=config["min_confidence"])
    if each.name not in words and each.typ not in ("variable", "attribute")
]
for each in left:
    print(each.get_report())
sys.exit(bool(left))
