"""Prints the nations with the highest revenue of a quarter."""

import csv
import sys


def top(path, quarter, count=5):
    with open(path, encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["quarter"] == quarter]
    return sorted(rows, key=lambda row: -float(row["revenue"]))[:count]


if __name__ == "__main__":
    for row in top(sys.argv[1], sys.argv[2]):
        print(f"{row['nation']:<16}{float(row['revenue']):>16,.2f}")
