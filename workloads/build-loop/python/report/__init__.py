"""report - how many flights of a table are late: the subject of build-loop"""
