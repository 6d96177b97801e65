"""The floor plan: who may ask whom, that no file outgrows its room, that every word is in its place."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from web.settings import Settings, load
from web.settings.mistakes import keys

HOUSE = Path(__file__).parent.parent
MOST_LINES = 400

#: A room and the rooms it may import. `templates` is a cupboard anyone may open who speaks to people.
ROOMS = {
    "orders": set[str](),
    "bot": {"orders", "templates"},
    "webhooks": {"bot", "orders", "templates"},
    "web": {"webhooks", "bot", "orders", "simulator", "templates"},
    "simulator": set[str](),
    "templates": set[str](),
}

#: Rooms whose sentences are for developers, and files that read what people write instead of writing to them.
SPEAKS_TO_DEVELOPERS = ("simulator/", "bench/", "tests/")
READS_PEOPLE = (
    "bot/grammar/",
    "bot/speech/",
    "bot/customers/name_given.py",
    "bot/understanding.py",
    "bot/words.py",
    "orders/addresses/__init__.py",
    "orders/addresses/completing.py",
    "orders/addresses/locating.py",
    "orders/addresses/mentions.py",
    "orders/addresses/numbers.py",
    "orders/addresses/places.py",
    "orders/addresses/words.py",
    "orders/finding/options.py",
    "orders/finding/reading.py",
    "orders/finding/spelling.py",
    "orders/people.py",
)
#: How a language counts is its grammar, no sentence that could be put in other words.
COUNTS = {"orders/amount_words.py"}
#: The sample shop of `inchat demo` is data: its goods and people have Thai names.
SAMPLE_SHOP = "web/demo"
#: Migrations repeat the docstrings of the tables they make.
MIGRATIONS = "orders/migrations/"


@cache
def files() -> list[Path]:
    """Every file that belongs to the project; what tools made, and what a merchant keeps here, does not."""
    git = ["git", "-C", str(HOUSE), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        names = subprocess.run(git, capture_output=True, check=True, text=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no git clone, so there is no telling which files are the project's")
    return [HOUSE / name for name in names if name and (HOUSE / name).is_file()]


def name_of(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def ours(*endings: str) -> Iterator[tuple[str, str]]:
    """Names and texts of our own files with one of these endings; vendor/ holds other people's."""
    for path in files():
        if path.suffix in endings and "/vendor/" not in f"/{name_of(path)}":
            yield name_of(path), path.read_text(encoding="utf-8")


def imported(name: str, text: str) -> set[str]:
    """The top names a Python file imports, wherever in the file; a relative import is its own room."""
    found = set()
    for node in ast.walk(ast.parse(text, name)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(name.partition("/")[0] if node.level else (node.module or "").partition(".")[0])
    return found


def spoken(text: str) -> Iterator[tuple[int, str]]:
    """Every string in a Python text with its line, but for docstrings and others that stand alone."""
    tree = ast.parse(text)
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.lineno, node.value


def test_each_room_imports_only_the_rooms_it_may() -> None:
    wrong = [
        f"{name} imports {room}"
        for name, text in ours(".py")
        if (home := name.partition("/")[0]) in ROOMS
        for room in sorted(imported(name, text) & ROOMS.keys() - ROOMS[home] - {home})
    ]
    assert wrong == []


def test_the_house_never_imports_its_tests_or_benches() -> None:
    wrong = [
        name
        for name, text in ours(".py")
        if name.partition("/")[0] in ROOMS and imported(name, text) & {"tests", "bench"}
    ]
    assert wrong == []


def test_every_room_says_at_its_door_what_it_is() -> None:
    doors = [HOUSE / room / "__init__.py" for room in ROOMS]
    assert [name_of(door) for door in doors if not ast.get_docstring(ast.parse(door.read_text(encoding="utf-8")))] == []


def test_no_file_outgrows_its_room() -> None:
    long = {name: len(text.splitlines()) for name, text in ours(".py", ".html", ".css", ".js", ".sh")}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}


def test_no_file_is_a_grab_bag() -> None:
    grab_bags = {"utils", "util", "common", "base", "misc", "manager", "helpers"}
    assert [name for name, _ in ours(".py") if Path(name).stem in grab_bags] == []


THAI = re.compile(r"[\u0e01-\u0e3a\u0e40-\u0e5b]")  # without the baht sign, which is a unit


def test_no_thai_in_python_but_where_thai_is_read() -> None:
    wrong = [
        f"{name}:{line}: {said[:40]}"
        for name, text in ours(".py")
        if not name.startswith((*SPEAKS_TO_DEVELOPERS, SAMPLE_SHOP, *READS_PEOPLE)) and name not in COUNTS
        for line, said in spoken(text)
        if THAI.search(said)
    ]
    assert wrong == []


SENTENCE = re.compile(r"[A-Z][\w']*,?( [^\s]+){2,}[.!?\u2026]")


