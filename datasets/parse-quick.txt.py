#!/usr/bin/env python3
"""parse-quick.txt - the list of what the benchmark parse reads: a JSON, a CSV

usage: parse-quick.txt.py output
needs: compat.json
needs: parse-quick.csv
"""

import sys

sys.dont_write_bytecode = True
from lib.members import list_of

# of members as fetched; JSON, CSV or both generated
PINS = (
    "df11621829c037ab231317ef2301e1d4f741c6bc30bd0062fbca4b33686ddd96",
    "09db55107322a1e215f407762709a1d0432a2d4b2c666dd6890f55d1c61e6063",
    "c9b61116e77f0be3873934ba49ca1c0bc0861b0ca4a34448e642b9c06beade64",
    "797e6d17ba17e8bc136c01fb84ee70292c75ac6145afd10317ccc611e4eef142",
)

if __name__ == "__main__":
    list_of("compat.json", "parse-quick.csv", PINS)
