"""
The tables for a researcher's own programs: a Parquet file each, as pandas, DuckDB and R read them, with a page that says how.

Left out are deleted speeches, the bytes of the original files, tokens of other lexicons (counting them all would count words twice), and what the program
keeps for itself. JSON becomes text. No workspace can be restored from it; for that there is `backup`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import IO

from analysis import __version__
from analysis.corpus.functions import ensure_functions
from analysis.corpus.schema import VERSION
from analysis.corpus.snapshot import columns
from analysis.corpus.store import Store
from analysis.corpus.term_counts import ensure_term_counts
from analysis.corpus.zips import add_file, add_table, written
from analysis.model import Lexicon

OWN = ("meta", "selections", "fingerprints", "theme_sentences", "section_words", "made", "cuts", "parts")
"""Tables in which the program keeps what it needs for itself."""

_LIVE = "(select {} from speeches where deleted is null)"


def parquet_zip(store: Store, file: Path | IO[bytes], lexicon: Lexicon = Lexicon()) -> None:  # noqa: B008  frozen
    """
    Write the tables as they are now into *file*, as a zip of Parquet files with examples for pandas, DuckDB and R; words are cut by *lexicon*.

    Raises:
        WorkspaceError: the file can't be written (`not_writable`).

    """
    ensure_term_counts(store, lexicon)
    ensure_functions(store)
    with written(file, store.folder) as archive, store.snapshot() as cursor:
        listed = []
        for table, of_table in columns(cursor).items():
            if table in OWN:
                continue
            kept = {column: kind for column, kind in of_table.items() if kind != "BLOB" and column != "deleted"}
            plain = [f'"{column}"::varchar as "{column}"' if kind == "JSON" else f'"{column}"' for column, kind in kept.items()]
            rows, _, _ = add_table(archive, cursor, table, plain, where=_where(table, of_table, lexicon), compression="snappy")
            listed.append(f"| {table} | {rows} | {', '.join(f'{column} {_kind(kind)}' for column, kind in kept.items())} |")
        readme = _README.format(program=__version__, schema=VERSION, lexicon=lexicon.hash, parts=", ".join(store.parts()), tables="\n".join(listed))
        add_file(archive, "README.md", readme.encode())


def _where(table: str, of_table: Mapping[str, str], lexicon: Lexicon) -> str:
    """Return, in SQL, which rows of a table go out, by the columns it has: those of speeches that are there, and of this lexicon."""
    conditions = ["true"]
    if "deleted" in of_table:
        conditions.append("deleted is null")
    if "speech" in of_table:
        conditions.append(f"speech in {_LIVE.format('id' if of_table['speech'] == 'VARCHAR' else 'speech')}")
    if table == "sources":
        conditions.append(f"sha256 in {_LIVE.format('sha256')}")
    if "lexicon" in of_table:
        conditions.append(f"lexicon = '{lexicon.hash}'")
    elif "term" in of_table:
        conditions.append(f"term in (select term from terms where lexicon = '{lexicon.hash}')")
    return " and ".join(conditions)


def _kind(kind: str) -> str:
    return "text" if kind in {"VARCHAR", "JSON"} else kind.lower().replace("varchar", "text")


_README = """\
# 言镜语料表 · Tables of a Yanjing corpus

程序版本 program {program} · 表格版本 tables {schema} · 词典 lexicon `{lexicon}`

`tables/` 中每个文件是一张表（Parquet）。各表以 `speech`（整数）相连；`speeches.id` 由原文件字节算出，在任何机器上都相同。`start`、`end` 是
`speeches.text` 中的字符位置（从 0 数起，含头不含尾，与 Python 相同）。例子只计 `role` 为 `opening`、`unit`、`closing` 的单元（开头、正文各部分、结尾），标题、称呼、落款不计；程序里当前计入的是：{parts}。已删除的讲话、原始文件的字节不在其中。

Each file in `tables/` is a table (Parquet). Tables are joined by `speech` (an integer); `speeches.id` is made from the bytes of the file and is the same
on every machine. `start` and `end` are positions in `speeches.text`, in characters, from 0, the end left out, as in Python. The examples
count sections whose `role` is `opening`, `unit` or `closing`; title, salutation and signature are not counted; in the program these parts count now: {parts}. Deleted speeches and the bytes of the original files are left out.

以下例子在解压后的文件夹中运行：每年最常见的词。
The examples run in the folder this zip was unpacked to: the commonest words of each year.

## Python: pandas

```python
import pandas as pd

names = ("speeches", "sections", "terms", "term_tags", "term_counts")
speeches, sections, terms, tags, counts = (pd.read_parquet(f"tables/{{name}}.parquet") for name in names)
counted = sections.loc[sections["role"].isin(["opening", "unit", "closing"]), ["speech", "id"]].rename(columns={{"id": "section"}})
words = counts.merge(counted).merge(terms, on="term").merge(tags[tags["kind"] == "word"], on="term").merge(speeches[["speech", "year"]], on="speech")
by_year = words.groupby(["year", "form"], as_index=False)["n"].sum().sort_values(["n", "form"], ascending=False)
print(by_year.head(20))
```

## Python: DuckDB

```python
import duckdb

by_year = duckdb.sql(\"\"\"
    select year, form, sum(n)::bigint as n
    from 'tables/term_counts.parquet' as counts
    join 'tables/sections.parquet' as sections on sections.speech = counts.speech and sections.id = counts.section
    join 'tables/terms.parquet' as terms using (term)
    join 'tables/term_tags.parquet' as tags using (term)
    join 'tables/speeches.parquet' as speeches on speeches.speech = counts.speech
    where role in ('opening', 'unit', 'closing') and tags.kind = 'word' and year is not null group by all order by n desc, form desc
\"\"\").df()
print(by_year.head(20))
```

## R: arrow, dplyr

```r
library(arrow)
library(dplyr)

speeches <- read_parquet("tables/speeches.parquet")
sections <- read_parquet("tables/sections.parquet")
terms <- read_parquet("tables/terms.parquet")
tags <- read_parquet("tables/term_tags.parquet")
counts <- read_parquet("tables/term_counts.parquet")

by_year <- counts |>
  inner_join(sections |> filter(role %in% c("opening", "unit", "closing")) |> select(speech, section = id), by = c("speech", "section")) |>
  inner_join(terms |> select(term, form), by = "term") |>
  inner_join(tags |> filter(kind == "word") |> select(term), by = "term") |>
  inner_join(speeches |> select(speech, year), by = "speech") |>
  filter(!is.na(year)) |>
  count(year, form, wt = n, name = "times", sort = TRUE)
print(head(by_year, 20))

# start 从 0 数起，R 从 1 数起；start counts from 0, R from 1
slogans <- read_parquet("tables/slogans.parquet") |> inner_join(speeches |> select(speech, text), by = "speech")
print(head(substr(slogans$text, slogans$start + 1, slogans$end), 20))
```

## 表 Tables

| table | rows | columns |
|---|---|---|
{tables}
"""
