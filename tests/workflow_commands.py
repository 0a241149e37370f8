"""Workflow commands as GitHub's runner takes them apart: `::error file=a.toml,line=3::text`."""

DATA = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
PROPERTY = [("%3A", ":"), ("%2C", ","), *DATA]


def unescaped(text, pairs):
    for code, char in pairs:
        text = text.replace(code, char)
    return text


def command_of(line):
    """The name, the properties and the text of a command; nothing when the line is none."""
    line = line.lstrip()
    if not line.startswith("::"):
        return None
    end = line.find("::", 2)
    assert end > 0, f"no end of the command: {line}"
    name, _, properties = line[2:end].partition(" ")
    pairs = dict(part.strip().split("=", 1) for part in properties.split(",") if part)
    return name, {key: unescaped(value, PROPERTY) for key, value in pairs.items()}, unescaped(line[end + 2:], DATA)


def commands_of(text):
    return [command for line in text.splitlines() if (command := command_of(line))]
