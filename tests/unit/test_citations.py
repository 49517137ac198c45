"""How papers are cited in prose and listed, in Harvard style."""

from __future__ import annotations

import pytest

from catalogue import Catalogue
from catalogue.records.paper import UNKNOWN, Paper
from catalogue.site.citations import library
from catalogue.site.filling import fill
from tests import kit

LIBRARY = """
docs/papers/rose-1985.md
---
title: Sick individuals and sick populations
authors: ["Rose, Geoffrey"]
year: 1985
publisher: International Journal of Epidemiology
genre: article
volume: 14
issue: 1
pages: 32–38
doi: 10.1093/ije/14.1.32
peer_reviewed: yes
---
docs/papers/florence-2011.md
---
title: "What works? An experiment"
authors: ["Florence, Curtis", "Shepherd, Jonathan", "Brennan, Iain"]
year: 2011
publisher: BMJ
genre: article
peer_reviewed: yes
---
docs/papers/many-2018.md
---
title: The ‘street’ triage of four
authors: ["Puntis, Stephen", "Perfect, Devon", "Bolton, Sorcha", "Davies, Fay"]
year: 2018
publisher: BMC Psychiatry
genre: review
volume: 18
pages: 256
---
docs/papers/college-b.md
---
title: Beta
authors: [College of Policing]
year: 2018
publisher: College of Policing
genre: report
---
docs/papers/college-a.md
---
title: Alpha
authors: [College of Policing]
year: 2018
publisher: College of Policing
genre: web page
url: https://www.example.org/alpha
link_checked: 2026-11-22
---
docs/papers/undated.md
---
title: Violence prevention
authors: [World Health Organization]
year: n.d.
publisher: World Health Organization
genre: web page
---
docs/papers/nobody-2020.md
---
title: Nobody wrote this
authors: []
year: 2020
publisher: A press
genre: report
---
docs/papers/ampersand-2023.md
---
title: A <b>bold</b> & *starred* title
authors: [{organisation: "Crime, Law & Society"}]
year: 2023
publisher: Crime & Law
genre: report
---
"""


def of(text: str = "") -> Catalogue:
    return kit.catalogue(LIBRARY + text)


def cited(catalogue: Catalogue, paper: str) -> str:
    return library(catalogue).in_text(catalogue.names.by_id[paper])


def listed(catalogue: Catalogue, paper: str) -> str:
    return library(catalogue).reference(catalogue.names.by_id[paper]).text


def rendered(prose: str) -> str:
    catalogue = of(f"docs/guidance/x.md\n{prose}\n")
    return fill(catalogue, catalogue.by_path["guidance/x.md"], (), ())


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        ("christmas-2019", "Christmas and Srivastava, 2019"),
        ("rose-1985", "Rose, 1985"),
        ("florence-2011", "Florence et al., 2011"),
        ("many-2018", "Puntis et al., 2018"),
        ("college-a", "College of Policing, 2018a"),
        ("college-b", "College of Policing, 2018b"),
        ("undated", "World Health Organization, n.d."),
        ("nobody-2020", "Nobody wrote this, 2020"),
    ],
)
def test_a_sentence_names_authors_and_year(paper: str, words: str) -> None:
    assert cited(of(), paper) == words


@pytest.mark.parametrize(
    ("paper", "entry"),
    [
        (
            "christmas-2019",
            "Christmas, H. and Srivastava, J. (2019) Public health approaches in policing: a discussion paper. College "
            "of Policing. Available at: https://www.college.police.uk/about/public-health.",
        ),
        (
            "rose-1985",
            "Rose, G. (1985) ‘Sick individuals and sick populations’, International Journal of Epidemiology, 14(1), "
            "pp. 32–38. Available at: https://doi.org/10.1093/ije/14.1.32.",
        ),
        ("florence-2011", "Florence, C., Shepherd, J. and Brennan, I. (2011) ‘What works? An experiment’, BMJ."),
        ("many-2018", "Puntis, S. et al. (2018) ‘The “street” triage of four’, BMC Psychiatry, 18, p. 256."),
        (
            "college-a",
            "College of Policing (2018a) Alpha, College of Policing. Available at: https://www.example.org/alpha "
            "(Accessed: 22 November 2026).",
        ),
        ("undated", "World Health Organization (n.d.) Violence prevention, World Health Organization."),
        ("nobody-2020", "Nobody wrote this (2020). A press."),
    ],
)
def test_an_entry_is_harvard(paper: str, entry: str) -> None:
    assert listed(of(), paper) == entry


def test_an_entry_leads_to_the_paper_and_escapes_what_was_typed() -> None:
    catalogue = of()
    found = library(catalogue).reference(catalogue.names.by_id["ampersand-2023"]).html("../a/?b&c")
    assert found == (
        '<a href="../a/?b&amp;c">Crime, Law &amp; Society (2023)</a> '
        "<i>A &lt;b&gt;bold&lt;/b&gt; &amp; *starred* title</i>. Crime &amp; Law."
    )


