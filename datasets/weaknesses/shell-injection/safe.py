import subprocess


def listing(folder: str) -> bytes:
    return subprocess.check_output(["/bin/ls", "--", folder])
