"""The files that the bench measures on, made once and kept under build/bench until what makes them changes."""
import hashlib, os, shutil, subprocess, sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, here + "/../peers"]
import generate, reference, rules, write_rules

MANNERS = ("peers", "tutela")


def key_of_designs():
    """Changes with what draws designs."""
    sources = (open(f"{here}/{name}.py", "rb").read() for name in ("generate", "realistic"))
    return hashlib.sha256(b"".join(sources)).hexdigest()[:16]


class Data:
    """Each method gives the path of a file or folder, which it makes where it is not there yet. Designs are kept for the next run."""

    def __init__(self, folder, root):
        name = "data-" + key_of_designs()
        self.root, self.folder, self.rules_made = root, os.path.join(folder, name), {}
        for old in os.listdir(folder):
            if old.startswith("data-") and old != name:
                shutil.rmtree(os.path.join(folder, old))
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
        """A folder with so many rules in every language, written anew in each run."""
        folder = self.path(f"rules-{count}")
        if count not in self.rules_made:
            write_rules.write(count, folder)
            shutil.copy(here + "/relief.tutela", folder)
            with open(folder + "/rules.tutela", "w") as f:
                subprocess.run([sys.executable, here + "/replicate.py", str(count)], check=True, stdout=f)
            self.rules_made[count] = folder
        return folder

    def realistic(self, count, *kind):
        """Designs for all rules of protection-mainstreaming; kind: unlike."""
        def make(path):
            with open(path, "w") as f:
                subprocess.run([sys.executable, here + "/realistic.py", self.root, str(count), "1", *kind], check=True, stdout=f)
        return self.made("-".join(["realistic", str(count), *kind]) + ".jsonl", make)
