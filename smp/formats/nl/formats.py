"""Dates and numbers as domein 3.7 shows and accepts them."""

DATE_FORMAT = "j-n-Y"
SHORT_DATE_FORMAT = "j-n-Y"
DATETIME_FORMAT = "j-n-Y H:i"
SHORT_DATETIME_FORMAT = "j-n-Y H:i"
DATE_INPUT_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%d-%m-%y"]
DECIMAL_SEPARATOR = ","
