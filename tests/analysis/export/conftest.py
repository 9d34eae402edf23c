import plotly.graph_objects as go
import pytest

from analysis.model import Recipe


@pytest.fixture
def recipe():
    settings = {"kinds": ["word", "own"], "least": 2, "note": "</script><b>=1+1"}
    return Recipe("words", settings, ("a1b2c3d4e5f6",), "0a1b2c3d", "feed1234", {"speeches": 12, "han": 41_000}, "0.1.0")


@pytest.fixture
def figure():
    fig = go.Figure(go.Bar(x=[48.2, 30.1, 9.0], y=["发展", "朱镕基", "國務院</script>"], orientation="h", hovertemplate="%{y}每万字%{x}次"))
    fig.update_layout(template="none", font_family="Noto Sans SC, sans-serif", title={"text": "喆堃", "font": {"family": "Noto Serif SC, serif"}})
    return fig
