"""numeric.py - the parameters of the benchmark numeric, and what they ask for"""

import hashlib
import json
import os
import sys

from lib.dataset import die, replaced


def make(
    sha256: str,
    *,
    matmul_n: int,
    fft_log2: int,
    pi_samples: int,
    repeats: int,
    seed: int,
) -> None:
    """Write the parameters to the path on the command line, and what they come
    to beside it.  The amounts are those of one repeat."""
    if len(sys.argv) != 2:
        print(f"usage: {os.path.basename(sys.argv[0])} output", file=sys.stderr)
        sys.exit(2)
    path = sys.argv[1]
    parameters = {
        "matmul_n": matmul_n,
        "fft_log2": fft_log2,
        "pi_samples": pi_samples,
        "repeats": repeats,
        "seed": seed,
    }
    lines = [f"{name} {value}\n" for name, value in parameters.items()] + ["end\n"]
    text = "".join(lines).encode("ascii")
    digest = hashlib.sha256(text).hexdigest()
    if digest != sha256:
        die(f"{path}: the content's sha256 is {digest}, want {sha256}")
    points = 1 << fft_log2
    meta = {
        "name": os.path.basename(path),
        "origin": f"parameters, written by {os.path.basename(sys.argv[0])}; seed {seed}",
        "generated": True,
        "seed": seed,
        "sha256": digest,
        "bytes": len(text),
        "content_sha256": digest,
        "content_bytes": len(text),
        "rows": len(lines),
        "amounts": {
            # a multiplication and an addition for each of n terms
            "matmul_flops": 2 * matmul_n**3,
            # two matrices read, one written, once
            "matmul_bytes": 3 * 8 * matmul_n**2,
            # the convention of FFTW's authors for any algorithm: 5 N log2 N
            "fft_flops": 5 * points * fft_log2,
            # N complex numbers read, and written, once
            "fft_bytes": 2 * 16 * points,
            "pi_samples": pi_samples,
        },
    }
    with replaced(path) as temporary, replaced(path + ".json") as described:
        with open(temporary, "wb") as out:
            out.write(text)
        with open(described, "w", encoding="utf-8") as out_json:
            json.dump(meta, out_json, indent=2)
            out_json.write("\n")
