"""requests.py - what the lists of steps for httpclient are written by"""

import hashlib
import json
import os
import sys

sys.dont_write_bytecode = True
from lib.dataset import replaced


def make(*steps: tuple[int, int]) -> None:
    """Write the steps, each a concurrency and a number of requests, to the file
    that the program's argument names, and beside it what it is."""
    if len(sys.argv) != 2:
        print(f"usage: {os.path.basename(sys.argv[0])} output", file=sys.stderr)
        sys.exit(2)
    path = sys.argv[1]
    name = os.path.basename(path)
    text = "".join(f"{concurrency} {count}\n" for concurrency, count in steps) + "end\n"
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    meta = {
        "name": name,
        "origin": f"written by datasets/{name}.py",
        "generated": True,
        "sha256": digest,
        "bytes": len(data),
        "content_sha256": digest,
        "content_bytes": len(data),
        "rows": len(steps),
        "amounts": {f"c{concurrency}_requests": count for concurrency, count in steps}
        | {"requests": sum(count for _, count in steps)},
    }
    with replaced(path) as temporary, replaced(path + ".json") as described:
        with open(temporary, "wb") as out:
            out.write(data)
        with open(described, "w", encoding="utf-8") as out_json:
            json.dump(meta, out_json, indent=2)
            out_json.write("\n")
