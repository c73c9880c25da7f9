"""The words of a sentence that nobody here knows: one may turn round what the number counts ("errors are sidestepped").

Known are the words that leave it as it is. A name is taken for one where it looks like it, and so is one more word
behind a preposition or an article, for that is a place, a time or a thing ("at the stadium"), unless its ending may be
that of a verb.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BEFORE_A_NOUN = _words(  # prepositions and articles
    """
    a an the our its their this that these those each every his her my your any some all such both another in at on
    during by from under over after before with for of across within near since until through around among between
    via per against about to into towards behind
    """
)
_VERBS = _words(  # they say that something was so
    """
    is are was were be been being am has have had having do does did will would can could may might must shall
    should make makes made making commit commits committed committing give gives gave given giving raise raises
    raised raising produce produces produced producing cause causes caused causing show shows showed shown contain
    contains contained occur occurs occurred occurring happen happens happened happening generate generates
    generated generating yield yields yielded return returns returned returning lead leads led result results
    resulted get gets got getting come comes came go goes went end ends ended turn turns turned prove proves proved
    proven say says said claim claims claimed report reports reported find suffer suffers suffered trigger triggers
    triggered triggering experience experienced see sees seen scan scans scanned scanning check checks checked
    compare compares compared count counts counted judge judged known recorded measured estimated achieve achieves
    achieved reach reaches reached deliver delivers delivered perform performs performed offer offers offered boast
    boasts boasted stand stands stood work works worked tell tells told use uses used using based include includes
    included walk walks walked walking pass passes passed passing visit visited amount amounts average averages
    averaged affect affects affected leave leaves
    improved rose risen fell fallen dropped increased decreased reduced cut lowered
    """
)
_ADJECTIVES = _words(  # they may stand between an article and its noun
    """
    new old recent current live first second last past single whole entire same large small
    """
)
_OTHERS = _words(  # small words, times, numbers, and what is looked at, by whom and with what
    """
    and or but if when while where who whom whose which what as than then there here it he she they we i you them
    him us me himself itself themselves only just even also still again once out up down other others one ones two
    three four five six seven eight nine ten hundred thousand million billion times time so far roughly nearly
    almost cent percent percentage share shares chance chances risk risks odds probability likelihood proportion
    fraction part parts number numbers figure figures rate rates level levels score scores total overall mean median
    more most many much few less least very too now today yesterday currently recently ago last past next first
    second new old recent current day days night nights week weeks month months year years hour hours minute minutes
    january february march april june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday de case cases instance instances occasion occasions attempt attempts search
    searches lookup lookups query queries comparison comparisons pair pairs transaction transactions trial trials
    test tests tested testing deployment deployments operation operations passage passages look looks read reads
    event events alert alerts alarm alarms match matches hit hits decision decisions identification identifications
    recognition recognitions verification verifications detection detections positive positives negative negatives
    accept accepts acceptance acceptances reject rejects rejection rejections arrest arrests stop stops flag flags
    candidate candidates possible potential probe probes reference references image images photo photos photograph
    photographs picture pictures face faces facial person persons people human humans man men woman women child
    children adult adults passer-by passers-by passerby passersby pedestrian pedestrians member members public
    citizen citizens resident residents visitor visitors customer customers shopper shoppers traveller travellers
    traveler travelers passenger passengers fan fans attendee attendees individual individuals subject subjects
    suspect suspects criminal criminals offender offenders somebody someone anybody anyone everybody everyone system
    systems software algorithm algorithms technology technologies tool tools camera cameras engine engines model
    models matcher matchers device devices app product products vendor vendors police officer officers force forces
    study studies researchers researcher company companies shop shops store stores airport airports station stations
    street streets crowd crowds city watchlist watchlists list lists database databases gallery galleries live
    real-time real lfr frt fr ai biometric biometrics automated automatic in-store retrospective world real-world
    free proof prone except united kingdom single whole entire certain particular black white brown asian
    dark-skinned light-skinned young older male female mated non-mated genuine impostor imposter sought wanted
    missing stopped flagged matched alerted one-to-one one-to-many threshold setting settings false-positive sample
    samples same large small identity identities
    """
)
_KNOWN = _BEFORE_A_NOUN | _VERBS | _ADJECTIVES | _OTHERS
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_MAY_BE_A_VERB = re.compile(r"(?:ed|ing|en)$")
_PART = re.compile(r"[^-]+")
_OWN = re.compile(r"['’]s?$")


def unknown(said: str, known: Iterable[tuple[int, int]]) -> str:
    """Return the first word of a text that is not known; nothing where all are. ``known``: what else is, by place."""
    spans = tuple(known)
    words = list(_WORD.finditer(said))
    names = _may_have_names(words)
    before = ""
    for i, match in enumerate(words):
        word, plain = match[0], match[0].casefold()
        after = words[i + 1][0] if i + 1 < len(words) else ""
        a_noun = before in _BEFORE_A_NOUN and not _MAY_BE_A_VERB.search(plain)
        a_name = names and word[0].isupper() and (i > 0 or after.casefold() in _VERBS or after[:1].isupper())
        by_its_form = _OWN.search(plain) or a_noun or (a_name and not plain.endswith("ed")) or plain.endswith("ly")
        if not (by_its_form or _is_known(match, spans)):
            return word
        before = before if plain in _ADJECTIVES and before in _BEFORE_A_NOUN else plain
    return ""


def _is_known(match: re.Match[str], spans: tuple[tuple[int, int], ...]) -> bool:
    """Return whether a word is known; of one with hyphens each part may be, so "error-avoidance" is not."""
    if match[0].casefold() in _KNOWN:
        return True
    parts = [(match.start() + part.start(), match.start() + part.end()) for part in _PART.finditer(match[0])]
    return all(
        any(start < last and first < end for start, end in spans) or match.string[first:last].casefold() in _KNOWN
        for first, last in parts
    )


def _may_have_names(words: list[re.Match[str]]) -> bool:
    """Return whether a capital tells a name: not in a headline, where most words have one."""
    heavy = [match[0] for match in words if match[0].casefold() not in _BEFORE_A_NOUN]
    return 2 * sum(word[0].isupper() for word in heavy) <= len(heavy)
