import io
import json
import re
import zipfile

import pandas as pd
import pyarrow.parquet as pq
import pytest

from analysis.corpus.build import import_sample
from analysis.corpus.parquet import OWN, parquet_zip
from analysis.corpus.queries import term_counts
from analysis.corpus.store import Store
from analysis.errors import WorkspaceError
from analysis.model import Lexicon


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A store with a deleted speech and the words of two lexicons, and the folder its export was unpacked to."""
    store = Store(tmp_path_factory.mktemp("corpus"))
    import_sample(store, Lexicon())
    store.set_deleted([store.tuples("select id from speeches order by id")[0][0]], deleted=True)
    store.cut(Lexicon(("三短一简",)))
    folder = tmp_path_factory.mktemp("unpacked")
    parquet_zip(store, folder / "tables.zip")
    with zipfile.ZipFile(folder / "tables.zip") as archive:
        archive.extractall(folder)
    yield store, folder
    store.close()


def live(store):
    return [id_ for (id_,) in store.tuples("select id from speeches where deleted is null")]


def test_every_table_is_there_but_those_the_program_keeps_for_itself(corpus):
    store, folder = corpus
    names = {name for (name,) in store.tuples("select table_name from duckdb_tables()")}
    assert {path.stem for path in (folder / "tables").iterdir()} == names - set(OWN)


def test_deleted_speeches_and_bytes_are_left_out(corpus):
    store, folder = corpus
    tables = {path.stem: pd.read_parquet(path) for path in (folder / "tables").iterdir()}
    assert set(tables["speeches"]["id"]) == set(live(store))
    keys = set(tables["speeches"]["speech"])
    for name, table in tables.items():
        if "speech" in table:
            assert set(table["speech"]) <= keys, name
    assert set(tables["tokens"]["speech"]) == keys
    assert set(tables["sources"]["sha256"]) == set(tables["speeches"]["sha256"])
    assert not any(
        pq.read_schema(path).field(c).type in ("binary", "large_binary") for path in (folder / "tables").iterdir() for c in pq.read_schema(path).names
    )
    assert "deleted" not in tables["speeches"]


def test_words_are_those_of_one_lexicon(corpus, tmp_path):
    store, folder = corpus
    counted = term_counts(store, live(store), "all", Lexicon())
    run = {}
    exec(example(folder, "pandas"), run)  # noqa: S102  our own example
    assert run["words"]["n"].sum() == counted.loc[counted["kind"] == "word", "n"].sum() > 0
    other = Lexicon(("三短一简",))
    parquet_zip(store, tmp_path / "other.zip", other)
    with zipfile.ZipFile(tmp_path / "other.zip") as archive:
        terms = pd.read_parquet(io.BytesIO(archive.read("tables/terms.parquet")))
    assert set(terms["lexicon"]) == {other.hash}
    assert "三短一简" in set(terms["form"])


def example(folder, name):
    readme = (folder / "README.md").read_text(encoding="utf-8")
    return re.search(rf"## Python: {name}\n\n```python\n(.*?)```", readme, re.DOTALL)[1].replace("tables/", f"{folder}/tables/")


def test_the_examples_run_and_agree(corpus):
    store, folder = corpus
    found = []
    for name in ("pandas", "DuckDB"):
        run = {}
        exec(example(folder, name), run)  # noqa: S102  our own example
        found.append([(int(year), form, int(n)) for year, form, n in run["by_year"].itertuples(index=False)])
    assert sorted(found[0]) == sorted(found[1])
    ours = term_counts(store, live(store), "year", Lexicon())
    ours = ours[ours["kind"] == "word"]
    assert sorted(found[0]) == sorted((int(year), form, int(n)) for year, form, n in ours[["group", "term", "n"]].itertuples(index=False))


def test_positions_lead_to_the_words(corpus):
    _, folder = corpus
    speeches, slogans = (pd.read_parquet(folder / "tables" / f"{name}.parquet") for name in ("speeches", "slogans"))
    rows = slogans.merge(speeches[["speech", "text"]], on="speech")
    assert len(rows) > 50
    assert all(text[a:b] == form for text, a, b, form in rows[["text", "start", "end", "form"]].itertuples(index=False))


def test_json_is_plain_text_that_other_programs_read(corpus):
    _, folder = corpus
    schema = pq.read_schema(folder / "tables" / "speeches.parquet")
    assert str(schema.field("repairs").type) == "string"
    assert all(isinstance(json.loads(text), list) for text in pd.read_parquet(folder / "tables" / "speeches.parquet")["repairs"])


def test_the_page_lists_the_tables_with_their_rows(corpus):
    _, folder = corpus
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for path in (folder / "tables").iterdir():
        assert f"| {path.stem} | {pq.read_metadata(path).num_rows} |" in readme


def test_an_empty_workspace_gives_empty_tables(store):
    file = io.BytesIO()
    parquet_zip(store, file)
    with zipfile.ZipFile(file) as archive:
        assert pd.read_parquet(io.BytesIO(archive.read("tables/speeches.parquet"))).empty


def test_what_cannot_be_written_is_said(corpus, tmp_path):
    with pytest.raises(WorkspaceError) as caught:
        parquet_zip(corpus[0], tmp_path / "none" / "t.zip")
    assert caught.value.fields["detail"] == "not_writable"
