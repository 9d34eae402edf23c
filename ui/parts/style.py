"""What theming can't say: the setting of passages, and what lies between the chrome and the page's title."""

import streamlit as st

from analysis.charts.template import ink

_CSS = """
<style>
.stMainBlockContainer {{ max-width: 1240px; padding-top: 4.5rem; }}
.stMain .stHtml p, .stMain .stHtml h3 {{ margin: 0; padding: 0; }}
.stMain [data-testid="stPageLink-NavLink"] {{ padding-left: 0; padding-right: 0; background: none; }}
.stMain [data-testid="stPageLink-NavLink"] p {{ font-size: .84rem; font-weight: 400; line-height: 1.5; color: {muted}; }}
.stMain [data-testid="stPageLink-NavLink"] :is(span, div, p) {{ white-space: normal; overflow: visible; overflow-wrap: anywhere; }}
.stMain [data-testid="stPageLink-NavLink"]:hover p {{ color: {accent}; }}
.stMain [data-testid="stButtonGroup"] button {{ min-height: 2.5rem; }}
.stMain .yj-answer {{ font-size: 1.02rem; line-height: 1.8; }}
.yj-passage {{ font-family: "Noto Serif SC", serif; font-size: 1rem; line-height: 1.8; overflow-wrap: anywhere; border-bottom: 1px solid {hairline}; }}
.stMain .stHtml .yj-passage {{ padding-bottom: .6rem; }}
[data-testid="stElementToolbar"] button[aria-label^="Download as CSV"] {{ display: none; }}
mark {{ background: none; color: {accent}; font-weight: inherit; }}
.yj-card {{ font-family: "Noto Serif SC", serif; line-height: 1.8; }}
.yj-card h3 {{ font-family: "Noto Serif SC", serif; font-weight: 400; font-size: 1.25rem; line-height: 1.5; overflow-wrap: anywhere; }}
.yj-members {{ border-left: 2px solid {accent}; padding-left: .8rem; overflow-wrap: anywhere; }}
.yj-members .new {{ color: {accent}; text-decoration: underline; text-underline-offset: 4px; }}
.yj-foot {{ font-size: .84rem; color: {muted}; }}
@media (max-width: 1150px) {{
  .st-key-pair > * > [data-testid="stHorizontalBlock"], .st-key-pair > [data-testid="stHorizontalBlock"] {{ flex-wrap: wrap; }}
  .st-key-pair > * > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"],
  .st-key-pair > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] {{ flex: 1 1 100%; min-width: 100%; }}
}}
.yj-tree {{ font-family: "Noto Serif SC", serif; line-height: 1.7; margin: 0; padding: 0; list-style: none; overflow-wrap: anywhere; }}
.yj-tree li {{ display: flex; gap: .8rem; justify-content: space-between; border-bottom: 1px solid {hairline}; padding: .25rem 0; margin: 0; }}
.yj-tree .share {{ font-family: "Noto Sans SC", sans-serif; font-variant-numeric: tabular-nums; color: {muted}; white-space: nowrap; }}
.yj-frame {{ font-family: "Noto Serif SC", serif; line-height: 1.7; border-collapse: collapse; margin: .5rem 0 1.2rem; }}
.yj-frame td {{ border: 0; padding: .2rem 0; vertical-align: top; overflow-wrap: anywhere; }}
.yj-frame .fixed {{ color: {accent}; word-break: keep-all; overflow-wrap: normal; }}
.yj-frame .slot {{ padding: .2rem .15rem; }}
.yj-frame .marker {{ color: {muted}; padding-right: .6rem; white-space: nowrap; }}
.yj-frame .rest {{ color: {muted}; }}
</style>
"""


def show_style() -> None:
    """Put the few rules into the page, in the colours of its light or dark."""
    colours = ink(dark=st.context.theme.type == "dark")
    st.html(_CSS.format(muted=colours.muted, accent=colours.accent, hairline=colours.hairline))
