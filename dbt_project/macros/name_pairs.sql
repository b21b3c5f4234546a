{% macro name_pairs(relation, key, name, block) %}
{#-
Pairs of rows of `relation` in the same `block` (an SQL expression) whose names look
alike: `score` is the share of three-letter pieces that both have (Dice), 1 for equal
names; `word_share` is the share of the shorter name's words that stand in the other, rare
words counting more (inverse document frequency), so that a name that was lengthened is found:
"ekologiska livsmedel", "ekologiska måltider och livsmedel". Every pair stands once, the
smaller key first.
-#}
{% set form = "regexp_replace(lower(" ~ name ~ "), '[^\\p{L}\\p{N}]', '', 'g')" %}
with named as (
    select {{ key }} as key, {{ name }} as name, {{ block }} as block, {{ form }} as form
    from {{ relation }}
    where length({{ form }}) >= 3
),

word as (
    select distinct key, block, unnest(regexp_extract_all(lower(name), '[\p{L}\p{N}]+')) as word
    from named
),

weight as (
    select word, ln(1 + (select count(*) from named) / count(*)) as weight
    from word
    group by word
),

weights as (
    select word.key, sum(weight.weight) as weight
    from word
    inner join weight using (word)
    group by word.key
),

shared_words as (
    select one.key, other.key as other_key, sum(weight.weight) as weight
    from word as one
    inner join word as other
        on one.word = other.word
        and one.block is not distinct from other.block
        and one.key < other.key
    inner join weight on one.word = weight.word
    group by one.key, other.key
),

piece as (
    select distinct key, block, substr(form, position.at, 3) as piece
    from named, lateral (select unnest(range(1, length(form) - 1)) as at) as position
),

pieces as (
    select key, count(*) as pieces from piece group by key
),

shared as (
    select one.key, other.key as other_key, count(*) as pieces
    from piece as one
    inner join piece as other
        on one.piece = other.piece
        and one.block is not distinct from other.block
        and one.key < other.key
    group by one.key, other.key
),

scored as (
    select
        shared.key,
        shared.other_key,
        round(2.0 * shared.pieces / (one.pieces + other.pieces), 4) as score,
        round(
            coalesce(shared_words.weight, 0) / least(weight_of_one.weight, weight_of_other.weight),
            4
        ) as word_share
    from shared
    inner join weights as weight_of_one on shared.key = weight_of_one.key
    inner join weights as weight_of_other on shared.other_key = weight_of_other.key
    left join shared_words
        on shared.key = shared_words.key and shared.other_key = shared_words.other_key
    inner join pieces as one on shared.key = one.key
    inner join pieces as other on shared.other_key = other.key
)

select
    scored.key,
    one.name,
    scored.other_key,
    other.name as other_name,
    scored.score::double as score,
    scored.word_share::double as word_share,
    array_to_string(list_filter(
        string_split(one.name, ' '),
        lambda word: not list_contains(string_split(lower(other.name), ' '), lower(word))
    ), ' ') as only_in_name,
    array_to_string(list_filter(
        string_split(other.name, ' '),
        lambda word: not list_contains(string_split(lower(one.name), ' '), lower(word))
    ), ' ') as only_in_other
from scored
inner join named as one on scored.key = one.key
inner join named as other on scored.other_key = other.key
{% endmacro %}
