"""Reads workbooks for the tests, by openpyxl.

cells.py read FILE         prints every cell that is not empty as JSON: sheets by name, in them values by cell ("B7")
cells.py forget FILE COPY  writes a copy whose formulas have lost their values, so that whoever opens it computes them
"""
import datetime
import json
import sys

from openpyxl import load_workbook
from openpyxl.utils.datetime import to_excel


def plain(value):
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return to_excel(value)
    return value


if sys.argv[1] == "forget":
    load_workbook(sys.argv[2]).save(sys.argv[3])
else:
    book = load_workbook(sys.argv[2], data_only=True)
    json.dump({sheet.title: {cell.coordinate: plain(cell.value) for row in sheet for cell in row if cell.value is not None} for sheet in book}, sys.stdout)