def test_no_english_sentence_in_python() -> None:
    """A sentence begins with a capital and ends with a full stop. Reasons in errors and logs do not."""
    wrong = [
        f"{name}:{line}: {said[:60]}"
        for name, text in ours(".py")
        if not name.startswith((*SPEAKS_TO_DEVELOPERS, SAMPLE_SHOP, MIGRATIONS, *READS_PEOPLE))
        for line, said in spoken(text)
        if SENTENCE.fullmatch(said.strip())
    ]
    assert wrong == []


PLURALS = {"zero", "one", "two", "few", "many", "other"}
PLACEHOLDER = re.compile(r"(?<!\{)\{(\w+)")


def sentences(language: str) -> dict[str, list[str]]:
    """Every key of a language with its sentence; with its forms, where it is a plural."""
    found: dict[str, list[str]] = {}
    for path in sorted((HOUSE / "templates" / "words" / language).glob("*.toml")):
        found.update(flat({path.stem: tomllib.loads(path.read_text(encoding="utf-8"))}))
    return found


def flat(table: dict[str, object], above: str = "") -> Iterator[tuple[str, list[str]]]:
    for name, value in table.items():
        key = f"{above}.{name}" if above else name
        if isinstance(value, dict) and "other" in value and value.keys() <= PLURALS:
            yield key, [str(form) for form in value.values()]
        elif isinstance(value, dict):
            yield from flat(value, key)
        else:
            yield key, [value if isinstance(value, str) else ""]


def test_every_sentence_is_there_in_thai_and_in_english() -> None:
    thai, english = sentences("th"), sentences("en")
    assert thai.keys() ^ english.keys() == set()
    assert thai, "templates/words holds no sentence"


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_sentence_is_empty(language: str) -> None:
    assert [key for key, forms in sentences(language).items() if not all(form.strip() for form in forms)] == []


def test_a_sentence_tells_the_same_facts_in_both_languages() -> None:
    """A plural may leave its number out of one form ("a parcel", "{count} parcels")."""
    thai, english = sentences("th"), sentences("en")

    def facts(forms: list[str]) -> set[str]:
        return {fact for form in forms for fact in PLACEHOLDER.findall(form)}

    differing = {
        key: (facts(thai[key]), facts(english[key]))
        for key in thai.keys() & english.keys()
        if facts(thai[key]) != facts(english[key])
    }
    assert differing == {}


EXAMPLE = HOUSE / "config.example.toml"
ASLEEP = re.compile(r"^#(?=\[|\w+ = )", re.MULTILINE)


def documented_keys() -> tuple[set[str], set[str]]:
    """All keys standing in the example, awake or asleep, and those that have a comment above them."""
    standing, explained, table, comment = set[str](), set[str](), "", False
    for line in ASLEEP.sub("", EXAMPLE.read_text(encoding="utf-8")).splitlines():
        if header := re.match(r"\[+([^]]+)\]+", line):
            table, comment = header[1], False
        elif setting := re.match(r"(\w+) = ", line):
            key = f"{table}.{setting[1]}"
            standing.add(key)
            explained |= {key} if comment else set()
        else:
            comment = line.startswith("#")
    return standing, explained


def test_the_example_config_can_be_used_as_it_is() -> None:
    settings = load(EXAMPLE)
    assert list(settings.shops) == ["demo"]


def test_every_sleeping_line_of_the_example_works_when_woken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCHAT_SERVER__PUBLIC_URL", "http://127.0.0.1:8080")
    awake = tmp_path / "config.toml"
    awake.write_text(ASLEEP.sub("", EXAMPLE.read_text(encoding="utf-8")), encoding="utf-8")
    assert load(awake).shops["demo"].messenger is not None


def test_the_example_explains_every_key_there_is() -> None:
    awake = tomllib.loads(ASLEEP.sub("", EXAMPLE.read_text(encoding="utf-8")))
    named = set(paths(awake))
    assert {".".join(where) for where, _ in keys(Settings)} - named == set(), "keys without a line in the example"
    standing, explained = documented_keys()
    assert standing - explained == set(), "keys without a comment above them"


def paths(value: object, above: tuple[str, ...] = ()) -> Iterator[str]:
    """The keys in a config as `web.settings.mistakes.keys` names them."""
    if isinstance(value, dict):
        for name, inner in value.items():
            here = (*above, "*") if above == ("shops",) else (*above, name)
            yield ".".join(here)
            yield from paths(inner, here)
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, (*above, "*"))


#: Put together here, so that this file does not contain what it looks for.
UNWANTED = {
    "a path of somebody's machine": re.compile(r"(?<![\w./}>-])/(?:wo" r"rk|ro" r"ot|ho" r"me/\w+)(?:/|\b)"),
    "the address of a package index": re.compile(
        r"py" r"pi\.org|python" r"hosted\.org|registry\.npm" r"js|deb\.debian"
    ),
    "something left undone": re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b|NotImplemented" r"Error"),
}


@pytest.mark.parametrize("what", UNWANTED)
def test_nothing_unwanted_is_kept(what: str) -> None:
    wrong = []
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font
        for number, line in enumerate(text.splitlines(), 1):
            if UNWANTED[what].search(line) and not ("/vendor/" in name_of(path) and what.endswith("undone")):
                wrong.append(f"{name_of(path)}:{number}")
    assert wrong == []
