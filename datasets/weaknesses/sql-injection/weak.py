import sqlite3


def orders(database: sqlite3.Connection, customer: str) -> list[tuple[str]]:
    query = f"SELECT item FROM orders WHERE customer = '{customer}'"  # weak
    return database.execute(query).fetchall()
