"""
The tables of a workspace. Their contract stands in docs/tables.md; here it is SQL.

`speech` is a small integer standing for a reading; outside the store a speech goes by its neutral `id`. Columns named "start" and "end" are
half-open `str` offsets into `speeches.text`.
"""

VERSION = 4
"""Raised whenever a table changes. A workspace of an older version that UPGRADES knows is brought up to this one; any other is refused with a message."""

UPGRADES = {
    3: """
create table made (name varchar not null, speech integer not null);
create table functions (speech integer not null, section integer not null, function varchar not null, corrected boolean not null);
create table theme_sentences (themes varchar not null, speech integer not null, theme varchar not null, sentence integer not null, uses integer not null);
delete from fingerprints;
alter table speeches add column encoding varchar default '';
alter table speeches add column decoded varchar;
alter table speeches add column part smallint;
alter table speeches add column part_start integer;
alter table speeches add column part_end integer;
alter table speeches alter column encoding drop default;
alter table speeches alter column encoding set not null;
update speeches set encoding = s.encoding, decoded = s.decoded from sources as s where s.sha256 = speeches.sha256;
alter table sources drop column encoding;
alter table sources drop column decoded;
delete from term_counts;
create table term_tags as select term, tag, kind from terms;
create table section_words (lexicon varchar not null, speech integer not null, section integer not null, in_heading boolean not null, words integer not null);
alter table terms drop column tag;
alter table terms drop column kind;
"""
}
"""Version → what makes the tables of that version those of the next."""

TABLES = """

create table meta (key varchar primary key, value json);
create table sources (
    sha256 varchar primary key, name varchar not null, format varchar not null, data blob not null);
create table speeches (
    speech integer primary key, id varchar unique not null, reading varchar not null, sha256 varchar not null, source_name varchar not null,
    title varchar not null, subtitle varchar not null, date date, year smallint, speaker varchar not null, office varchar not null,
    venue varchar not null, occasion varchar not null, kind varchar not null, own json not null, evidence json not null, confidence json not null,
    repairs json not null, off varchar[] not null, folded boolean not null, variant_of varchar, remarks json not null, text varchar not null, analysed varchar, text_hash varchar not null,
    encoding varchar not null, decoded varchar, part smallint, part_start integer, part_end integer,
    chars integer not null, han integer not null, added timestamp not null, deleted timestamp);
create table sections (
    speech integer not null, id integer not null, parent integer not null, level integer not null, role varchar not null, style varchar not null,
    marker varchar not null, heading varchar not null, "start" integer not null, heading_end integer not null, "end" integer not null,
    evidence varchar[] not null, own_han integer not null, heading_han integer not null, han integer not null,
    han_before integer not null);
create table sentences (
    speech integer not null, id integer not null, section integer not null, paragraph integer not null,
    "start" integer not null, "end" integer not null);
create table slogans (
    speech integer not null, form varchar not null, pattern varchar not null, numeral varchar not null, cls varchar not null,
    evidence varchar[] not null, decision boolean not null, "start" integer not null, "end" integer not null, quoted boolean not null,
    sentence integer not null, section integer not null);
create table expansions (
    speech integer not null, form varchar not null, items varchar[] not null, "start" integer not null, "end" integer not null,
    complete boolean not null, cls varchar not null, sentence integer not null, section integer not null);
create table terms (lexicon varchar not null, term integer not null, form varchar not null);
create table cuts (lexicon varchar not null, speech integer not null);
create table tokens (
    speech integer not null, term integer not null, "start" integer not null, sentence integer not null, section integer not null);
create table term_counts (speech integer not null, section integer not null, in_heading boolean not null, term integer not null, n integer not null);
create table made (name varchar not null, speech integer not null);
create table term_tags (term integer not null, tag varchar not null, kind varchar not null);
create table section_words (lexicon varchar not null, speech integer not null, section integer not null, in_heading boolean not null, words integer not null);
create table fingerprints (speech integer not null, hash bigint not null);
create table functions (speech integer not null, section integer not null, function varchar not null, corrected boolean not null);
create table theme_sentences (themes varchar not null, speech integer not null, theme varchar not null, sentence integer not null, uses integer not null);
create table parts (part varchar primary key);
insert into parts values ('heading'), ('body');
create macro is_counted(role, in_heading) as
    (case when role in ('opening', 'unit', 'closing') then if(in_heading, 'heading', 'body') else role end) in (select part from parts);
create view counted_han as select speech, id as section,
    if(is_counted(role, true), heading_han, 0) + if(is_counted(role, false), own_han - heading_han, 0) as han from sections;
create table corrections (
    id varchar not null, speech varchar not null, action varchar not null, quote varchar not null, before varchar not null, after varchar not null,
    value varchar not null, author varchar not null, time timestamp not null, undone timestamp, lost varchar);
create table selections (id varchar primary key, speeches varchar[] not null, name varchar);
"""
