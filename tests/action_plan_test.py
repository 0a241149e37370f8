#!/usr/bin/env python3
"""Action plans, looked at by others: openpyxl finds lists, filters and a chart in the workbook; LibreOffice opens it and has the same
cells; what a team fills in comes back into the design, also after LibreOffice saved it, and nothing else in it changes.
usage: action_plan_test.py PROGRAM ROOT"""
import csv, datetime, difflib, shutil, subprocess, sys, tempfile
from pathlib import Path

import openpyxl

program, root = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
DAY = ["--as-of", "2026-07-01"]


def tutela(*words, code=0):
    ran = subprocess.run([program, *map(str, words)], cwd=folder, capture_output=True, text=True, env={"TUTELA_RULESETS": str(root / "rulesets"), "HOME": str(folder)})
    assert ran.returncode == code, (words, ran.returncode, ran.stderr)
    return ran.stdout


def office(kind, path, to):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", kind, "--outdir", str(to), str(path)],
                   check=True, capture_output=True, timeout=120)


def cells(sheet):
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


with tempfile.TemporaryDirectory() as place:
    folder = Path(place)
    for name in ["lima-cash", "borno-site-management", "moldova-helpline", "renk-registration"]:
        shutil.copytree(root / "examples" / name, folder / name)
        design = folder / name / "programme.toml"
        for language in ["en", "fr"]:
            path = folder / f"{name}-{language}.xlsx"
            spoken = ["--language", language]
            tutela("plan", "export", design, *DAY, *spoken, "-o", path)
            again = folder / "again.xlsx"
            tutela("plan", "export", design, *DAY, *spoken, "-o", again)
            assert path.read_bytes() == again.read_bytes(), f"{path} is not the same twice"
            book = openpyxl.load_workbook(path)
            plan = book.worksheets[0]
            rows = cells(plan)
            assert len(rows) > 10 and plan.freeze_panes and plan.auto_filter.ref, name
            assert len(plan.data_validations.dataValidation) >= 3, "owner, due and status are not checked"
            assert len(plan.conditional_formatting) >= 3 and len(book.worksheets[1]._charts) == 1
            assert book.worksheets[-1].sheet_state == "hidden"
            assert not any(cell.startswith("=") for row in rows for cell in row)
            # The CSV tells the same rows; LibreOffice reads the same cells out of the workbook.
            told = list(csv.reader(tutela("plan", "export", design, *DAY, *spoken, "--format", "csv").lstrip("\ufeff").splitlines()))
            assert [row[0] for row in told] == [row[0] for row in rows], name
            office("csv:Text - txt - csv (StarCalc):44,34,76", path, folder / "seen")
            seen = list(csv.reader((folder / "seen" / f"{path.stem}.csv").open(encoding="utf-8")))
            assert [row[0] for row in seen] == [row[0] for row in rows], f"LibreOffice sees other rows in {path}"
            assert [row[2] for row in seen] == [row[2] for row in rows]
        # Filled in, by way of openpyxl and of LibreOffice.
        book = openpyxl.load_workbook(folder / f"{name}-en.xlsx")
        plan = book.worksheets[0]
        heads = [cell.value for cell in plan[1]]
        filled = {"Owner": "protection adviser", "Due": datetime.date(2026, 9, 1), "Status": "in progress", "Note": "Agreed with the team, = no formula;_x000D_\nwritten \"so\""}
        for head, value in filled.items():
            plan.cell(2, heads.index(head) + 1).value = value
        book.save(folder / "filled.xlsx")
        office("xlsx:Calc MS Excel 2007 XML", folder / "filled.xlsx", folder / "saved")
        before = design.read_text(encoding="utf-8")
        for sheet in [folder / "filled.xlsx", folder / "saved" / "filled.xlsx"]:
            design.write_text(before, encoding="utf-8")
            tutela("plan", "import", sheet, design)
            after = design.read_text(encoding="utf-8")
            changed = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]
            assert all(line[0] == "+" for line in changed), changed
            for part in ['owner = "protection-adviser"', "due = 2026-09-01", 'status = "in-progress"', 'formula;\\nwritten \\"so\\""']:
                assert any(part in line for line in changed), (part, changed)
            tutela("plan", "import", sheet, design)
            assert design.read_text(encoding="utf-8") == after, "a second import changes something"
            row = list(csv.reader(tutela("plan", "export", design, *DAY, "--format", "csv").lstrip("\ufeff").splitlines()))[1]
            assert row[heads.index("Owner")] == "protection adviser" and row[heads.index("Due")] == "2026-09-01", row
        # A formula without its value, as programs leave it that do not calculate, says nothing, and is told.
        book = openpyxl.load_workbook(folder / "filled.xlsx")
        book.worksheets[0].cell(2, heads.index("Note") + 1).value = "=A1"
        book.save(folder / "formula.xlsx")
        now = design.read_bytes()
        tutela("plan", "import", folder / "formula.xlsx", design, code=4)
        assert design.read_bytes() == now
        # Wrong cells: told with their place, and nothing is written.
        for head, value in [("Due", "soon"), ("Status", "perhaps"), ("Owner", "the neighbour's cat")]:
            book = openpyxl.load_workbook(folder / "filled.xlsx")
            book.worksheets[0].cell(2, heads.index(head) + 1).value = value
            book.save(folder / "wrong.xlsx")
            now = design.read_bytes()
            tutela("plan", "import", folder / "wrong.xlsx", design, code=4)
            assert design.read_bytes() == now, head
        print(f"{name}: {len(rows) - 1} gaps")
