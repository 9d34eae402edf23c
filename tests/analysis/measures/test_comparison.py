import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.comparison import compare_slogans, compare_words
from analysis.measures.frequency import WordChoice
from analysis.model import Counted

A = Counted(("a",), "aaa", "lex", speeches=1, han=1_000, words=300)
B = Counted(("b",), "bbb", "lex", speeches=1, han=2_000, words=600)


def counts(rows):
    return pd.DataFrame([(t, "n", "word", n, 1) for t, n in rows.items()], columns=["term", "tag", "kind", "n", "range"])


def test_rates_and_difference_by_hand():
    table = compare_words(counts({"发展": 2, "改革": 3}), counts({"发展": 10, "创新": 1}), A, B, WordChoice()).table
    columns = ["term", "n_a", "n_b", "per_10k_a", "per_10k_b", "difference"]
    assert table[columns].to_numpy().tolist() == [
        ["发展", 2, 10, 20.0, 50.0, 30.0],
        ["改革", 3, 0, 30.0, 0.0, -30.0],
        ["创新", 0, 1, 0.0, 5.0, 5.0],
    ]


WORDS = st.dictionaries(st.sampled_from("甲乙丙丁戊"), st.integers(1, 50), min_size=1)


@given(WORDS, WORDS)
def test_swapping_the_sides_turns_every_sign_and_loses_no_word(left, right):
    there = compare_words(counts(left), counts(right), A, B, WordChoice()).table.set_index("term")["difference"]
    back = compare_words(counts(right), counts(left), B, A, WordChoice()).table.set_index("term")["difference"]
    assert set(there.index) == set(left) | set(right)
    assert (there.sort_index() == -back.sort_index()).all()


def test_slogans_are_kept_new_or_gone():
    uses = [pd.DataFrame({"form": forms}) for forms in (["三农", "三农", "六性"], ["三农", "五办"])]
    table = compare_slogans(*uses, A, B).table
    assert table.to_numpy().tolist() == [["三农", "kept", 2, 1], ["五办", "new", 0, 1], ["六性", "gone", 1, 0]]
