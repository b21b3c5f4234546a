"""What is sent to a worker and what comes back, with the worker's side in this process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.intake import SourceFile, take_inventory
from pipeline.intake.cache import Unreadable
from pipeline.intake.cluster.post import Post
from pipeline.intake.cluster.task import Lying, NotOpened, NotPut, Parcel, read_parcel
from pipeline.intake.lake import NotInLake
from pipeline.intake.stored import StoredReports
from pipeline.settings import Settings
from tests.support.reader import READER

REPORT = "report Provby | T1 | 2021\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A document with a sidecar in a store, and a lake in another."""
    lies = tmp_path / "lies"
    lies.mkdir()
    (lies / "a.txt").write_text(REPORT)
    (lies / "a.txt.yml").write_text("year: 2021\n")
    return Settings(
        raw_address=f"file://{lies}",
        lake=f"file://{tmp_path / 'lake'}",
        warehouse_dir=tmp_path / "warehouse",
        reader=READER,
    )


def post_of(settings: Settings) -> tuple[Post, SourceFile]:
    (source,) = take_inventory(settings).files
    return Post.of("run", settings, StoredReports.below(settings)), source


def parcel(post: Post, source: SourceFile, *, whole: bool = False) -> Parcel:
    made = post.parcel(1, source, None, whole=whole)
    assert isinstance(made, Parcel)
    return made


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_neither_a_document_nor_what_is_made_of_it_passes_the_scheduler(
    settings: Settings, tmp_path: Path
) -> None:
    post, source = post_of(settings)
    sent = parcel(post, source)
    assert sent.document == Lying(settings.raw_address, "a.txt")
    assert sent.sidecar == Lying(settings.raw_address, "a.txt.yml")
    assert str(tmp_path / "warehouse").encode() not in sent.job
    answer = read_parcel(sent)
    assert answer.files == {}
    told = post.received("worker", source, answer)
    assert not isinstance(told, Unreadable)
    assert told.gist.head.committee_name == "Provby"
    in_lake = files(tmp_path / "lake")
    assert {name.partition(".")[2] for name in in_lake} >= {"json.gz", "gist.json"}
    assert files(settings.cache_dir) == in_lake, "the first that a worker wrote is fetched at once"


def test_without_a_store_and_a_lake_the_bytes_go_there_and_back(
    settings: Settings, tmp_path: Path
) -> None:
    post, source = post_of(settings)
    by_lake = post.received("worker", source, read_parcel(parcel(post, source)))
    alone = replace(
        settings, raw_address="", raw_dir=settings.raw_dir, lake="", warehouse_dir=tmp_path / "own"
    )
    post, source = post_of(alone)
    sent = parcel(post, source)
    assert (sent.document, sent.sidecar) == (REPORT.encode(), b"year: 2021\n")
    answer = read_parcel(sent)
    assert answer.put == {}
    assert post.received("worker", source, answer) == by_lake
    assert files(alone.cache_dir) == files(settings.cache_dir)


def test_a_document_that_changed_where_it_lies_is_sent_as_it_was_seen(
    settings: Settings, tmp_path: Path
) -> None:
    post, source = post_of(settings)
    (tmp_path / "lies" / "a.txt").write_text("report Elsewhere | T1 | 2021\n")
    with pytest.raises(NotOpened, match=r"a\.txt has other bytes now"):
        read_parcel(parcel(post, source))
    (tmp_path / "lies" / "a.txt").unlink()
    with pytest.raises(NotOpened, match="FileNotFoundError"):
        read_parcel(parcel(post, source))
    told = post.received("worker", source, read_parcel(parcel(post, source, whole=True)))
    assert not isinstance(told, Unreadable)
    assert told.gist.head.committee_name == "Provby"


def test_a_worker_that_cannot_write_to_the_lake_or_writes_elsewhere_is_found_out(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "full").touch()
    post, source = post_of(replace(settings, lake=f"file://{tmp_path / 'full' / 'lake'}"))
    with pytest.raises(NotPut):
        read_parcel(parcel(post, source))
    post, source = post_of(settings)
    elsewhere = replace(parcel(post, source), lake=f"file://{tmp_path / 'another'}")
    with pytest.raises(NotInLake):
        post.received("worker", source, read_parcel(elsewhere))


def test_a_reading_that_is_kept_is_sent_along_and_not_made_again(settings: Settings) -> None:
    post, source = post_of(settings)
    told = post.received("worker", source, read_parcel(parcel(post, source)))
    again = replace(parcel(post, source), document=b"raise\n", sidecar=None)
    assert again.reading is not None
    assert post.received("worker", source, read_parcel(again)) == told
