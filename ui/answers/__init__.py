"""From question to figure: what each page says and draws, free of streamlit. The pages show it, the command line writes it, bench times it."""
