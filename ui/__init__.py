"""All that imports streamlit. A page reads the view, asks the corpus, calls a measure, draws, and offers evidence and export."""
