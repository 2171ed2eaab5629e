"""The closed sets that an option and a setting share."""

from typing import Literal

Format = Literal["auto", "table", "json", "jsonl", "csv", "text", "raw"]
Color = Literal["auto", "always", "never"]
