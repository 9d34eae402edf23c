from analysis.corpus import queries
from analysis.corpus.passages import passages, sentence_count
from analysis.model import Lexicon


def test_marks_number_what_the_count_says_and_show_the_word(sample_store, sample_ids):
    counts = queries.term_counts(sample_store, sample_ids, "all", Lexicon()).head(40)
    for term, n in zip(counts["term"], counts["n"], strict=True):
        positions = queries.term_positions(sample_store, sample_ids, term, Lexicon())
        found = passages(sample_store, positions)
        assert sum(len(p.marks) for p in found) == n
        assert len(found) == sentence_count(positions)
        assert all(p.text[a:b] == term for p in found for a, b in p.marks)


def test_pages_together_hold_every_passage_once(sample_store, sample_ids):
    positions = queries.term_positions(sample_store, sample_ids, "办公室", Lexicon())
    whole = passages(sample_store, positions)
    paged = [p for first in range(0, len(whole) + 6, 6) for p in passages(sample_store, positions, first=first, number=6)]
    assert paged == whole


def test_a_passage_stands_where_it_says(sample_store, sample_ids):
    texts = queries.texts(sample_store, sample_ids)
    for p in passages(sample_store, queries.slogan_uses(sample_store, sample_ids)[["id", "sentence", "start", "end"]]):
        assert texts[p.id][p.start : p.start + len(p.text)] == p.text
