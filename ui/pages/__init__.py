"""One question a page. The order here is the order of the menu."""

PAGES = {
    "corpus": ":material/folder_open:",
    "words": ":material/sort:",
    "slogans": ":material/format_quote:",
    "layout": ":material/view_agenda:",
    "compare": ":material/compare:",
    "read": ":material/menu_book:",
}
