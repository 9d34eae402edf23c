"""
Everything this package raises on purpose.

    YanjingError
    ├── ReadingError                a file could not become a speech
    │   ├── EmptyFileError          nothing in it (0 bytes, or white space only)
    │   ├── UnknownFormatError      an ending we do not read
    │   ├── OldWordError            Word 97–2003, to be saved as .docx first
    │   ├── UndecodableError        decodes in none of the encodings tried
    │   ├── NotTextError            bytes that are not text, whatever the name says
    │   ├── BrokenFileError         the right format, but damaged
    │   ├── TooLargeError           beyond the limit of size
    │   └── PartGoneError           read so, a split file has no speech of this number
    ├── CorpusError
    │   ├── UnknownSpeechError      no speech of that id in the workspace
    │   ├── WorkspaceError          the workspace can't be opened or written
    │   └── ImportCancelledError    the user stopped an import; what was done by then is stored
    ├── SettingsError               a setting outside what is allowed
    ├── LexiconError                an own word that can't be used
    └── ExportError                 a chart or table that can't be written

Each carries `code` (the key of its message in the interface's texts) and `fields` (what was given, what is allowed); its English message
says what was given, what is allowed and what to do. The library raises; the command line and the interface show.
"""

from typing import ClassVar

DETAILS = {
    "torn": "it can't be taken apart",
    "no_package": "its package can't be opened",
    "other_version": "it was made by another version of this program; name another workspace with YANJING_WORKSPACE",
    "in_use": "another program is using it; close that, or name another workspace with YANJING_WORKSPACE",
    "not_a_workspace": "the file in it is no workspace, or damaged; name another with YANJING_WORKSPACE",
    "not_writable": "it can't be written; name another with YANJING_WORKSPACE",
    "no_browser": "pictures need Google Chrome, Chromium or Microsoft Edge, and none was found. Install one, or set BROWSER_PATH to the program of one",
    "browser_failed": "the browser made no picture",
    "too_many_rows": "an Excel sheet holds 1,048,575 rows and this table has more; take the CSV, or choose fewer",
    "no_workspace": "there is none; import a folder with python -m analysis index, start the app, or give --sample",
    "nothing_to_draw": "the selection holds nothing to draw",
    "word_shape": "1–40 printable characters without blanks",
    "word_cut": "in one piece, and this is cut apart at its punctuation; slogans with punctuation are found on the Slogans page without it",
    "unknown_workspace": "there is no such workspace; choose one from the list",
    "name_shape": "a name has 1–60 printable characters",
    "name_taken": "another workspace has this name; choose another",
    "folder_taken": "there is something in that folder; choose a new or empty one",
    "disk_full": "the disk has too little room; make room and try again",
    "not_readable": "the file can't be opened; check that it is there and may be read",
    "not_a_backup": "the file is no backup of this program; give the zip that “Back up” made",
    "backup_other_version": "the backup was made by a version of this program whose tables this one does not know; restore it with that version",
    "backup_cut_off": "the backup is cut off, probably in copying; copy it again",
    "backup_damaged": "the backup was changed or damaged and does not agree with its checksums; use another copy",
    "backup_unsafe": "the zip holds names or sizes this program never writes; nothing was unpacked",
    "locked": "it is protected by a password; save it without one",
    "tangled": "its elements are nested, or left open, further than on any honest page",
    "copy_protected": "it is protected against copying, and only the program it was bought for opens it; give the text in another file",
    "pdf_scan": "its pages are pictures of text (a scan); have the text recognised (OCR) first, or give the document it was made from",
    "pdf_encrypted": "it is protected by a password; save it without one",
    "pdf_unmapped": "its fonts do not say what {share} of its characters are, so that the text would be wrong; give the document it was made from",
    "pdf_slow": "it could not be read within {seconds} seconds, since it is damaged or very long",
    "pdf_long": "it has more pages or characters than any speech; give the pages with the speech alone",
    "encrypted": "it is locked with a password; unpack it and give the files that were in it",
    "path_leads_out": "its path leads out of the archive, as attacks do; pack it anew",
    "too_many_files": "it holds more than {allowed} files; give it in several archives",
    "unpacks_too_large": "it unpacks to more than {allowed} MB; give it in several archives",
    "too_deep": "archives within archives are opened {allowed} deep; unpack it first",
    "packing_unknown": "it is packed in a way that can't be unpacked here; pack it as a usual zip",
    "no_text_column": "none of its columns ({columns}) is known to hold the text of the speeches; head that column “text”, or say which one it is",
    "too_many_columns": "it has more than {allowed} columns; keep those that say something of the speeches",
    "rows_over_limit": "it has more than {allowed} rows; divide it into several files",
    "open_quote": "a quotation mark is opened and never closed, so that rows run into one another; save it anew as CSV",
    "json_line": "line {line} holds no JSON object; give one object a line",
    "no_body": "the part with the text is missing from it",
    "entities": "it declares entities of its own, as attacks do",
    "overpacked": "it is packed more tightly than any document is",
    "no_rtf": "it does not begin as RTF does",
    "not_converted": "LibreOffice could make nothing of it",
    "conversion_time": "LibreOffice did not finish within 60 seconds",
    "no_corrections": "it holds no corrections of outlines as this program writes them",
    "busy": "another session is writing to it; try again in a moment",
}
"""Details that go by an id, so that the interface can say them in its own language, with other fields in them; any other detail is shown as it is."""


