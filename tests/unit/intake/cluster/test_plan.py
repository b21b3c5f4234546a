"""Who reads what in a cluster: told as what happens, and who is sent what then."""

from __future__ import annotations

from pipeline.intake.cluster.plan import MOST_LOSSES, Assignment, Plan


def sent(begun: list[Assignment]) -> list[tuple[int, str]]:
    return [(one.document, one.worker) for one in begun]


def plan(*workers: str, documents: int, slots: int = 1) -> Plan:
    made = Plan(slow_seconds=10, slow_factor=3)
    for worker in workers:
        made.admit(worker, slots)
    for document in range(documents):
        made.add(document)
    return made


def test_a_worker_gets_as_many_documents_as_it_reads_at_once() -> None:
    two_hands = plan("a", documents=3, slots=2)
    first, second = two_hands.assign(now=0)
    assert sent([first, second]) == [(0, "a"), (1, "a")]
    assert two_hands.assign(now=1) == []
    assert two_hands.finished(second, now=2) == []
    assert sent(two_hands.assign(now=2)) == [(2, "a")]


def test_documents_go_to_the_worker_with_most_free_hands() -> None:
    made = plan("a", "b", documents=4, slots=2)
    assert sorted(sent(made.assign(now=0))) == [(0, "a"), (1, "b"), (2, "a"), (3, "b")]


def test_a_worker_that_joins_later_helps() -> None:
    made = plan("a", documents=2)
    made.assign(now=0)
    made.admit("b", 1)
    assert sent(made.assign(now=1)) == [(1, "b")]


def test_what_a_dead_worker_read_comes_next_and_nothing_else_is_repeated() -> None:
    made = plan("a", "b", documents=3)
    _, by_b = made.assign(now=0)
    assert made.dismiss("a") == []
    assert made.assign(now=1) == []
    made.finished(by_b, now=2)
    (again,) = made.assign(now=2)
    assert sent([again]) == [(0, "b")]
    made.finished(again, now=3)
    assert sent(made.assign(now=3)) == [(2, "b")]


def test_an_answer_of_a_worker_that_was_given_up_counts_no_more() -> None:
    made = plan("a", "b", documents=1)
    (first,) = made.assign(now=0)
    made.dismiss("a")
    (second,) = made.assign(now=1)
    assert made.finished(first, now=2) is None
    assert made.finished(second, now=3) == []
    assert made.unfinished == 0


def test_a_document_whose_workers_die_again_and_again_is_given_up() -> None:
    names = [f"worker {number}" for number in range(MOST_LOSSES)]
    made = plan(*names, documents=1)
    given_up = []
    for _ in names:
        (one,) = made.assign(now=0)
        given_up.append(made.dismiss(one.worker))
    assert given_up == [[], [], [0]]
    assert made.unfinished == 0


def test_a_slow_document_is_read_twice_once_nothing_waits_and_the_first_answer_counts() -> None:
    made = plan("slow", "quick", documents=3)
    slow, quick = made.assign(now=0)
    made.finished(quick, now=1)
    (waited,) = made.assign(now=60)
    assert sent([waited]) == [(2, "quick")]  # what waits comes before copies
    made.finished(waited, now=61)
    (copy,) = made.assign(now=61)
    assert sent([copy]) == [(0, "quick")]
    assert made.finished(copy, now=62) == [slow]
    assert made.unfinished == 0


def test_a_document_is_not_slow_before_ten_seconds_nor_before_three_times_the_longest() -> None:
    made = plan("a", "b", documents=2)
    _, other = made.assign(now=0)
    assert made.assign(now=9.9) == []
    made.finished(other, now=8)
    assert made.assign(now=23.9) == []
    assert sent(made.assign(now=24.1)) == [(0, "b")]


def test_a_worker_that_hangs_gets_nothing_more_until_it_answers() -> None:
    made = plan("hangs", "b", documents=2)
    slow, other = made.assign(now=0)
    made.finished(other, now=1)
    (copy,) = made.assign(now=20)
    assert made.finished(copy, now=21) == [slow]
    made.add(2)
    made.add(3)
    assert sent(made.assign(now=22)) == [(2, "b")]
    assert made.finished(slow, now=23) is None
    assert sent(made.assign(now=23)) == [(3, "hangs")]


def test_a_lost_answer_is_asked_for_again() -> None:
    made = plan("a", documents=1)
    (first,) = made.assign(now=0)
    assert made.lost(first) == []
    assert sent(made.assign(now=1)) == [(0, "a")]
    assert made.lost(first) == []  # told twice
    assert made.assign(now=2) == []


def test_what_is_overdue_is_told_until_its_worker_is_dismissed() -> None:
    made = plan("a", documents=1)
    (first,) = made.assign(now=0)
    assert made.overdue(now=5, seconds=5) == []
    assert made.overdue(now=6, seconds=5) == [first]
    made.dismiss("a")
    assert made.overdue(now=7, seconds=5) == []
