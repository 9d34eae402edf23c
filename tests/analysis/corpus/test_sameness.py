import math
import random
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.build import import_sample
from analysis.corpus.sameness import KEPT, RUN, Likeness, alike, fingerprint, likely, runs, share
from analysis.corpus.store import Store
from analysis.corpus.variants import variants
from analysis.model import Lexicon
from tests.growth import check_growth

BODY = (
    "一、过去一年工作回顾。全市上下迎难而上，粮食总产稳定在三百一十万吨，城镇新增就业四万二千人，老旧小区改造惠及六万户居民。"
    "二、关于今年的重点任务。要把水利修好，把学校办好，把山上的树看好；要让办事的群众少跑一趟路，让守规矩的企业少盖一个章。"
    "各县区要对照清单，逐月通报，年底交账；做不到的说明理由，做得好的总结经验，谁也不许只挂帅、不出征。"
    "同志们，春耕在即，时不我待。让我们从田埂上、车间里、窗口前的一件件小事做起，把说过的话一句一句变成看得见的事。"
)
NEXT_YEAR = (
    "一、过去一年工作回顾。全市粮食总产首次突破三百二十万吨，新建改建学校十七所，沿河十二个乡镇用上了安全饮水。"
    "二、关于今年的重点任务。要让办事的群众少跑一趟路，让守规矩的企业少盖一个章；要为山区修通最后八条断头路，为老人办好社区食堂。"
    "今年的考核改为一季一评，结果张榜公布，群众打分占四成，连续两季末位的向市长当面说明。"
    "同志们，任务已经排定，日子就在手边。希望大家沉到村里、走进厂里，少开会、多办事，年底用实绩向全市人民报告。"
)
HAN = st.text(st.sampled_from("粮食总产稳定在百分之三要把水利修好学校办，。 \n"), max_size=120)


def invented(rng, n):
    """Text without sense: n Han characters, a comma after every twelve."""
    return re.sub(r"(.{12})", r"\1，", "".join(chr(rng.randrange(0x4E00, 0x8E00)) for _ in range(n)))


# --- shares ------------------------------------------------------------------------------------------------------------------


def test_a_share_is_counted_on_distinct_runs_of_the_shorter_text():
    common, rest = "春夏秋冬东西南北前后左右中", "甲乙丙丁"  # 13 characters: one run
    assert share(common + rest, common) == 1.0
    assert share(common + rest, rest + common) == pytest.approx(1 / 5)
    assert share(common * 2, common) == 1.0
    assert len(runs(common * 3)) == RUN  # a text that repeats itself has no more runs than its period


def test_another_header_footer_and_typography_leave_the_same_speech():
    paper = "某某日报讯　记者今日获悉\n" + BODY
    site = BODY.replace("，", ", ").replace("。", "。\n\n　　").replace("；", ";") + "\n责任编辑：某某　打印本页　关闭窗口"
    assert share(paper, site) > 0.9
    (found,) = alike([("site", site)], [("paper", paper)])
    assert found.share == share(paper, site) > found.of_longer > 0.8


def test_two_years_of_the_same_office_are_two_speeches():
    assert 0 < share(BODY, NEXT_YEAR) < 0.2
    assert alike([("new", NEXT_YEAR)], [("old", BODY)]) == ()


def test_an_excerpt_is_found_by_the_share_of_the_shorter_text():
    rng = random.Random(1)
    whole = invented(rng, 4000)
    (found,) = alike([("part", whole[1000:2000])], [("whole", whole)])
    assert found.share == 1.0
    assert found.of_longer == pytest.approx(0.23, abs=0.01)


@pytest.mark.parametrize("tiny", ["", "同志们：", "，。！ 2012 abc", "一二三四五六七八九十甲乙"])
def test_a_text_without_a_run_is_like_none_not_even_itself(tiny):
    assert len(runs(tiny)) == 0
    assert math.isnan(share(tiny, BODY))
    assert math.isnan(share(tiny, tiny))
    assert alike([("a", tiny), ("b", tiny)], [("c", tiny), ("d", BODY)], least=0.0) == ()


def test_rare_han_characters_count_and_broken_ones_do_no_harm():
    assert len(runs("𠀀" * RUN)) == 1
    assert len(runs("〇々" * RUN)) == 2
    assert len(runs(BODY + "\ud800")) == len(runs(BODY))


@given(HAN, HAN)
def test_shares_are_symmetric_and_lie_between_none_and_all(a, b):
    found = share(a, b)
    assert found == share(b, a) or (math.isnan(found) and math.isnan(share(b, a)))
    assert math.isnan(found) or 0 <= found <= 1


@given(HAN)
def test_a_text_is_wholly_like_itself_and_like_what_holds_it(text):
    if len(runs(text)):
        assert share(text, text) == share(text, "另有" + text + "等等") == 1.0


