-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
with said as (
    select fact_key, list(finding_key order by finding_key) as finding_keys
    from {{ ref('bridge_finding_fact') }}
    where fact_table = 'document_section'
    group by fact_key
),

section as (
    select
        row_number() over (order by printed.report_key, printed.section_no)::integer as section_id,
        printed.fact_key,
        printed.report_key,
        printed.section_no,
        printed.level,
        printed.parent_section_no,
        printed.heading,
        printed.source_file,
        printed.source_page,
        printed.source_line_start,
        printed.source_line_end,
        printed.source_bbox,
        printed.confidence,
        printed.is_out_of_bounds,
        said.fact_key is not null as has_finding,
        coalesce(said.finding_keys, []::varchar[]) as finding_keys,
        string_split(printed.section_path, ' / ') as headings,
        printed.body,
        printed.source_text,
        case
            when starts_with(printed.source_text, printed.heading || chr(10))
                then length(printed.heading) + 1
            -- Above the line that the body's first word begins.
            else strpos(printed.source_text, chr(10) || split_part(printed.body, ' ', 1))
        end as above
    from {{ source('parquet', 'document_section') }} as printed
    left join said using (fact_key)
),

cut as (
    select
        section_id,
        body,
        left(source_text, above) as above_text,
        string_split_regex(substr(source_text, above + 1), ' *\n *| {2,}| +$') as lines,
        regexp_extract_all(substr(source_text, above + 1), ' *\n *| {2,}| +$') as breaks,
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
    where length(source_text) - length(replace(source_text, chr(10), '')) < 1000
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
    where regexp_replace(regexp_replace(regexp_replace(text, '\x01[ \n]*', ' ', 'g'), '\x02[ \n]*', chr(10), 'g'), '\x03[ \n]*|\x04-[ \n]*', '', 'g') = body
    and above_text || translate(text, chr(1) || chr(2) || chr(3) || chr(4), '') = source_text
)

select
    section_id,
    fact_key,
    report_key,
    section_no,
    level,
    parent_section_no,
    heading,
    source_file,
    source_page,
    source_line_start,
    source_line_end,
    source_bbox,
    confidence,
    is_out_of_bounds,
    has_finding,
    finding_keys,
    headings,
    [substr(text, 1000 * piece + 1, 1000) for piece in range(1 + length(text) // 1000)] as pieces,
    case when above_text <> heading || chr(10) then [substr(above_text, 1000 * piece + 1, 1000) for piece in range(1 + length(above_text) // 1000)] end
        as printed_above,
    case when text is null then [substr(body, 1000 * piece + 1, 1000) for piece in range(1 + length(body) // 1000)] end as body_apart,
    case when text is null then [substr(source_text, 1000 * piece + 1, 1000) for piece in range(1 + length(source_text) // 1000)] end as source_text_apart
from section
left join proven using (section_id)
order by section_id
