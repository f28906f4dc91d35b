import sqlite3


def orders(database: sqlite3.Connection, customer: str) -> list[tuple[str]]:
    query = "SELECT item FROM orders WHERE customer = ?"
    return database.execute(query, (customer,)).fetchall()
