"""What the cold start is measured against: two pages, one chart, nothing else."""

import streamlit as st

st.navigation([st.Page("one.py"), st.Page("two.py")]).run()
