#!/usr/bin/env python3
"""Writes engine/iso_codes.inc from Debian's package iso-codes. Run it by hand when the lists change.

Only codes are taken: languages of ISO 639-3 with their two-letter form, countries of ISO 3166-1.
The order is that of the codes, so that an index stays stable within a build.
"""
import json
from pathlib import Path

FOLDER = Path("/usr/share/iso-codes/json")
TARGET = Path(__file__).parent.parent / "engine" / "iso_codes.inc"


def entries(name: str) -> list[dict]:
    return json.loads((FOLDER / f"iso_{name}.json").read_text())[name]


def main() -> None:
    lines = ["// Made by tools/iso_codes.py from Debian's iso-codes. LANGUAGE(639-3, 639-1), COUNTRY(alpha-2, alpha-3).\n"]
    for entry in sorted(entries("639-3"), key=lambda e: e["alpha_3"]):
        lines.append(f'LANGUAGE("{entry["alpha_3"]}", "{entry.get("alpha_2", "")}")\n')
    for entry in sorted(entries("3166-1"), key=lambda e: e["alpha_2"]):
        lines.append(f'COUNTRY("{entry["alpha_2"].lower()}", "{entry["alpha_3"].lower()}")\n')
    TARGET.write_text("".join(lines))


if __name__ == "__main__":
    main()
