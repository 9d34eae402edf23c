from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from ui.parts.escape import escaped, marked, plain


class Seen(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))

    def handle_data(self, data):
        self.text += data


def seen(html):
    parser = Seen()
    parser.feed(html)
    parser.close()
    return parser


@given(st.text(alphabet="<>&\"'/ascriptimg=x发展", max_size=60))
def test_text_in_html_is_text(text):
    parsed = seen(f"<p>{escaped(text)}</p>")
    assert [tag for tag, _ in parsed.tags] == ["p"]
    assert parsed.text == text


@given(st.text(alphabet='<>&发展"', min_size=1, max_size=40), st.data())
def test_marks_are_the_only_tags(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    parsed = seen(marked(text, [(start, end)]))
    assert parsed.tags == [("mark", [])]
    assert parsed.text == text


def test_markdown_is_shown_as_written():
    assert plain("[点我](http://x) <b>**粗**</b>") == r"\[点我\]\(http\:\/\/x\) \<b\>\*\*粗\*\*\<\/b\>".replace(r"\/", "/")