@given(st.integers(0, 30), st.integers(0, 30))
def test_the_more_is_copied_the_greater_the_share(a, b):
    rng = random.Random(7)
    source, own = invented(rng, 300), invented(rng, 300)
    few, many = sorted((a * 10, b * 10))
    of = {n: share(re.sub("，", "", source)[:n] + re.sub("，", "", own)[n:], source) for n in (few, many)}
    assert of[few] <= of[many]


# --- finding them ------------------------------------------------------------------------------------------------------------


def corpus(seed=3, n=60):
    """Speeches of 300–1,500 characters, every fourth made of another one: some part of it, then something of its own."""
    rng = random.Random(seed)
    texts = [invented(rng, rng.randrange(300, 1500)) for _ in range(n)]
    for i in range(0, n, 4):
        texts[i] = texts[i + 1][: int(len(texts[i + 1]) * rng.uniform(0.2, 1))] + invented(rng, rng.randrange(300))
    return [(f"s{i}", text) for i, text in enumerate(texts)]


@pytest.mark.parametrize("least", [0.3, 0.5, 0.9])
def test_every_pair_is_found_that_counting_all_pairs_finds(least):
    speeches = corpus()
    new, stored = speeches[:30], speeches[30:]
    pairs = [(a, b) for place, a in enumerate(new) for b in stored + new[:place]]
    expected = {frozenset((a[0], b[0])): share(a[1], b[1]) for a, b in pairs if share(a[1], b[1]) >= least}
    found = {frozenset((pair.speech, pair.other)): pair.share for pair in alike(new, stored, least)}
    assert found == expected
    assert found


def test_new_ones_are_compared_among_themselves_once_and_not_with_their_own_id():
    assert alike([("a", BODY), ("b", BODY)], [("a", BODY)]) == (Likeness("b", "a", 1.0, 1.0),) * 2
    assert alike([("a", BODY)], [("a", BODY)]) == ()
    assert alike([], [("a", BODY)]) == ()


def test_a_fingerprint_is_one_in_eight_of_the_runs_and_the_same_in_every_text():
    rng = random.Random(5)
    text = invented(rng, 20_000)
    kept = fingerprint(text)
    assert kept.dtype == np.int64
    assert set(kept.tolist()) <= set(runs(text).tolist())
    assert np.all(np.diff(kept) > 0)
    assert len(kept) == pytest.approx(len(runs(text)) / KEPT, rel=0.1)
    half = fingerprint(text[:10_000])
    assert set(half.tolist()) == set(kept.tolist()) & set(runs(text[:10_000]).tolist())


def test_the_promise_about_what_is_missed_is_kept():
    rng = np.random.default_rng(1)
    for size, least in ((20, 0.5), (100, 0.5), (600, 0.5), (600, 0.3)):
        common = rng.binomial(size, least, 200_000)
        assert np.mean(~likely(common, np.full(len(common), size), least)) < 1e-4


def test_time_grows_with_the_speeches_and_not_with_their_pairs():
    rng = np.random.default_rng(2)
    speeches = [(f"s{i}", "".join(map(chr, codes))) for i, codes in enumerate(rng.integers(0x4E00, 0x8E00, (399, 2000)))]
    new, stored = [(f"n{i}", text) for i, (_, text) in enumerate(speeches[:200])], speeches[199:]
    assert len(alike(new, stored)) == 1
    check_growth(lambda size: alike(new[:size], stored[:size]), int, 25)


# --- in the store ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def fingerprinted(tmp_path):
    store = Store(tmp_path / "w")
    import_sample(store, Lexicon())
    yield store
    store.close()


def test_the_store_names_the_variants_that_comparing_all_texts_names(fingerprinted):
    stored = fingerprinted.tuples("select id, text from speeches order by id")
    new = [("copy", "转载\n" + stored[0][1] + "\n来源：网络"), ("part", stored[3][1][:1500]), ("own", BODY), ("tiny", "同志们")]
    found = variants(fingerprinted, new)
    assert found == alike(new, stored)
    assert {(pair.speech, pair.other) for pair in found} >= {("copy", stored[0][0]), ("part", stored[3][0])}
    assert not {pair.speech for pair in found} & {"own", "tiny"}


def test_a_deleted_speech_is_no_variant(fingerprinted):
    (id_, text) = fingerprinted.tuples("select id, text from speeches order by id")[0]
    assert [pair.other for pair in variants(fingerprinted, [("new", text)])] == [id_]
    fingerprinted.set_deleted([id_], deleted=True)
    assert variants(fingerprinted, [("new", text)]) == ()


def test_two_new_ones_are_variants_of_each_other_where_nothing_is_stored(fingerprinted):
    assert [(pair.speech, pair.other) for pair in variants(fingerprinted, [("a", BODY), ("b", BODY)])] == [("b", "a")]
    assert variants(fingerprinted, []) == ()
