"""units.py DATABASE: the source files of a compilation database, each once, one a line."""
import json
import os
import sys

with open(sys.argv[1], encoding="utf-8") as f:
    print("\n".join(sorted({os.path.join(e["directory"], e["file"]) for e in json.load(f)})))