def test_a_library_is_made_once_for_a_catalogue() -> None:
    catalogue = of()
    assert library(catalogue) is library(catalogue)
    assert library(catalogue) is not library(of())


LINK = '<a href="../../papers/{paper}/">{words}</a>'


@pytest.mark.parametrize(
    ("prose", "words"),
    [
        ("So [@rose-1985].", f"So ({LINK.format(words='Rose, 1985', paper='rose-1985')})."),
        ("So [@rose-1985, p. 9].", f"So ({LINK.format(words='Rose, 1985', paper='rose-1985')}, p. 9)."),
        ("Rose [-@rose-1985].", f"Rose ({LINK.format(words='1985', paper='rose-1985')})."),
        ("The College [-@college-b].", f"The College ({LINK.format(words='2018b', paper='college-b')})."),
        (
            "So [@rose-1985; @undated].",
            f"So ({LINK.format(words='Rose, 1985', paper='rose-1985')}; "
            f"{LINK.format(words='World Health Organization, n.d.', paper='undated')}).",
        ),
    ],
)
def test_a_citation_is_put_into_words(prose: str, words: str) -> None:
    assert rendered(prose) == f"<p>{words}</p>"


@pytest.mark.parametrize(
    "prose",
    [
        "`[@rose-1985]`", "``[@rose-1985]``", "    [@rose-1985]", "```\n[@rose-1985]\n```",
        "~~~ text\n[@rose-1985]\n~~~", "- a\n\n        [@rose-1985]", r"\[@rose-1985]", "@rose-1985", "@CCARhodes",
        "Ask @CCARhodes and @rose-1985.", "mail@rose-1985", "[@ rose-1985]", "[@rose-1985](x.md)",
        "![@rose-1985](x.png)", "<!-- [@rose-1985] -->", "<pre>\n[@rose-1985]\n</pre>", "[see @rose-1985]",
    ],
)  # fmt: skip
def test_what_is_no_citation_stays_as_typed(prose: str) -> None:
    assert "Rose, 1985" not in rendered(prose)
    assert "rose-1985" in rendered(prose) or prose.startswith(("<!--", "!", "@CC"))


@pytest.mark.parametrize("prose", ["[@nobody-1900]", "[@rose-1985; @nobody-1900]", "[@x]"])
def test_a_citation_of_nothing_stays_as_typed(prose: str) -> None:
    assert rendered(prose) == f"<p>{prose}</p>"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rose-1984", "rose-1985"),
        ("rosse-1985", "rose-1985"),
        ("rose", "rose-1985"),
        ("christmas-srivastava", "christmas-2019"),
    ],
)
def test_near_misses_are_found_by_key_and_author(typed: str, meant: str) -> None:
    problems = kit.problems(LIBRARY + f"docs/guidance/x.md\nSo [@{typed}].\n")
    (one,) = [one for one in problems if one.code == "reference-not-found"]
    assert meant in one.fix


def test_a_handle_is_never_a_citation() -> None:
    catalogue = of("docs/guidance/x.md\nAsk @CCARhodes, @WeCops and (@LancsVRN).\n")
    assert catalogue.cites["guidance/x.md"] == ()


def test_the_day_of_a_version() -> None:
    catalogue = kit.catalogue(
        """
docs/guidance/x.md
---
published: 2026-01-02
changes:
  - {date: 2026-03-04, kind: minor, note: A word.}
---
docs/chats/2026-02-10-y.md
---
starts: 2026-02-10 21:00
announced: 2026-02-01
outcome: {written_up: 2026-02-20, summary: All well., no_change_reason: None was needed.}
---
docs/news/z.md
---
date: 2026-05-06
---
"""
    )
    days = {page.id: str(page.record.version) for page in catalogue.records}
    assert (days["x"], days["2026-02-10-y"], days["z"]) == ("2026-03-04", "2026-02-20", "2026-05-06")


@pytest.mark.parametrize(
    ("licence", "start"),
    [
        (None, UNKNOWN),
        ("CC BY 4.0", "You may copy, share and change it. Name"),
        ("CC BY-NC 4.0", "You may copy, share and change it, but not to make money"),
        ("CC BY-NC-ND", "You may copy and share it unchanged, but not to make money"),
        ("Open Government Licence version 3", "You may copy, share and change it. Say where"),
        ("All rights reserved", "You may read it"),
    ],
)
def test_a_licence_is_said_plainly(licence: str | None, start: str) -> None:
    assert Paper.model_construct(licence=licence).allows.startswith(start)


def test_nothing_is_added_to_a_licence_that_is_unsure_or_mixed() -> None:
    assert Paper.model_construct(licence="Probably the Open Government Licence; not stated").allows == ""
    assert Paper.model_construct(licence="CC BY 4.0 for the text; all rights reserved for pictures").allows == ""
