"""A table of questions to begin with, which asks about the product's own handbook."""

import csv
import io

from madoguchi.kernel.words import say

FILE_NAME = "madoguchi-questions.csv"
COLUMNS = ("question", "page", "answer")
ROWS = 3


def example(language: str) -> bytes:
    """Return the table; its mark tells spreadsheet programs that it is UTF-8."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow([say(f"evaluation.column.{name}", language) for name in COLUMNS])
    for number in range(1, ROWS + 1):
        row = [say(f"evaluation.example.{number}.{name}", language) for name in COLUMNS]
        writer.writerow("" if cell == "–" else cell for cell in row)
    return lines.getvalue().encode("utf-8-sig")
