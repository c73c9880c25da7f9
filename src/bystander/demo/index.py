"""The first page of the demo: what was done, and what to open."""

from __future__ import annotations

from html import escape
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bystander.findings import Document

STYLE = (
    ":root{color-scheme:light dark}body{font:1.05rem/1.55 system-ui,sans-serif;max-width:42rem;margin:3rem auto;"
    "padding:0 1rem}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}code{font-size:.95em}"
)
PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="$policy">
<title>Bystander: the demo</title>
<style>$style</style>
</head>
<body>
<h1>Bystander: the demo</h1>
<p>Error rates of face identification, for everyone who was not being looked for.</p>
<h2><a href="audit/report.html">What published counts support</a></h2>
$audit
<p>The counts are those that were published, keyed by hand with their sources:
<a href="published_counts.csv">published_counts.csv</a>.</p>
<h2><a href="evaluate/report.html">What a trial supports</a> (synthetic)</h2>
$evaluate
<p>The trial is synthetic: a generator made it up, and nobody is in it:
<a href="synthetic_trial.csv.gz">synthetic_trial.csv.gz</a>. The same comparisons as another invented system
scores them: <a href="second_system.csv.gz">second_system.csv.gz</a>, for <code>bystander compare</code>; who of its
people is of one invented family: <a href="people.csv">people.csv</a>, for <code>--cluster family</code>. A deployment
record by group, made up too: <a href="made_up_record.csv">made_up_record.csv</a>, for <code>--groups</code>.</p>
<h2><a href="search/report.html">What searches of a watchlist do</a> (synthetic)</h2>
$search
<p>The same trial: every probe is one search of all references, once with the right person and once without.</p>
<h2><a href="crowd/report.html">What that means for a crowd</a> (invented rates)</h2>
$crowd
<p><a href="crowd.html">The page that shows the crowd</a>, with sliders. The scenario:
<a href="concert.toml">concert.toml</a>. Put your own counts into it.</p>
<h2>Without a report yet</h2>
<p>Two more kinds of evidence, made up as well. A test of a system in use, with volunteers on its watchlist:
<a href="made_up_seeded_test.csv">made_up_seeded_test.csv</a>, for <code>bystander evaluate</code>. A record of
searches, as an agency might publish it: <a href="made_up_searches.csv">made_up_searches.csv</a>, for
<code>bystander audit</code>. Nothing is written down yet? <code>bystander template</code> makes an empty table.</p>
<h2>Beside each report</h2>
<p><code>findings.json</code> holds every number with its interval, unit and denominator; <code>curves.parquet</code>
holds what the charts are drawn from; <code>provenance.json</code> says when and with which versions they were made.</p>
</body>
</html>
""")


def page(documents: Mapping[str, Document]) -> str:
    """Return the page, which loads nothing and needs no script; ``documents`` by the folder that they are in."""
    from bystander.report.policy import content_security_policy

    told = {folder: _sentences(document) for folder, document in documents.items()}
    return PAGE.substitute(style=STYLE, policy=content_security_policy(STYLE), **told)


def _sentences(document: Document) -> str:
    return "\n".join(f"<p>{escape(sentence)}</p>" for sentence in document.verdict)
