def keep(report: str) -> None:
    with open("/tmp/report.txt", "w") as file:  # weak
        file.write(report)
