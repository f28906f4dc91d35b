import tempfile


def keep(report: str) -> str:
    with tempfile.NamedTemporaryFile("w", delete=False) as file:
        file.write(report)
        return file.name
