{#- Words so common in reports that they say nothing: they are not searched for. -#}
{% macro stop_words() -%}
{% set words = [
    'alla', 'att', 'av', 'de', 'den', 'det', 'detta', 'dessa', 'där', 'efter', 'eller', 'en',
    'ett', 'finns', 'från', 'för', 'genom', 'ha', 'han', 'har', 'hon', 'hur', 'i', 'in', 'inom',
    'inte', 'kan', 'med', 'men', 'mot', 'nu', 'när', 'och', 'om', 'på', 'sig', 'sin', 'sina',
    'ska', 'som', 'såväl', 'så', 'till', 'upp', 'ut', 'var', 'vara', 'vid', 'vilket', 'är', 'även'
] %}
('{{ words | join("', '") }}')
{%- endmacro %}

{#-
What the forms of a Swedish word in small letters have in common: skola, skolan, skolorna and
skolors are "skol". Rules in the order in which they are applied, each a pattern and what
takes its place. A light stemmer like Snowball's, which knows the definite forms (-an, -et,
-na) and the words of reports that end like one. DuckDB's own stem() is part of an extension.
Run by clients that are years old: nothing younger than DuckDB 1.1.
-#}
{% macro swedish_stem(word) -%}
{%- set vowel = 'aeiouyåäö' -%}
{#- What an ending leaves: a consonant behind a vowel at least, and three letters. -#}
{%- set rest = '(?:[^%s]+[%s]+[^%s]|[%s]{2,}[^%s]|[%s][^%s].).*'
    | replace('%s', vowel) -%}
{%- set ends_like_a_form = ['het', 'tat', 'budget', 'plan', 'kontor', 'svar'] -%}
{%- set behind_these = ['en', 'ens', 'et', 'ets', 'er', 'ers', 'erna', 'ernas', 'ar', 'ars',
    'arna', 'arnas', 's'] -%}
{%- set endings = [
    'a', 'ade', 'ades', 'an', 'ans', 'ar', 'are', 'aren', 'arens', 'ares', 'arna', 'arnas', 'ars',
    'as', 'e', 'en', 'ena', 'enas', 'ens', 'er', 'erna', 'ernas', 'ers', 'es', 'et', 'ets', 'na',
    'nas', 'or', 'orna', 'ornas', 'ors',
] -%}
{%- set rules = [
    ('(st|h|l|t|str)ä(nd|d)(er|ers|erna|ernas)$', '\\1a\\2\\3'),
    ('böcker(?:s|na|nas)?$', 'bok'),
    ('^(?:(.*(?:%s))(?:%s)?|(.+(?:[fgkrt]i|omi|jö))ns?|(%s?)(?:%s))$' % (
        ends_like_a_form | join('|'), behind_these | join('|'), rest, endings | join('|')
    ), '\\1\\2\\3'),
    ('^(%s)s$' % rest, '\\1'),
    ('(al|el|sk|ig|iv|gg)t$', '\\1'),
    ('mm$', 'm'),
    ('nn$', 'n'),
] -%}
{%- set sql = namespace(of=word) -%}
{%- for pattern, instead in rules -%}
{%- set sql.of = "regexp_replace(%s, '%s', '%s')" % (sql.of, pattern, instead) -%}
{%- endfor -%}
{{ sql.of }}
{%- endmacro %}
