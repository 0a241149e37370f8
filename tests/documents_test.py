#!/usr/bin/env python3
"""Reports as word-processor text: pandoc makes them, LibreOffice opens them. They have a title, headings and tables, are in the
language of the report, the same byte for byte, and nothing in them is fetched from anywhere."""
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

program, root = sys.argv[1], Path(sys.argv[2])
if not shutil.which("pandoc") or not shutil.which("soffice"):
    print("needs pandoc and LibreOffice")
    sys.exit(77)
rules = ["--ruleset", root / "rulesets/protection-mainstreaming", "--as-of", "2026-07-01"]


def check(*arguments, code=(0, 1, 2), **environment):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, **environment)
    assert done.returncode in code, f"{arguments} exits with {done.returncode}: {done.stderr.decode()[:2000]}"
    return done


def opened(folder, path, form):
    """What LibreOffice makes of it."""
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form, "--outdir", folder / "out",
                    path], check=True, capture_output=True, timeout=300)
    return folder / "out" / f"{path.stem}.{form.split(':')[0]}"


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    design = root / "examples/borno-site-management/programme.toml"
    for language, title, heading, tag in (("en", "Audit of", "Not met", "en"), ("fr", "Audit de", "Non satisfait", "fr")):
        for form, body in (("docx", "word/document.xml"), ("odt", "content.xml")):
            path, again = folder / f"{language}-{form}.{form}", folder / f"again.{form}"
            for out in (path, again):
                check("--language", language, "check", design, *rules, "--format", form, "--output", out)
            # pandoc gives the parts of an odt the time of day, whatever SOURCE_DATE_EPOCH says; what is in them is the same.
            one, other = ([(part.filename, zipped.read(part)) for part in zipped.infolist()] for zipped in (zipfile.ZipFile(path), zipfile.ZipFile(again)))
            assert one == other and (form == "odt" or path.read_bytes() == again.read_bytes()), f"{form}: two runs differ"
            archive = zipfile.ZipFile(path)
            xml = archive.read(body).decode()
            assert re.search(r'w:pStyle w:val="Title"' if form == "docx" else r'text:style-name="Title"', xml), "no title"
            assert xml.count('w:val="Heading1"' if form == "docx" else 'text:outline-level="1"') >= 3, "no headings"
            assert xml.count("<w:tbl>" if form == "docx" else "<table:table ") == 2, "no tables"
            styles = archive.read("word/styles.xml" if form == "docx" else "styles.xml").decode()
            assert re.search(rf'<w:lang [^>]*w:val="{tag}"|fo:language="{tag}"', styles), f"{form} is not said to be in {tag}"
            text = opened(folder, path, "txt:Text (encoded):UTF8").read_text()
            for wanted in (title, heading, "SAF-03", "DNH-06", "22 " if language == "en" else "22"):
                assert wanted in text, f"{form} in {language} lacks {wanted}"
            assert opened(folder, path, "pdf").read_bytes()[:5] == b"%PDF-"
            print(f"{form} in {language}: {len(text.splitlines())} lines")

    # A picture that a design names is never looked for, and markup is text.
    with socket.socket() as listens:
        listens.bind(("127.0.0.1", 0))
        listens.listen()
        listens.settimeout(0.2)
        picture = f"![x](http://127.0.0.1:{listens.getsockname()[1]}/x.png)"
        local = folder / "tells.png"
        local.write_text("canary")
        (folder / "p.toml").write_text(f'[programme]\nid = "p"\n[[activities]]\nid = "{picture}"\nkind = "distribution"\ncontact = true\n'
                                       f'[[activities]]\nid = "<img src={local}>"\nkind = "distribution"\ncontact = true\n'
                                       f'[[activities]]\nid = "![y]({local})"\nkind = "distribution"\ncontact = true\n')
        for form in ("docx", "odt"):
            check("check", folder / "p.toml", *rules, "--format", form, "--output", folder / f"p.{form}")
            names = zipfile.ZipFile(folder / f"p.{form}").namelist()
            assert not [n for n in names if n.endswith(".png") and "humbnail" not in n], names
            text = opened(folder, folder / f"p.{form}", "txt:Text (encoded):UTF8").read_text()
            assert "<img src=" in text, "markup of a name is lost"
        try:
            listens.accept()
            raise AssertionError("a picture was fetched")
        except TimeoutError:
            pass

    # Several designs, one document. Without pandoc a message, and no file.
    others = sorted((root / "examples").glob("*/programme.toml"))
    check("check", *others, *rules, "--format", "docx", "--output", folder / "all.docx")
    text = opened(folder, folder / "all.docx", "txt:Text (encoded):UTF8").read_text()
    assert text.count("Audit of") == len(others)
    done = check("check", design, *rules, "--format", "odt", "--output", folder / "none.odt", code=(4,), env={"PATH": "/nonexistent"})
    assert b"pandoc" in done.stderr and not (folder / "none.odt").exists()
print("pandoc and LibreOffice agree")