class YanjingError(Exception):
    """The base of all errors raised on purpose. `fields` fill `template` here and the translated message in the interface."""

    code: ClassVar[str] = "error"
    template: ClassVar[str] = "Something went wrong: {detail}."

    def __init__(self, **fields: object) -> None:
        self.fields: dict[str, str] = {key: str(value) for key, value in fields.items()}
        said = {key: DETAILS[value].format_map(self.fields) if value in DETAILS else value for key, value in self.fields.items()}
        super().__init__(self.template.format_map(said))


class ReadingError(YanjingError):
    """A file could not become a speech; `name` is the file's name as given."""

    code = "reading"
    template = "“{name}” could not be read: {detail}."


class EmptyFileError(ReadingError):
    code = "empty_file"
    template = "“{name}” holds no text ({size} bytes). Give a file with the words of a speech in it."


class UnknownFormatError(ReadingError):
    code = "unknown_format"
    template = "“{name}” has the ending “{ending}”. These can be read: {allowed}. Save it as one of them, or paste the text."


class OldWordError(ReadingError):
    code = "old_word"
    template = "“{name}” is in the older Word format ({ending}). Open it in Word or LibreOffice, save it as .docx, and give that file."


class UndecodableError(ReadingError):
    code = "undecodable"
    template = "“{name}” is neither {allowed}: byte {position} fits none of them. Save it as UTF-8 and try again."


class NotTextError(ReadingError):
    code = "not_text"
    template = "“{name}” is not text: {share} of its characters are control or unassigned codes. Give the document it was made from."


class BrokenFileError(ReadingError):
    code = "broken_file"
    template = "“{name}” is not a sound {format} file: {detail}. Open it in its own program, save it again, and give that file."


class TooLargeError(ReadingError):
    code = "too_large"
    template = "“{name}” has {size} MB; at most {allowed} MB are read. Split it, one speech a file."


class PartGoneError(ReadingError):
    code = "part_gone"
    template = "“{name}” is speech {number} of its file, and read as {encoding} that file holds {found}. Keep its encoding, or import the file anew."


class CorpusError(YanjingError):
    code = "corpus"
    template = "The corpus could not answer: {detail}."


class UnknownSpeechError(CorpusError):
    code = "unknown_speech"
    template = "There is no speech “{given}” in this workspace. Choose one from the list of speeches."


class WorkspaceError(CorpusError):
    code = "workspace"
    template = "The workspace {path} can't be used: {detail}."


class ImportCancelledError(CorpusError):
    code = "import_cancelled"
    template = (
        "The import was stopped: {done} of {total} speeches are stored, the others are not. Import them again to add the rest; none is stored twice."
    )


class SettingsError(YanjingError):
    code = "settings"
    template = "“{given}” is not allowed for {name}; allowed: {allowed}."


class LexiconError(YanjingError):
    code = "lexicon"
    template = "The own word “{given}” can't be used: a word is {allowed}. Take it out or change it."


class ExportError(YanjingError):
    code = "export"
    template = "The file could not be made: {detail}."
