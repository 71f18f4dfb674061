"""Names of persons and of family firms (domein §5.1); the weights are relative."""

from typing import NamedTuple

from relaties.demo.kiezen import Kiezer
from relaties.namen import splits_achternaam

_ZONDER = """
    Jansen 73; Bakker 55; Janssen 54; Visser 50; Smit 42; Meijer 40; Mulder 36; Bos 35; Vos 30; Peters 30;
    Hendriks 29; Dekker 28; Brouwer 25; Dijkstra 23; Smits 23; Koster 20; Prins 20; Huisman 20; Kuiper 19;
    Postma 18; Maas 18; Willems 18; Schouten 18; Verhoeven 18; Veenstra 17; Hoekstra 17; Kok 17;
    Scholten 16; Jacobs 16; Schipper 15; Molenaar 15; Timmermans 13; Kramer 15; Gerritsen 14; Wiersma 11;
    Zijlstra 13; Sluis 6; Boersma 12; Hofman 11; Kuijpers 10; Wolters 11; Blom 10; Bosman 10; Groen 10
"""
_MET = """
    de Jong 84; de Vries 71; van den Berg 59; van Dijk 56; de Boer 38; de Groot 36; van Leeuwen 29;
    de Wit 24; van der Meer 21; de Graaf 21; van der Linden 21; de Haan 20; van den Broek 20;
    van der Heijden 19; van Vliet 18; de Bruijn 17; van der Veen 17; van den Heuvel 17; van Beek 15;
    van Dam 15; van der Wal 14; de Lange 14; de Koning 13; den Hartog 5; ten Cate 2; ter Horst 4;
    van 't Hof 3; in 't Veld 3; op den Kamp 1; 't Hart 4; 't Lam 1; d'Ancona 0.3; van der Ploeg 12;
    uit de Weerd 0.5; van de Ven 13; el Hamdaoui 1
"""
# A capital is kept as typed, so `El Amrani` is no tussenvoegsel.
_ELDERS = """
    Yılmaz; Özdemir; Kaya; El Amrani; Bouali; Benali; Aziz; Mohamed; Ali; Hassan; Singh; Ramdin; Biharie;
    Wijnaldum; Tjon-A-Ten; Pinas; Lie; Sitorus; Nguyen; Chen; Kowalski; Nowak; Silva; Da Silva; Martina;
    Croes; Müller; Schröder; De Coninck; Peeters; O'Neill
"""


class Familie(NamedTuple):
    tussenvoegsel: str
    achternaam: str
    elders: bool = False


def _families() -> Kiezer:
    """17 % from elsewhere; of the others 70 % without and 30 % with a tussenvoegsel."""
    uit = {}
    for tekst, aandeel in ((_ZONDER, 0.83 * 0.7), (_MET, 0.83 * 0.3), (_ELDERS, 0.17)):
        elders = tekst is _ELDERS
        for naam, kans in Kiezer(tekst).kansen.items():
            deel = ("", naam) if elders else splits_achternaam(naam)
            uit[Familie(*deel, elders)] = kans * aandeel
    return Kiezer(uit)


FAMILIES = _families()

#: By generation: (man, woman).
VOORNAMEN = Kiezer(
    {
        (  # 55 and older
            Kiezer("""
                Jan 3; Hans 2; Piet 2; Henk 2; Kees 2; Wim 2; Gerard; Ton; Theo; Cor; Dick; Joop;
                Jan-Willem
            """),
            Kiezer("""
                Ria 2; Anneke 2; Marijke 2; Ineke 2; Truus; Joke 2; Hennie; Corrie; Wil; Tineke; Marian;
                Els
            """),
        ): 35,
        (  # 35 to 55
            Kiezer("""
                Jeroen 2; Martijn 2; Marcel; Sander; Bas; Wouter; Erik; Michiel; Arjan; Remco; Dennis; Mark;
                Paul
            """),
            Kiezer("""
                Esther; Marloes; Linda; Mirjam; Saskia; Petra; Kim; Ilse; Judith; Karin; Monique; Wendy;
                Annelies
            """),
        ): 45,
        (  # younger than 35
            Kiezer("Daan; Sem; Lars; Tim; Thijs; Bram; Luuk; Stijn; Jesse; Ruben; Niels; Koen; Gijs"),
            Kiezer("""
                Sanne; Emma; Julia; Lotte; Fleur; Anouk; Iris; Merel; Femke; Eva; Roos; Maud; Nina; Amber
            """),
        ): 20,
    }
)
VOORNAMEN_ELDERS = (
    Kiezer("""
        Mehmet; Youssef; Rajesh; Noël; José; Søren; Ali; Hassan; Ibrahim; Emre; Anil; Wei; Tomasz; Mohamed;
        Rachid
    """),
    Kiezer("""
        Özlem; Fatima; Soraya; Priya; Mei; Thị Lan; Ama; Shanice; Zoë; Chloé; Renée; Łucja; Samira; Ayşe;
        Naima; Anita
    """),
)
VOORNAMEN_NEUTRAAL = Kiezer("Robin; Sam; Jip; Bo; Dani; Charlie; Noor; Quinten")

AANSPREEKVORMEN = Kiezer({"V": 47, "M": 46, "N": 2, "O": 5})
#: Of those with a partner's name the rest of domein §5.1 follows: women 10/5/3, men 1/1/1.
NAAMGEBRUIK = {"V": Kiezer("E 82; V 10; P 5; N 3"), "M": Kiezer("E 97; V 1; P 1; N 1")}
#: (in front, behind) the name, for 8 %.
TITELS = Kiezer(
    {
        ("drs.", ""): 25,
        ("ir.", ""): 20,
        ("mr.", ""): 20,
        ("dr.", ""): 15,
        ("ing.", ""): 12,
        ("prof. dr.", ""): 5,
        ("", "MSc"): 20,
        ("", "MA"): 15,
        ("", "BSc"): 8,
    }
)
EXTRA_VOORLETTERS = Kiezer({0: 55, 1: 35, 2: 10})
LETTERS = "AABBCCDEEFGHHIJJJKLLMMMNOPPRRSTVWW"
