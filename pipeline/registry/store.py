"""How the file keeps what views and ``search()`` show: texts once, words once.

Belongs here: the tables that only programs read, and the SQL of the view that shows one
under the names of the contract. That SQL stands in the file and is run by clients that are
years old: nothing of it may be younger than DuckDB 1.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.registry.facts import DOCUMENT_SECTION
from pipeline.registry.specs import ColumnSpec, Layer, LogicalType, Maker, TableSpec
from pipeline.registry.sql_text import GENERATED, source

_TEXT = LogicalType.TEXT
_INTEGER = LogicalType.INTEGER
_PIECES = LogicalType.PIECES

_TEXTS = ("body", "source_text")
"""Columns of a section that say the same words: the text stands once."""
_PATH = "section_path"
"""Nearly no two sections share it, and its headings stand in dozens of them: they are kept one
by one, so that a dictionary holds each of them once."""
_PACKED = (*_TEXTS, _PATH)
_BETWEEN = " / "
"""What joins headings to a path."""

_MARKS = (
    (r"\x01[ \n]*", "' '"),
    (r"\x02[ \n]*", "chr(10)"),
    (r"\x03[ \n]*|\x04-[ \n]*", "''"),
)
"""The text that is kept is the source's. A control character stands before white space, and a
hyphen, that the body has in another way: what it covers, as a pattern, and what the body has.
Readers let no such character into a text, and what cannot be said so is kept apart."""
_BREAK = " *\\n *| {2,}| +$"
"""Where body and source may differ: ends of lines, and spaces that are more than one."""
_MOST_LINES = 1000
"""Lines of a section that is put together: for each, those above it are added up."""
_PIECE = 1000
"""Letters of a piece. DuckDB compresses texts of up to 4,096 bytes, and none of a hundred
thousand rows where one of them is longer."""

STORED_SECTION = TableSpec(
    name="stored_section",
    layer=Layer.STORE,
    maker=Maker.REGISTRY,
    description="What document_section is a view of: each text once, cut into pieces that DuckDB "
    "compresses. Ask document_section.",
    grain="One row a section.",
    key=("section_id",),
    columns=(
        ColumnSpec(
            "section_id", _INTEGER, "Number of the section in this file, from 1.", nullable=False
        ),
        *(
            replace(column, references=None, refers_to=None)
            for column in DOCUMENT_SECTION.columns
            if column.name not in _PACKED
        ),
        ColumnSpec("headings", _PIECES, "Headings down to it, its own the last.", nullable=False),
        ColumnSpec(
            "pieces",
            _PIECES,
            "The text as printed; control characters stand before white space that the body has "
            "in another way. Null where body and source_text are kept apart.",
        ),
        ColumnSpec("printed_above", _PIECES, "What is printed above it; null: the heading alone."),
        ColumnSpec("body_apart", _PIECES, "The body where pieces cannot say it."),
        ColumnSpec("source_text_apart", _PIECES, "The source's text where pieces cannot say it."),
    ),
)


SEARCH_WORD = TableSpec(
    name="search_word",
    layer=Layer.STORE,
    maker=Maker.DBT,
    description="Which forms of words the sections print, and what forms of one word have in "
    "common. Ask search().",
    grain="One row a word in small letters; the most common ones are left out.",
    key=("term",),
    columns=(
        ColumnSpec("term", _TEXT, "The word as printed, in small letters.", nullable=False),
        ColumnSpec("stem", _TEXT, "What is left of it without its ending.", nullable=False),
        ColumnSpec("stem_id", _INTEGER, "Number of the stem in this file.", nullable=False),
        ColumnSpec(
            "sections",
            _INTEGER,
            "Sections that print the word, those of superseded reports among them.",
            nullable=False,
        ),
    ),
)

SEARCH_POSTING = TableSpec(
    name="search_posting",
    layer=Layer.STORE,
    maker=Maker.DBT,
    description="Which sections of current reports use which words, in the order of the words. "
    "Ask search().",
    grain="One row a stem and a section that has words of it.",
    key=("stem_id", "section_id"),
    columns=(
        ColumnSpec("stem_id", _INTEGER, "The stem (search_word).", nullable=False),
        ColumnSpec("section_id", _INTEGER, "The section (stored_section).", nullable=False),
        ColumnSpec(
            "weight",
            _INTEGER,
            "How much the section is about the word (BM25 without the word's rarity; words of "
            "headings count three times): more where it is frequent and the section short.",
            nullable=False,
            unit="twentieth",
        ),
    ),
)

STORE = (STORED_SECTION, SEARCH_WORD, SEARCH_POSTING)


def section_text_macros() -> str:
    """Dbt macros: SQL of a section's texts and its path, of ``stored_section``."""
    text = "array_to_string(pieces, '')"
    above = "coalesce(array_to_string(printed_above, ''), heading || chr(10))"
    texts = {
        "section_body": f"coalesce(array_to_string(body_apart, ''), {_body_sql(text)})",
        "section_source_text": "coalesce(array_to_string(source_text_apart, ''), "
        f"{above} || {_printed_sql(text)})",
        "section_path": f"array_to_string(headings, '{_BETWEEN}')",
    }
    macros = (f"{{% macro {name}() -%}}\n{sql}\n{{%- endmacro %}}\n" for name, sql in texts.items())
    return f"{{#- {GENERATED} -#}}\n" + "\n".join(macros)


