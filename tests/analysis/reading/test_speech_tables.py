"""A table gives a speech a row, with what its other columns say of it."""

import datetime as dt
import io
import json
import zipfile

import openpyxl
import pytest

from analysis.errors import ReadingError
from analysis.reading.read import read
from analysis.reading.tables import MAX_COLUMNS, Columns, peek, rows

LONG = "同志们：今天召开这次会议，主要任务是总结去年工作，部署今年任务。\n一、抓发展。要做到“三个到位”。"
HEAD = ("序号", "标题", "日期", "讲话人", "会议名称", "省份", "正文")
BODY = (
    ("1", "在推进会上的讲话", "2012-03-05", "陈若舟", "全市推进会", "江东", LONG),
    ("2", "在动员会上的讲话", "2013-04-06", "周小禾", "", "江西", LONG.replace("发展", "改革")),
)
GUESS = Columns(text="正文", title="标题", date="日期", speaker="讲话人", venue="会议名称", own=("序号", "省份"))


def csv_of(*lines, sign=","):
    return "\r\n".join(sign.join('"' + cell.replace('"', '""') + '"' if set(cell) & set('\n",') else cell for cell in line) for line in lines)


def xlsx(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    return packed(book)


def packed(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook_of(sheet_xml, *, sheets='<sheet name="S" sheetId="1" r:id="rId1"/>'):
    """A workbook written by hand around one sheet's XML."""
    main, office = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet_xml,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package_file:
        for name, text in parts.items():
            package_file.writestr(name, text)
    return out.getvalue()


def sheet(*rows_xml, dtd="", dimension=""):
    return f'{dtd}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{dimension}<sheetData>{"".join(rows_xml)}</sheetData></worksheet>'


def row_xml(i, *cells):
    letters = "ABCDEFG"
    return f'<row r="{i}">' + "".join(f'<c r="{letters[n]}{i}" t="inlineStr"><is><t>{cell}</t></is></c>' for n, cell in enumerate(cells)) + "</row>"


TABLES = {
    "csv": ("表.csv", csv_of(HEAD, *BODY).encode()),
    "csv in GB18030": ("表.csv", csv_of(HEAD, *BODY).encode("gb18030")),
    "csv as Excel saves it": ("表.csv", csv_of(HEAD, *BODY, sign=";").encode("utf-8-sig")),
    "tsv": ("表.tsv", csv_of(HEAD, *BODY, sign="\t").encode("utf-16")),
    "xlsx": ("表.xlsx", xlsx(讲话=[HEAD, *BODY])),
    "xlsx with a line above": ("表.xlsx", xlsx(讲话=[["江东领导讲话汇总表"], HEAD, *BODY])),
    "jsonl": ("表.jsonl", "\n".join(json.dumps(dict(zip(HEAD, line, strict=True)), ensure_ascii=False) for line in BODY).encode()),
}


@pytest.mark.parametrize("what", TABLES)
def test_rows_are_speeches_with_what_is_known_of_them(what):
    name, data = TABLES[what]
    preview = peek(name, data)
    assert (preview.columns, preview.rows, preview.n_rows, preview.guess) == (HEAD, BODY, 2, GUESS)
    found = list(rows(name, data, preview.guess))
    assert [source.data.decode() for source in found] == [line[-1] for line in BODY]
    assert found[0].given == {
        "title": "在推进会上的讲话",
        "date": "2012-03-05",
        "speaker": "陈若舟",
        "venue": "全市推进会",
        "own:序号": "1",
        "own:省份": "江东",
    }
    assert "venue" not in found[1].given
    label = {"jsonl": 1, "xlsx with a line above": 3}.get(what, 2)
    assert [source.name for source in found] == [f"{name}#{label}.txt", f"{name}#{label + 1}.txt"]
    assert read(found[0].name, found[0].data, encoding=found[0].encoding).text == LONG


@pytest.mark.parametrize(
    ("columns", "line", "guess"),
    [
        (("content", "Title", "PubDate"), (LONG, "题", "2012"), Columns(text="content", title="Title", date="PubDate")),
        (("讲话内容（全文）", "年份"), (LONG, "2012"), Columns(text="讲话内容（全文）", year="年份")),
        (("甲", "乙"), ("短", LONG), Columns(text="乙", own=("甲",))),
        (("内容", "正文"), ("摘要", LONG), Columns(text="正文", own=("内容",))),
        (("标题", "备注"), ("题", "短"), None),
    ],
)
def test_columns_are_guessed_by_heading_else_by_length(columns, line, guess):
    assert peek("t.csv", csv_of(columns, line).encode()).guess == guess


def test_a_table_without_headings_loses_no_row():
    preview = peek("t.csv", csv_of(("2012", LONG), ("2013", LONG)).encode())
    assert (preview.columns, preview.n_rows, preview.guess) == (("A", "B"), 2, Columns(text="B", own=("A",)))


def test_headings_twice_or_missing_and_cells_beyond_them_have_names():
    preview = peek("t.csv", csv_of(("正文", "备注", "备注", ""), (LONG, "1", "2", "3", "4")).encode())
    assert preview.columns == ("正文", "备注", "备注 (2)", "D", "E")
    (source,) = rows("t.csv", csv_of(("正文", "备注", "备注", ""), (LONG, "1", "2", "3", "4")).encode(), preview.guess)
    assert source.given == {"own:备注": "1", "own:备注 (2)": "2", "own:D": "3", "own:E": "4"}


def test_cells_are_written_as_they_are_meant():
    data = xlsx(S=[("正文", "日期", "年份", "时刻", "数"), (LONG, dt.datetime(2012, 3, 5), 2012.0, dt.datetime(2012, 3, 5, 8, 30), 1.5)])  # noqa: DTZ001 - Excel has no zones
    assert peek("t.xlsx", data).rows == ((LONG, "2012-03-05", "2012", "2012-03-05 08:30", "1.5"),)


def test_formulas_give_their_value():
    data = workbook_of(sheet(row_xml(1, "正文"), f'<row r="2"><c r="A2" t="str"><f>B1&amp;C1</f><v>{LONG}</v></c></row>'))
    assert [source.data.decode() for source in rows("t.xlsx", data, Columns(text="正文"))] == [LONG]


def test_sheets_alike_are_read_together_and_others_are_named():
    book = openpyxl.load_workbook(io.BytesIO(xlsx(一=[HEAD, BODY[0]], 二=[HEAD, BODY[1]], 说明=[["编者的说明"]], 空=[], 藏=[HEAD, BODY[0]])))
    book["藏"].sheet_state = "hidden"
    data = packed(book)
    assert peek("t.xlsx", data).left_out == ("说明", "藏")
    assert [source.name for source in rows("t.xlsx", data, GUESS)] == ["t.xlsx#一!2.txt", "t.xlsx#二!2.txt"]


def test_lists_in_json_are_paragraphs():
    (source,) = rows(
        "t.jsonl", json.dumps({"text": ["同志们：", "一、抓发展。"], "n": 3, "x": {"a": None}}).encode(), Columns(text="text", own=("n", "x"))
    )
    assert source.data.decode() == "同志们：\n一、抓发展。"
    assert source.given == {"own:n": "3", "own:x": '{"a": null}'}


BOMB = (
    "<!DOCTYPE x ["
    '<!ENTITY z "' + "哈" * 1000 + '">' + "".join(f'<!ENTITY {a} "{f"&{b};" * 100}">' for a, b in zip("abcd", "zabc", strict=True)) + "]>"
)
REFUSED = {
    "a quote left open": ("t.csv", f'正文,年\n"{LONG},2012\n'.encode(), "open_quote"),
    "a line that is no JSON": ("t.jsonl", b'{"text": "a"}\n{"text": "b', "json_line"),
    "a line that is no object": ("t.jsonl", b"[1]", "json_line"),
    "JSON a million deep": ("t.jsonl", b"[" * 1_000_000, "json_line"),
    "no zip": ("t.xlsx", b"PK\x03\x04" + bytes(500), "no_package"),
    "a zip that is no workbook": ("t.xlsx", workbook_of("").replace(b"xl/workbook", b"xl/workbuch"), "torn"),
    "a torn workbook": ("t.xlsx", xlsx(S=[HEAD, *BODY])[:-400], "no_package"),
    "a sheet that is cut off": ("t.xlsx", workbook_of(sheet(row_xml(1, "正文"), row_xml(2, LONG))[:-40]), "torn"),
    "an entity bomb": ("t.xlsx", workbook_of(sheet(row_xml(1, "正文"), row_xml(2, "&d;"), dtd=BOMB)), "torn"),
    "too many columns": ("t.csv", (",".join(["列"] * (MAX_COLUMNS + 1)) + "\n").encode(), "too_many_columns"),
    "a cell far to the right": ("t.xlsx", workbook_of(sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>')), "too_many_columns"),
    "a row beyond all rows": ("t.xlsx", workbook_of(sheet('<row r="1999999999"><c r="A1999999999"><v>1</v></c></row>')), "rows_over_limit"),
    "200,000 rows": ("t.csv", ("正文\n" + "抓好落实。\n" * 200_000).encode(), "rows_over_limit"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_sound_table_is_refused(what):
    name, data, reason = REFUSED[what]
    with pytest.raises(ReadingError) as error:
        peek(name, data)
    assert error.value.fields["detail"] == reason
    assert error.value.fields["name"] == name


def test_200_000_rows_of_a_workbook_are_refused_without_reading_them_all():
    data = workbook_of(sheet(*(f'<row><c t="inlineStr"><is><t>抓好落实{i}</t></is></c></row>' for i in range(200_000))))
    with pytest.raises(ReadingError) as error:
        peek("t.xlsx", data)
    assert error.value.fields["detail"] == "rows_over_limit"


def test_a_workbook_that_claims_a_million_rows_has_those_it_has():
    claimed = sheet(row_xml(1, "正文"), row_xml(2, LONG), row_xml(1_048_576, LONG), dimension='<dimension ref="A1:XFD1048576"/>')
    assert peek("t.xlsx", workbook_of(claimed)).n_rows == 2


@pytest.mark.parametrize("cut", range(0, 100, 7))
def test_a_workbook_cut_anywhere_gives_an_error_that_can_be_shown(cut):
    data = xlsx(S=[HEAD, *BODY])
    with pytest.raises(ReadingError):
        peek("t.xlsx", data[: len(data) * cut // 100])


@pytest.mark.parametrize("data", [b"", b"\n\n", "正文\n".encode()])
def test_an_empty_table_has_no_rows(data):
    assert peek("t.csv", data).n_rows == 0


def test_an_unknown_text_column_is_refused():
    with pytest.raises(ReadingError) as error:
        list(rows(*TABLES["csv"], Columns(text="没有")))
    assert error.value.fields["detail"] == "no_text_column"


def test_a_cell_of_200_000_characters_is_read():
    (source,) = rows("t.csv", ("正文\n" + "发展" * 100_000).encode(), Columns(text="正文"))
    assert len(source.data) == 600_000


def test_careless_quotes_are_read_as_they_stand():
    (source,) = rows("t.csv", '正文,年\n"他说"好",2012\n'.encode(), Columns(text="正文", year="年"))
    assert source.data.decode() == '他说好"'
