from streamlit.testing.v1 import AppTest


def page():
    from ui.parts.figure_export import figure_export

    figure_export('{"data": [], "layout": {}}', "词?", {"png": "PNG", "svg": "SVG", "busy": "", "done": "", "failed": ""}, "", "take")


def test_it_mounts_in_one_session_after_another():
    for _ in range(2):
        at = AppTest.from_function(page).run()
        assert not at.exception
        assert len(at.main) == 1
