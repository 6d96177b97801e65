"""The product installs from its wheel and from its sources, works anywhere; its pinned lists are whole."""

import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ROOMS = ("orders", "bot", "webhooks", "web", "simulator", "templates")

#: Asked of a fresh install: where every room lies, and that the words, pages and pictures can be read.
LOOK_AROUND = f"""
import importlib
from importlib.resources import files
for room in {ROOMS}:
    print(importlib.import_module(room).__file__)
import web.settings
assert files("templates").joinpath("words", "th").is_dir()
"""


def run(*command: str | Path, cwd: Path = Path("/")) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """The Python of an environment of its own that borrows what we depend on, but not us."""
    venv.create(tmp_path / "env", with_pip=False)
    (site_packages,) = (tmp_path / "env").glob("lib/python*/site-packages")
    borrowed = [path for path in sys.path if path.endswith("site-packages")]
    # A path file inside a borrowed folder is not followed, so an editable install of ours stays out of sight.
    (site_packages / "borrowed.pth").write_text("\n".join(borrowed))
    return tmp_path / "env" / "bin" / "python"


def install(python: Path, *what: str | Path) -> None:
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python)
    run(*pip, "install", "-qq", "--no-deps", "--no-index", "--no-build-isolation", "--ignore-installed", *what)


def furniture(of: Path) -> set[str]:
    """What the rooms hold, modules and everything else."""
    found = (path for room in ROOMS for path in (of / room).rglob("*") if path.is_file())
    return {path.relative_to(of).as_posix() for path in found if "__pycache__" not in path.parts}


def rooms_found(python: Path) -> list[Path]:
    return [Path(line).parent for line in run(python, "-c", LOOK_AROUND).splitlines()]


def test_the_wheel_brings_every_room_with_its_words_and_pages(tmp_path: Path, scratch: Path) -> None:
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, HOUSE)
    (wheel,) = tmp_path.glob("inchat-*.whl")
    install(scratch, wheel)
    (here,) = {room.parent for room in rooms_found(scratch)}
    assert here.is_relative_to(tmp_path)
    assert furniture(here) == furniture(HOUSE)
    assert "serve" in run(scratch.parent / "inchat", "--help")


def test_an_editable_install_works_from_any_folder(scratch: Path) -> None:
    install(scratch, "--editable", HOUSE)
    assert rooms_found(scratch) == [HOUSE / room for room in ROOMS]
    assert "serve" in run(scratch.parent / "inchat", "--help")


def pinned(name: str) -> dict[str, str]:
    """Every package of a pinned list with its version. A list names no address, and each package's hashes."""
    text = (HOUSE / name).read_text()
    assert "://" not in text
    packages = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in package for package in packages)
    return dict(required(package.partition(" ")[0]) for package in packages)


def required(dependency: str) -> tuple[str, str]:
    """`Pillow[x]==13.0.0; python_version > "3"` as its plain name and version."""
    name, pin, version = dependency.partition(";")[0].strip().partition("==")
    assert pin, f"{dependency} is not pinned"
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower(), version


def asked_for() -> dict[str, list[str]]:
    tables = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    running, extras = tables["project"]["dependencies"], tables["project"]["optional-dependencies"]
    return {
        "requirements.txt": running,
        "requirements-dev.txt": running + extras["dev"] + extras["stripe"],
        "requirements-build.txt": tables["build-system"]["requires"] + tables["dependency-groups"]["build"],
    }


@pytest.mark.parametrize(("name", "dependencies"), asked_for().items())
def test_the_pinned_lists_hold_what_the_project_asks_for(name: str, dependencies: list[str]) -> None:
    """If this fails, pyproject.toml was changed: `make requirements`."""
    held = pinned(name)
    wanted = dict(required(dependency) for dependency in dependencies)
    assert {package: held.get(package) for package in wanted} == wanted


def test_tests_run_on_the_very_versions_that_the_product_runs_on() -> None:
    assert pinned("requirements.txt").items() <= pinned("requirements-dev.txt").items()