def section_view_sql() -> str:
    """The view that shows sections as the contract names them."""
    columns = ",\n".join(
        f"    {{{{ section_{name.removeprefix('section_')}() }}}} as {name}"
        if name in _PACKED
        else f"    {name}"
        for name in DOCUMENT_SECTION.column_names
    )
    return (
        f"-- {GENERATED}\n"
        "{{ config(materialized='view') }}\n\n"
        f"select\n{columns}\nfrom {{{{ ref('{STORED_SECTION.name}').identifier }}}}\n"
    )


def stored_section_sql(said: str, printed: Mapping[str, str]) -> str:
    """The table that keeps sections.

    Args:
        said: the common table expression ``said``: what findings say of a section.
        printed: SQL of each column of ``document_section``, of its Parquet as ``printed``.
    """
    names = [name for name in DOCUMENT_SECTION.column_names if name not in _PACKED]
    columns = "".join(
        f"        {printed[name]}{'' if printed[name].endswith(f'.{name}') else f' as {name}'},\n"
        for name in names
    )
    kept = "".join(f"    {name},\n" for name in names)
    return f"""-- {GENERATED}
with {said},

section as (
    select
        row_number() over (order by printed.report_key, printed.section_no)::integer as section_id,
{columns}        string_split(printed.{_PATH}, '{_BETWEEN}') as headings,
        printed.body,
        printed.source_text,
        case
            when starts_with(printed.source_text, printed.heading || chr(10))
                then length(printed.heading) + 1
            -- Above the line that the body's first word begins.
            else strpos(printed.source_text, chr(10) || split_part(printed.body, ' ', 1))
        end as above
    from {source(DOCUMENT_SECTION.name)} as printed
    left join said using (fact_key)
),

cut as (
    select
        section_id,
        body,
        left(source_text, above) as above_text,
        string_split_regex(substr(source_text, above + 1), '{_BREAK}') as lines,
        regexp_extract_all(substr(source_text, above + 1), '{_BREAK}') as breaks,
        -- A hyphen at the end of a line is left out with the break, or stays without it.
        [
            case
                when not regexp_matches(lines[number], '[^ ]-$') then 1
                when contains(
                    body,
                    regexp_extract(lines[number], '[^ ]+$')
                    || regexp_extract(lines[number + 1], '^[^ ]+')
                ) then 0
                when contains(
                    body,
                    regexp_extract(lines[number], '([^ ]+)-$', 1)
                    || regexp_extract(lines[number + 1], '^[^ ]+')
                ) then -1
                else 1
            end
            for number in range(1, 1 + len(breaks))
        ] as letters
    from section
    where length(source_text) - length(replace(source_text, chr(10), '')) < {_MOST_LINES}
),

measured as (
    select
        cut.*,
        [
            length(lines[number]) + letters[number] for number in range(1, 1 + len(breaks))
        ] as sizes
    from cut
),

joined as (
    select
        section_id,
        above_text,
        array_to_string([
            case letters[number]
                when -1 then left(lines[number], -1) || chr(4) || '-'
                when 0 then lines[number] || chr(3)
                else lines[number] || case substr(body, list_sum(sizes[1:number])::bigint, 1)
                    when breaks[number] then ''
                    when ' ' then chr(1)
                    when chr(10) then chr(2)
                    when '' then chr(3)
                end
            end || breaks[number]
            for number in range(1, 1 + len(breaks))
        ], '') || lines[-1] as text
    from measured
),

proven as (
    select section_id, above_text, text
    from joined
    inner join section using (section_id)
    where {_body_sql("text")} = body
    and above_text || {_printed_sql("text")} = source_text
)

select
    section_id,
{kept}    headings,
    {_pieces_sql("text")} as pieces,
    case when above_text <> heading || chr(10) then {_pieces_sql("above_text")} end
        as printed_above,
    case when text is null then {_pieces_sql("body")} end as body_apart,
    case when text is null then {_pieces_sql("source_text")} end as source_text_apart
from section
left join proven using (section_id)
order by section_id
"""


def _pieces_sql(text: str) -> str:
    return (
        f"[substr({text}, {_PIECE} * piece + 1, {_PIECE})"
        f" for piece in range(1 + length({text}) // {_PIECE})]"
    )


def _body_sql(text: str) -> str:
    for pattern, body in _MARKS:
        text = f"regexp_replace({text}, '{pattern}', {body}, 'g')"
    return text


def _printed_sql(text: str) -> str:
    return f"translate({text}, chr(1) || chr(2) || chr(3) || chr(4), '')"
