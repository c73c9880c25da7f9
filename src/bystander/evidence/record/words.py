"""The words of headings, each with the plain one that it stands for, in the languages that records are published in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bystander.evidence.record.months import plain_word

if TYPE_CHECKING:
    from collections.abc import Collection

_SAID: dict[str, str] = {
    # what is counted
    "alert": "alert alerts alerte alertes alerta alertas allerta allerte allarme allarmi alarm alarme alarms alarmen "
    "warnung warnungen meldung meldungen melding meldingen notification notifications notificaciones segnalazione "
    "segnalazioni activation activations",
    "match": "match matches matched hit hits treffer ubereinstimmung ubereinstimmungen correspondance correspondances "
    "coincidencia coincidencias corrispondenza corrispondenze positive positives positif positifs positivo positivos "
    "positiva positivas "
    "positivi positief positieve positiv identified identification identifications identificaciones identificazioni "
    "coincidences concordances",
    "face": "face faces gesicht gesichter visage visages rostro rostros cara caras volto volti viso visi gezicht "
    "gezichten rosto rostos",
    "people": "people persons person individuals individual subjects subject members public personen personnes "
    "personas persone",
    "stop": "stop stops stopped engagement engagements engaged intervention interventions spoken",
    "arrest": "arrest arrests arrested festnahme festnahmen verhaftungen interpellation interpellations arrestations "
    "detenciones detenidos arresti aanhoudingen aanhouding arrestaties prisoes detencoes",
    "watchlist": "watchlist watchlists watch_list fahndungsliste fahndungslisten gallery referenzliste zoeklijst",
    "deployment": "deployment deployments einsatze einsatz deploiements deploiement despliegues despliegue operation "
    "operations inzetten inzet",
    # which of them
    "true": "true correct correctly right genuine accurate richtig richtige richtiger korrekt korrekte echte echter "
    "wahre vrai vraie vrais vraies verdadero verdaderos verdadera verdaderas vero vera veri vere corretti corrette "
    "juist juiste terecht terechte correcte verdadeiro verdadeiros verdadeira verdadeiras correto corretos "
    "correta corretas korrekter",
    "false": "false falsely incorrect incorrectly wrong wrongly erroneous inaccurate mistaken "
    "falsch falsche falscher faux fausse fausses falso "
    "falsos falsa falsas falsi vals valse onjuiste onterechte onterecht foute",
    "confirmed": "confirmed verified bestatigt bestatigte confirme confirmes confirmee confirmees confirmado "
    "confirmados confirmada confirmadas confermati confermate bevestigd bevestigde",
    "unconfirmed": "unconfirmed unverified unbestatigt unbestatigte onbevestigd onbevestigde",
    "seen": "seen scanned processed detected captured viewed analysed analyzed counted observed passing passed "
    "erfasst erfasste gesehen gesehene gescannt gescannte analyses vus vues scannes detectes "
    "captures analizados analizadas escaneados escaneadas vistos vistas detectados scansionati rilevati analizzati "
    "gezien gescand gescande gescannt erfasster gesehener analisados analisadas lidos reconhecidos",
    "judged": "judged assessed deemed adjudged considered classified",
    "adjudicator": "adjudicator adjudicators operator operators officer officers",
    # how much of it
    "number": "number numbers no nr num count counts amount quantity qty anzahl zahl nombre numero cantidad quanti "
    "aantal volume total totals overall sum gesamt gesamtzahl totale totaal",
    "estimated": "estimated estimate est approx approximate approximately about circa ca geschatzt geschatzte "
    "estime estimes estimado estimados stimati geschat geschatte schatzung estimation",
    "size": "size length grosse taille tamano dimensione grootte images",
    "threshold": "threshold schwelle schwellenwert schwellwert seuil umbral soglia drempel drempelwaarde limiar",
    "duration": "duration dauer einsatzdauer duree duracion durata duur duracao",
    "hour": "hours hour hrs hr h hh stunden heures horas ore uren",
    "minute": "minutes minute mins min mm minuten minutos minuti",
    # nothing
    "": "of the by for on in at to from lfr frt afr live facial recognition system systems generated made recorded "
    "per_deployment made_by der die das des von du de la le les el los las del di dei degli van het een with who were "
    "was as result following after resulting s an be "
    "which sent issued triggered raised produced potential possible davon darunter dont mogliche possibles posibles",
}
_PLAIN = {word: plain for plain, words in _SAID.items() for word in words.split()}
_WHOLE = {
    "falschalarm": "false alert",
    "falschalarme": "false alert",
    "fehlalarm": "false alert",
    "fehlalarme": "false alert",
    "falschtreffer": "false match",
    "falscherkennungen": "false match",
    "misidentification": "false match",
    "misidentifications": "false match",
    "mismatches": "false match",
    "mismatch": "false match",
    "misidentified": "false match",
    "tp": "true match",
    "fp": "false match",
    "echttreffer": "true match",
    "fehltreffer": "false match",
    "fehlmeldung": "false alert",
    "fehlmeldungen": "false alert",
    "falschmeldung": "false alert",
    "falschmeldungen": "false alert",
    "treffermeldung": "alert",
    "treffermeldungen": "alert",
}  # fmt: skip; one word for two
_BESIDE = {  # of headings that name no count
    "not judged": "unresolved unjudged undetermined undecided inconclusive pending unconfirmed offen offene ungepruft "
    "ungeprufte ungeklart ungeklarte attente indeterminees pendiente pendientes sospeso openstaand openstaande "
    "pendente pendentes",
    "mistakes": "miss misses missed negative negatives error errors mistake mistakes fn fnr fpr fehler fehlerrate "
    "fehlerquote falschquote ubersehen ubersehene verpasst verpasste erreur erreurs manque manques negatif negatifs "
    "errores fallos negativo negativos errori mancati mancate negativi fouten gemist gemiste erros falhas accuracy "
    "precision",
}
_MISSED = frozenset([
    "miss", "misses", "missed", "fn", "fnr", "ubersehen", "ubersehene", "verpasst", "verpasste", "manque", "manques",
    "mancati", "mancate", "gemist", "gemiste",
])  # fmt: skip
_NEGATIVE = frozenset(["negative", "negatives", "negatif", "negatifs", "negativo", "negativos", "negativi"])
NOT_JUDGED, MISTAKES = (frozenset(words.split()) for words in _BESIDE.values())


_NOT = frozenset(["not", "non", "nicht", "niet", "nao", "pas"])
_NO = "no"  # a number in English, unless one thing follows it, and "not" in Spanish
_OF_ONE = frozenset([
    "alert", "match", "hit", "engagement", "intervention", "stop", "arrest", "identification", "activation",
])  # fmt: skip
_SPANISH = re.compile(r"(?:confirmad|correct|verdader|positiv)[oa]s?$")


def tells_of_misses(words: Collection[str]) -> bool:
    """Return whether the plain words of a heading are of people who were sought, and not noticed."""
    return bool(_MISSED & set(words)) or ("false" in words and bool(_NEGATIVE & set(words)))


def plain_words(name: str) -> list[str]:
    """Return the plain words of a heading whose words are joined by "_"; those that are not known stay as they are.

    What is said not to be confirmed is unconfirmed. "No engagement" counts those without one, "no engagements" may be a
    number.
    """
    found: list[str] = []
    negated = False
    parts = [plain_word(part) for part in name.replace("watch_list", "watchlist").split("_")]
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        if part in _NOT or (part == _NO and (following in _OF_ONE or _SPANISH.match(following))):
            negated = True
            continue
        words = _WHOLE.get(part, _PLAIN.get(part, part)).split()
        if negated:
            words = ["unconfirmed"] if words == ["confirmed"] else ["not", *words]
        negated = False
        found += words
    return [*found, "not"] if negated else found
