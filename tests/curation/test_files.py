import os
from pathlib import Path

import pytest

from quotebot.curation import files
from quotebot.curation.codes import Code
from quotebot.curation.files import LARGEST_FILE, find
from quotebot.curation.problems import FileProblems, GaveUp
from quotebot.curation.reading import read
from tests.curation.library import errors, quote, quote_file, warnings, write

GOOD = quote_file(quote())


def names(folder: Path) -> list[str]:
    return [str(file.path.relative_to(folder)) for file in find([folder]).files]


def test_only_yaml_files_that_are_not_hidden_are_quote_files(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yml", "C.YAML", ".d.yaml", "README.md", "e.yaml~", "LICENSE"):
        (tmp_path / name).touch()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/f.yaml").touch()
    assert names(tmp_path) == ["C.YAML", "a.yaml", "b.yml"]


def test_folders_in_a_folder_are_searched(tmp_path: Path) -> None:
    (tmp_path / "deep/deeper").mkdir(parents=True)
    (tmp_path / "deep/deeper/a.yaml").touch()
    assert names(tmp_path) == ["deep/deeper/a.yaml"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, a_work=GOOD)
    result = read([tmp_path, tmp_path / "a-work.yaml", tmp_path])
    assert len(result.quotes) == 1
    assert result.problems == ()


def test_a_kubernetes_config_map_is_read_and_each_file_once(tmp_path: Path) -> None:
    version = tmp_path / "..2026_01_01_00_00_00.1"
    (version / "more").mkdir(parents=True)
    (version / "a-work.yaml").write_text(GOOD)
    (version / "more/b-work.yaml").write_text(quote_file(quote(id="another", text="Other.")))
    (tmp_path / "..data").symlink_to(version.name)
    (tmp_path / "a-work.yaml").symlink_to("..data/a-work.yaml")
    (tmp_path / "more").symlink_to("..data/more")
    assert names(tmp_path) == ["a-work.yaml", "more/b-work.yaml"]
    assert read([tmp_path]).problems == ()


def test_a_file_is_known_by_its_own_name_rather_than_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/z.yaml").touch()
    (tmp_path / "a.yaml").symlink_to("real/z.yaml")
    (tmp_path / "again").symlink_to("real")
    assert names(tmp_path) == ["real/z.yaml"]


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("a.yaml", "/etc/passwd", "leads out of the folder"),
        ("a.yaml", "/dev/zero", "leads out of the folder"),
        ("a", "/etc", "leads out of the folder"),
        ("a.yaml", "nowhere", "leads nowhere"),
        ("a.yaml", "a.yaml", "leads nowhere"),
        ("a.yaml", "sub", "is a link to a folder, not a quote file"),
        ("a", ".", "is a link to a folder that holds it"),
        ("sub/a", "..", "is a link to a folder that holds it"),
        ("sub/a", "../sub", "is a link to a folder that holds it"),
    ],
)
def test_links_that_lead_astray_are_reported(
    tmp_path: Path, name: str, target: str, expected: str
) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / name).symlink_to(target)
    [problem] = find([tmp_path]).problems
    assert problem.path == tmp_path / name
    assert expected in problem.message


def test_links_that_have_nothing_to_do_with_quotes_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README").symlink_to("/etc/passwd")
    (tmp_path / "gone").symlink_to("nowhere")
    write(tmp_path, a_work=GOOD)
    assert find([tmp_path]).problems == ()


def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    assert "is not a regular file" in errors(read([tmp_path]))


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    path = write(tmp_path, a_work=GOOD) / "a-work.yaml"
    [file] = find([tmp_path]).files
    path.unlink()
    os.mkfifo(path)
    problems = FileProblems(path)
    with pytest.raises(GaveUp):
        files.read_bytes(file, problems)
    assert "is not a regular file" in problems.found[0].message


def test_a_folder_called_like_a_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    assert "is a folder, not a quote file" in errors(read([tmp_path]))


def test_a_file_over_the_cap_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.yaml").open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    assert "is larger than 16 MiB: split it into several files" in errors(read([tmp_path]))


def test_a_search_that_never_ends_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_ENTRIES", 2)
    for name in ("a", "b", "c"):
        (tmp_path / name).touch()
    assert "more than 2 files and folders" in errors(read([tmp_path]))


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = read([tmp_path / "gone"])
    assert f"{tmp_path}/gone:1:1: there is no such file or folder" in errors(result)


def test_a_path_that_no_system_knows_is_named() -> None:
    assert "a\\u{0}b:1:1: cannot be found" in errors(read([Path("a\0b")]))


def test_a_single_file_must_be_yaml(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert "its name must end in .yaml or .yml" in errors(read([tmp_path / "a.txt"]))


def test_an_empty_folder_beside_a_full_one_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    write(tmp_path / "full", a_work=GOOD)
    result = read([tmp_path / "full", tmp_path / "empty"])
    assert result.errors == ()
    assert "empty:1:1: warning: holds no quote file" in warnings(result)
    assert [problem.code for problem in result.problems] == [Code.FOLDER_EMPTY]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything: run as another user")
def test_what_may_not_be_read_is_reported(tmp_path: Path) -> None:
    (write(tmp_path, a_work=GOOD) / "a-work.yaml").chmod(0)
    (tmp_path / "closed").mkdir(mode=0)
    result = read([tmp_path])
    assert "cannot be read (Permission denied)" in errors(result)
    assert "cannot be searched (Permission denied)" in errors(result)


def test_a_name_that_would_move_the_cursor_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J.yaml").touch()
    assert "a\\u{1B}[2J.yaml:1:1:" in errors(read([tmp_path]))
