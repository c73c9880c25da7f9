"""The words that name a line at the foot of a table: a sum of the lines above it, an average, a spread or a count.

Such a line is no deployment, no volunteer and no comparison. In records a cell that begins with such a word tells it;
a name is such a word only as a whole, as there are people called Max, and others called Sum Yi.
"""

from __future__ import annotations

import re

_WHOLE_OF = r"(?:(?:grand|overall|yearly|annual|combined|running|cumulative|page|year|sub|all)[\s-]*)*"
_SUMS = (
    r"totals?|sum|sums|subtotals?|gesamt\w*|insgesamt|summe|zwischensumme|totaux|total g[ée]n[ée]ral|sous-?total|"
    r"ensemble|suma|sumas|subtotales?|totales|totale|totali|somma|subtotale|totaal|totalen|som|subtotaal|soma|"
    r"overall|all deployments|aggregate|cumulative|ytd|year to date|razem|celkem"
)
_THE = r"(?:the |on |per |grand )*"
_AVERAGES = (
    r"averages?|avg|means?|medians?|durchschnitt|mittelwert|mittel|median|moyennes?|m[ée]dianes?|promedios?|medias?|medie|"
    r"mediana|gemiddelden?|gemiddeld"
)
_EXTREMES = r"minimum|maximum|min|max|range"
_QUARTILES = r"\d{1,2} ?%"  # as pandas describes a table
_RATES = r"rates?|percent(?:age)?s?|%|share|anteil|quote|taux|tasa|tasso"
_SPREADS = (
    r"std|st\.?[\s_-]?dev|std\.?[\s_-]?dev(?:iation)?|standard[\s_-]deviation|variance|standardabweichung|varianz|"
    r"[ée]cart[\s-]type|desviaci[óo]n est[áa]ndar|deviazione standard|standaardafwijking|standaarddeviatie"
)
_COUNTS = r"counts?|anzahl|aantal|nombre|recuento|conteggio|number of (?:rows|scores|comparisons|pairs)"
_OF_WHAT = r"(?:[\s_-](?:of )?(?:scores?|rows?|comparisons?|pairs?|similarity|distance|value))?"
_AROUND = r"[\s:.=]*"

BEGINS_A_SUM = re.compile(rf"^{_WHOLE_OF}(?:{_SUMS})\b", re.IGNORECASE)
_A_SUM = re.compile(rf"^{_WHOLE_OF}(?:{_SUMS}){_AROUND}$", re.IGNORECASE)
BEGINS_AN_AVERAGE = re.compile(rf"^{_THE}(?:{_AVERAGES}|{_EXTREMES}|{_RATES}|{_SPREADS})\b", re.IGNORECASE)

# whole names, as pyarrow reads patterns too; EXTREME: those that are names of people as well, and tell nothing alone
FOOT = rf"^(?:{_WHOLE_OF}(?:{_SUMS})|{_THE}(?:{_AVERAGES})|(?:{_SPREADS})|(?:{_COUNTS})){_OF_WHAT}{_AROUND}$"
EXTREME = rf"^{_THE}(?:{_EXTREMES}|{_QUARTILES}){_OF_WHAT}{_AROUND}$"


def is_sum(name: str) -> bool:
    """Return whether a name is, as a whole, that of a row of sums."""
    return bool(_A_SUM.match(name.strip()))
