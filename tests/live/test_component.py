import re
import shutil
import subprocess

import pytest

from live.component import FIGURE_MODULES, MODULES, STATIC, join_modules

UNKIND = re.compile(r"\b(wrong|danger\w*|damag\w*|protect\w*|error|fail\w*|bad|incorrect)\b", re.IGNORECASE)
FROM_ELSEWHERE = re.compile(r"https?://(?!localhost|www\.w3\.org)|//cdn|@import|url\(")


def test_every_module_is_joined():
    assert sorted({*MODULES, *FIGURE_MODULES}) == sorted(path.name for path in STATIC.glob("*.js"))


def test_modules_come_after_those_they_import():
    for modules in (MODULES, FIGURE_MODULES):
        for place, name in enumerate(modules):
            wanted = re.findall(r'from "\./([a-z]+\.js)"', (STATIC / name).read_text(encoding="utf-8"))
            assert set(wanted) <= set(modules[:place]), name


def test_the_joined_script_is_one_module_with_one_entry():
    script = join_modules()
    assert not re.search(r"^import ", script, re.MULTILINE)
    assert re.findall(r"^export .*", script, re.MULTILINE) == [
        "export default function mount({ data, parentElement, setTriggerValue }) {"
    ]
    alone = re.findall(r"^(?:import|export) .*", join_modules(names=FIGURE_MODULES), re.MULTILINE)
    assert alone == ["export default function mountFigure({ data, parentElement }) {"]


def test_no_two_modules_use_the_same_name():
    names = re.findall(r"^(?:async )?(?:function|class|const|let) (\w+)", join_modules(), re.MULTILINE)
    assert len(names) == len(set(names))


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node to check the syntax")
@pytest.mark.parametrize("modules", [MODULES, FIGURE_MODULES], ids=["coach", "figure"])
def test_the_joined_script_parses(tmp_path, modules):
    path = tmp_path / "coach.mjs"
    path.write_text(join_modules(names=modules), encoding="utf-8")
    subprocess.run(["node", "--check", path], check=True)


@pytest.mark.parametrize("path", sorted(STATIC.iterdir()), ids=lambda path: path.name)
def test_nothing_comes_from_another_host(path):
    assert not FROM_ELSEWHERE.search(path.read_text(encoding="utf-8"))


def test_the_words_are_kind():
    said = re.findall(r'"[A-Z][^"]{10,}"', join_modules())
    said += re.findall(r">([^<>]{3,})<", (STATIC / "coach.html").read_text(encoding="utf-8"))
    assert len(said) > 20
    assert [text for text in said if UNKIND.search(text)] == []
