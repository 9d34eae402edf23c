"""What is kept in memory is bounded, and the values longest out of use go first, whatever many threads do."""

import threading

from analysis.corpus.kept import Kept


def test_those_longest_out_of_use_go_first():
    kept = Kept(2)
    kept.put({"a": 1, "b": 2})
    assert kept.get("abc") == {"a": 1, "b": 2}
    assert kept.get("a") == {"a": 1}
    kept.put({"c": 3})
    assert kept.get("abc") == {"a": 1, "c": 3}
    kept.put({"a": 4, "d": 5, "e": 6})
    assert kept.get("abcde") == {"d": 5, "e": 6}


def test_threads_get_what_was_put():
    kept, wrong = Kept(50), []

    def work(first):
        for n in range(2_000):
            key = (first + n) % 120
            kept.put({key: key * key})
            wrong.extend(value for key, value in kept.get(range(120)).items() if value != key * key)

    threads = [threading.Thread(target=work, args=(first,)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(kept.get(range(120))) == 50
