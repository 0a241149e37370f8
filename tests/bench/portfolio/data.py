"""The files that the bench measures on, made once and kept under build/bench until what makes them changes."""
import hashlib, itertools, os, shutil, subprocess, sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, here + "/../peers"]
import generate, reference, rules, write_rules

MANNERS = ("peers", "tutela")


def key_of_sources():
    """Changes with anything that the files are made from."""
    sources = hashlib.sha256()
    for folder, names, files in sorted(os.walk(here + "/..")):
        names[:] = sorted(name for name in names if name not in ("node_modules", "__pycache__", "go", "rust"))
        for name in sorted(files):
            if name in ("generate.py", "realistic.py", "replicate.py") or name.endswith(".tutela") or "peers" in folder and name.endswith(".py"):
                sources.update(open(os.path.join(folder, name), "rb").read())
    return sources.hexdigest()[:16]


class Data:
    """Each method gives the path of a file or folder, which it makes where it is not there yet."""

    def __init__(self, folder, root):
        self.root, self.folder = root, os.path.join(folder, "data-" + key_of_sources())
        os.makedirs(self.folder, exist_ok=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def made(self, name, make):
        """A file that was written whole, or not at all."""
        path = self.path(name)
        if not os.path.exists(path):
            make(path + ".part")
            os.rename(path + ".part", path)
        return path

    def designs(self, count, manner, times=1):
        name = f"{{}}-{count}x{times}.jsonl"
        if not os.path.exists(self.path(name.format(manner))):
            self._write_designs(name, count, times)
        return self.path(name.format(manner))

    def _write_designs(self, name, count, times):
        """Both manners at once: drawing is what takes time."""
        paths = [self.path(name.format(manner)) for manner in MANNERS]
        with open(paths[0] + ".part", "w") as theirs, open(paths[1] + ".part", "w") as ours:
            for number in range(count):
                design = generate.design(generate.SEED, number, times)
                theirs.write(generate.line(design))
                ours.write(generate.line(generate.for_tutela(design)))
        for path in paths:
            os.rename(path + ".part", path)

    def verdicts(self, count):
        """Of the reference, a line a design."""
        return [reference.letters(rules.RULES, generate.design(generate.SEED, number)) for number in range(count)]

    def rules(self, count):
        """A folder with so many rules in every language."""
        def make(folder):
            shutil.rmtree(folder, ignore_errors=True)
            write_rules.write(count, folder)
            shutil.copy(here + "/relief.tutela", folder)
            with open(folder + "/rules.tutela", "w") as f:
                subprocess.run([sys.executable, here + "/replicate.py", str(count)], check=True, stdout=f)
        return self.made(f"rules-{count}", make)

    def realistic(self, count, *kind):
        """Designs for all rules of protection-mainstreaming; kind: unlike."""
        def make(path):
            with open(path, "w") as f:
                subprocess.run([sys.executable, here + "/realistic.py", self.root, str(count), "1", *kind], check=True, stdout=f)
        return self.made("-".join(["realistic", str(count), *kind]) + ".jsonl", make)

    def head(self, path, count):
        """The first designs of a file, as a file."""
        def make(to):
            with open(path) as f, open(to, "w") as out:
                out.writelines(itertools.islice(f, count))
        return self.made(f"{os.path.basename(path)}.{count}", make)
