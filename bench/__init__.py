"""How fast and how large the program is, each figure as a ratio to something measured in the same run; nothing here is asserted."""
