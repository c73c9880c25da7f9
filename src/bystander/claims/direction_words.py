"""The words that tell whether a number counts what went right or what went wrong, as patterns. Their only home.

Some tell it by themselves ("wrong", "accurate"). What is done to people tells it with who they are: innocent people who
are ignored went right, and wanted ones who are ignored wrong; ``TOUCHES`` and ``SPARES`` are the two sides of that.
"""

from __future__ import annotations

import re

EVENT = (
    r"(?:alerts?|alarms?|positives?|negatives?|match(?:es)?|hits?|identifications?|recognitions?|accepts?|acceptances?"
    r"|rejects?|rejections?|arrests?|stops?|results?|detections?|decisions?|flags?|warnings?|people|persons?|faces?)"
)
_MISDONE = r"(?:false|wrong|incorrect|mistaken|erroneous|inaccurate)"
ERRORS = (
    r"(?:false[ -](?:positive|negative)[ -]identifications?|errors?|mistakes?|mismatch(?:es)?|misidentifications?"
    rf"|misrecognitions?|failures?|{_MISDONE}[ -]{EVENT})"
)
WRONG = (
    r"fail\w* to(?: \w+){1,2}|(?:false|wrong|incorrect|mistaken)ly (?:identified|recogni[sz]ed|found)"
    r"|false[ -](?:non-?)?(?:match|hit)(?:es|s)?(?: rate)?|\bun(?:recogni[sz]ed|identified|successful)"
    r"|\bnon-?(?:match\w*|recogni\w+|identif\w+|detect\w+)(?: rate)?"
    r"|(?-i:\b(?:F[NP]IR|FN?MR|FRR|FAR|EER)\b)"
    r"|\bmis(?:identif|recogni|match|label|classif|tak|took)\w*|\bconfus\w+|\berr(?:s|ed|ing)?\b|erroneous"
    r"|false|error|wrong|incorrect|inaccura|fail|mismatch"
)
RIGHT = (
    r"accura|\bcorrect(?:ly|ness)?\b|success|\brecogni[sz]ed|\bidentified"
    r"|\bfound\b(?! (?:that|to be|an? (?:error|false|accuracy|failure|miss))\b)"
    r"|\btrue[ -](?:non-?)?(?:match(?:es)?|positives?|negatives?|accepts?|rejects?|hits?)(?: rate)?|hit rate|match rate"
    r"|(?-i:\b(?:T[NP]IR|TN?MR|TAR|GAR)\b)"
    r"|\b(?:is|are|was|were|be|proved|turned out) (?:(?P<not>not|never) )?(?:all )?right\b"
    r"|\b(?:gets?|got|getting) (?:it|them|things|everybody|everyone|people|faces) right\b"
    r"|\bright (?=(?:in )?(?:#|all\b|every))"
    r"|(?<=# )right(?= (?:in|at|on|of the time)\b|\W*$)"
)
MISSES = r"\bmiss(?:es|ed|ing(?! pe| child))?\b(?: rate)?"

_BY_ITSELF = r"identif(?:y|ies|ying)|recogni[sz](?:e|es|ing)|find(?:s|ing)?|identified|recogni[sz]ed|found"
TOUCHES = (
    rf"\b(?:{_BY_ITSELF}|flag(?:s|ged|ging)?|stop(?:s|ped|ping)?|arrest(?:s|ed|ing)?|match(?:es|ed|ing)?"
    r"|pick(?:s|ed|ing)? (?:out|up)|singl(?:es?|ed|ing) out|alert(?:s|ed|ing)?|alarms?|hits?|accus(?:es?|ed|ing)"
    r"|detain(?:s|ed|ing)?|question(?:s|ed|ing)?|target(?:s|ed|ing)?|caught|catch(?:es|ing)?|spot(?:s|ted|ting)?"
    r"|detect(?:s|ed|ing)?|bother(?:s|ed|ing)?|disturb(?:s|ed|ing)?|(?:taken|took) for|suspected|approached)\b"
)
SPARES = (
    r"(?:\b(?:ignor(?:es?|ed|ing)|clear(?:s|ed|ing)|delet(?:es?|ed|ing)|discard(?:s|ed|ing)?|dismiss(?:es|ed|ing)?"
    r"|disregard(?:s|ed|ing)?|overlook(?:s|ed|ing)?|spar(?:es?|ed|ing)|skip(?:s|ped|ping)?|exonerat(?:es?|ed|ing)"
    r"|(?:left|leaves?|leaving)(?: (?!not\b|never\b)[\w#=-]+){0,7}? (?:alone|in peace)"
    r"|slip(?:s|ped)? (?:through|past|by)"
    r"|(?:lets?|letting|waved?|waves)(?: (?!not\b|never\b)[\w#=-]+){0,7}? (?:through|go|pass|past)"
    r"|(?:rul(?:es?|ed|ing)|filter(?:s|ed|ing)?|screen(?:s|ed|ing)?) out"
    r"|un(?:noticed|bothered|disturbed|touched|flagged|detected|affected|molested|harmed|challenged|hindered|recogni[sz]ed"
    rf"|identified|matched|seen|found|spotted))\b|{MISSES})"
)
INNOCENT = r"\b(?:innocents?|law-abiding|blameless|guiltless)\b"
IS_INNOCENT = (
    r"(?<!\bwho )(?<!\bthat )(?<!\bwhich )"
    r"\b(?:is|are|was|were|be|been|being|proved|turned out)(?: (?:to be|in fact|actually|all|of|for|about|on|against"
    r"|an?|the|(?P<not>not|never)))*\s"
)
SOUGHT = (
    r"\b(?:wanted|sought|suspects?|criminals?|offenders?|terrorists?|fugitives?|culprits?|shoplifters?|missing pe\w+"
    r"|missing children|(?:on|from) (?:the|a|our|its|their) (?:watch)?list|enrolled)\b"
)

DENIAL = (
    r"(?:\b(?:not|never|no|none|neither|nor|nobody|nothing|cannot|without)\b|\b[a-z]+n['’]t\b"
    r"|\bfree(?:dom)? (?:of|from)\b|(?<![\d.,])0(?![\d.,%])|\bzero\b)"
)
AVOIDS = (
    r"\b(?:avoid(?:s|ed|ing|ance of)?|prevent(?:s|ed|ing|ion of)?|eliminat(?:es?|ed|ing|ion of)|avert(?:s|ed|ing)?"
    r"|escap(?:es?|ed|ing)|preclud(?:es?|ed|ing)|exclud(?:es?|ed|ing)|absence of|absent|lack(?: of|s|ing)?|devoid of"
    r"|immune to|rul(?:es?|ed|ing) out)\b"
)
_FILLERS = (
    r"(?:an?|any|the|one|single|such|of|them|these|it|by|in|be|been|being|is|was|were|are|has|have|had|make|made|making"
    r"|commit|committed|give|gave|given|giving|raise|raised|raising|produce|produced|producing|cause|caused|causing"
    r"|show|showed|contain|contained|flagged|matched|known|recorded|reported|correctly|rightly|successfully|truly"
    r"|accurately)"
)
DENIED = re.compile(rf"(?P<denial>{DENIAL}|{AVOIDS})(?:\s+{_FILLERS}){{0,3}}\s+$", re.IGNORECASE)
