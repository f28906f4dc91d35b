#!/usr/bin/env python3
"""weaknesses.txt - weaknesses that were written on purpose, in Python and Rust

usage: weaknesses.txt.py output
reads: datasets/weaknesses

A line for each file, as sha256sum writes it.
"""

import os
import sys

sys.dont_write_bytecode = True
from lib.listing import write_list

if __name__ == "__main__":
    weaknesses = (
        os.path.join(folder, name)
        for folder, _, files in os.walk("datasets/weaknesses")
        for name in files
        if "__pycache__" not in folder
    )
    write_list(weaknesses, "datasets/weaknesses, written by hand", made_up=True)
