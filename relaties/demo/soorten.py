"""What kinds of organisations there are, and how their names are made (domein §5.2). All are invented."""

from typing import NamedTuple

from relaties.demo.kiezen import Kiezer

#: '-' is unknown.
RECHTSVORMEN = Kiezer("""
    bv 38; stichting 20; eenmanszaak 13; vof 7; vereniging 7; publiek 6; nv 2; cooperatie 1; maatschap 1;
    kerk 0.5; buitenlands 2; - 2.5
""")
#: What stands behind the name.
ACHTERVOEGSELS = {
    "bv": Kiezer({" B.V.": 5, " BV": 2, "": 3}),
    "nv": Kiezer({" N.V.": 7, "": 3}),
    "vof": Kiezer({"": 6, " VOF": 2, " v.o.f.": 2}),
    "maatschap": Kiezer({"": 6, " maatschap": 4}),
}
#: Number of employees (from, to); all kinds together come near 30/32/22/12/4 of domein §5.2.
GROOTTEN = {
    "klein": Kiezer({(1, 1): 58, (2, 9): 37, (10, 49): 5}),
    "gewoon": Kiezer({(1, 1): 18, (2, 9): 35, (10, 49): 30, (50, 249): 14, (250, 1200): 3}),
    "groot": Kiezer({(2, 9): 8, (10, 49): 34, (50, 249): 40, (250, 4000): 18}),
}


class Soort(NamedTuple):
    """A kind of organisation: `namen` are patterns, `segmenten` are 'Overheid' or 'Overheid/Gemeente'."""

    branche: str
    sbi: str
    namen: Kiezer
    segmenten: Kiezer
    grootte: str
    centrum: bool


_SEGMENTEN = {
    "zakelijk": Kiezer("""
        Sponsoren 36; Business Club 28; Zakelijke verhuur 22; Groepen/Personeelsvereniging 5;
        Leveranciers 3
    """),
    "techniek": Kiezer("Leveranciers/Techniek 3; Sponsoren 3; Business Club 3"),
    "horeca": Kiezer("""
        Leveranciers/Horeca 5; Sponsoren/Sponsor in natura 3; Zakelijke verhuur/Trouwen 1; Business Club 2
    """),
    "drukwerk": Kiezer("Leveranciers/Drukwerk 6; Sponsoren/Sponsor in natura 2; Business Club 1"),
    "ict": Kiezer("Leveranciers/ICT 5; Sponsoren 2; Business Club 3"),
    "veilig": Kiezer("Leveranciers/Beveiliging 5; Sponsoren 1"),
    "reizen": Kiezer("Groepen/Reisorganisatie 7; Business Club 1"),
    "po": Kiezer("Onderwijs/Primair onderwijs"),
    "vo": Kiezer("Onderwijs/Voortgezet onderwijs"),
    "mbo": Kiezer("Onderwijs/MBO 3; Onderwijs/HBO/WO 1"),
    "kunstonderwijs": Kiezer("Onderwijs/Kunstvakonderwijs 4; Producenten/Amateurs 1"),
    "gemeente": Kiezer("Overheid/Gemeente 9; Zakelijke verhuur/Gemeente 1"),
    "overheid": Kiezer("Overheid/Rijk 2; Overheid/Provincie 2; Zakelijke verhuur/Congres 1"),
    "fonds": Kiezer("Overheid/Fonds 5; Sponsoren/Hoofdsponsor 1"),
    "pers": Kiezer("Pers en media"),
    "impresariaat": Kiezer("Producenten/Impresariaat"),
    "toneel": Kiezer("Producenten/Toneelgezelschap 3; Producenten/Cabaret 1"),
    "muziek": Kiezer("Producenten/Muziekgezelschap"),
    "amateurs": Kiezer("Producenten/Amateurs 6; Zakelijke verhuur/Presentatie 1"),
    "zorg": Kiezer("Groepen/Zorginstelling 3; Zakelijke verhuur 1; Sponsoren/Stoelsponsor 1"),
    "vrienden": Kiezer("Groepen/Vriendengroep 3; Groepen/Personeelsvereniging 1; Zakelijke verhuur 1"),
    "overig": Kiezer("Zakelijke verhuur 4; Business Club 4; Oude indeling 1"),
}

# Legal forms | weight | branche | SBI | segments | size | place ('c' the centre) | names
# In a name: {f} family, {w} word, {e} word after De, {d} animal, {b} tree, {g} invented municipality,
# {a} department of one, {s} region, {m} society, {p} town.
_TABEL = """
bv eenmanszaak vof | 6 | Installatietechniek | 43221 | techniek | gewoon | | {f} Installatietechniek / Installatiebedrijf {f} / {w} Klimaattechniek
bv eenmanszaak vof | 6 | Bouw | 41200 | zakelijk | gewoon | | Bouwbedrijf {f} / Aannemersbedrijf {f} / {f} Bouw / Timmerbedrijf {f}
bv eenmanszaak vof | 3 | Schilders | 43340 | zakelijk | klein | | Schildersbedrijf {f} / {f} Schilderwerken
bv | 3 | Transport | 49410 | zakelijk | gewoon | | {f} Transport / {f} Logistiek / {w} Koeriers
bv vof | 3 | Drukkerijen | 18129 | drukwerk | gewoon | | Drukkerij {f} & Zn. / Drukkerij De {e} / {f} Grafisch
bv vof eenmanszaak | 3 | Bakkerijen | 10710 | horeca | gewoon | c | Bakkerij De {e} / Bakkerij {f} / Banketbakkerij {f}
bv vof | 4 | Hotels | 55101 | horeca | gewoon | c | Hotel De {d} / Hotel De {e} / Stadshotel De {d}
bv vof eenmanszaak | 4 | Restaurants | 56101 | horeca | klein | c | Restaurant De {d} / Eetcafé De {e} / Grand Café De {d} / Bistro {w}
bv vof | 1 | Campings | 55300 | horeca | klein | | Camping 't {w}nest / Camping De {b}hof
bv eenmanszaak | 5 | Communicatie | 73110 | zakelijk | klein | c | {w} Communicatie / {f} Communicatie / {w} Reclame / Bureau {w}
bv eenmanszaak vof | 4 | ICT | 62010 | ict | gewoon | | {w} ICT / {f} Automatisering / {w} Software / {d} Webbouw
bv eenmanszaak | 2 | Evenementen | 82300 | techniek | klein | | {w} Evenementen / {f} Licht en Geluid / {w} Theatertechniek
bv | 2 | Beveiliging | 80100 | veilig | gewoon | | {f} Beveiliging / {d} Bewaking
bv | 3 | Vastgoed | 68204 | zakelijk | klein | c | {f} Vastgoed / {w} Vastgoed / Makelaardij {f}
bv | 3 | Holdings | 64200 | zakelijk | klein | | {f} Holding / {f} Beheer / {w} Groep
bv nv maatschap | 3 | Advocatuur | 69101 | zakelijk | gewoon | c | {f} & Partners Advocaten / {f} Advocaten / {f} en {f} Notarissen
bv nv maatschap | 3 | Accountants | 69201 | zakelijk | gewoon | | {f} Accountants / {f} & {f} Accountants / {w} Administraties
bv nv | 2 | Verzekeringen | 66220 | zakelijk | gewoon | c | {f} Assurantiën / {w} Verzekeringen / {f} Financieel Advies
bv nv | 3 | Industrie | 28290 | zakelijk | groot | | {f} Machinefabriek / {w} Metaal / {f} Kunststoffen / {w} Verpakkingen
bv | 2 | Groothandel | 46900 | zakelijk | gewoon | | {f} Groothandel / {w} Import / {f} & Zonen
bv eenmanszaak vof | 3 | Autobedrijven | 45112 | zakelijk | gewoon | | Autobedrijf {f} / Garage {f} / {f} Mobiliteit
bv eenmanszaak vof | 4 | Detailhandel | 47190 | zakelijk | klein | c | Boekhandel {f} / {f} Mode / Juwelier {f} / Bloemenhuis De {b} / Fietsenwinkel {f}
bv eenmanszaak | 4 | Advies | 70221 | zakelijk | klein | c | {f} Advies / {w} Organisatieadvies / {f} Coaching / {w} Training
bv | 2 | Uitzendbureaus | 78201 | zakelijk | gewoon | c | {w} Uitzendbureau / {f} Personeelsdiensten
bv | 1 | Uitgeverijen | 58190 | pers | gewoon | c | Uitgeverij {w} / Uitgeverij {f}
bv | 1 | Reisorganisaties | 79110 | reizen | klein | c | {w} Reizen / {f} Touringcars / {d} Cultuurreizen
bv | 1 | Impresariaten | 90013 | impresariaat | klein | c | Impresariaat {f} / {w} Theaterproducties / {f} Producties
bv nv | 1 | Kranten | 58130 | pers | gewoon | c | {g} Courant / Dagblad De {e} / Weekblad De {d}
eenmanszaak | 3 | Kunstenaars | 90030 | overig | klein | c | Atelier {f} / Studio {w} / {f} Fotografie / {f} Tekst en Beeld
eenmanszaak vof | 2 | Persoonlijke verzorging | 96021 | zakelijk | klein | c | Kapsalon {f} / Salon {w} / Schoonheidssalon De {b}
eenmanszaak vof | 2 | Hoveniers | 81300 | zakelijk | klein | | Hoveniersbedrijf {f} / {f} Tuinen / Kwekerij De {b}
vof eenmanszaak | 2 | Landbouw | 01410 | overig | klein | | Melkveebedrijf {f} / Boerderij De {b}hoeve / Fruitbedrijf {f}
stichting | 4 | Podiumkunsten | 90011 | toneel | gewoon | c | Stichting Toneelgroep De {d} / Theatergroep {w} / Stichting Cabaret De {e} / Dansgezelschap {w}
stichting | 3 | Muziek | 90011 | muziek | gewoon | c | Stichting Kamerorkest {w} / Ensemble {w} / {s} Symfonietta
stichting | 3 | Musea | 91021 | vrienden | gewoon | c | Stichting Museum {w}huis / Museum De {d} / Stichting {w}huis
stichting | 6 | Basisonderwijs | 85201 | po | gewoon | | Basisschool De {e} / Basisschool De {d} / Openbare Basisschool De {b} / Daltonschool De {b}
stichting | 4 | Voortgezet onderwijs | 85310 | vo | groot | | {w} College / {s} Lyceum / Scholengroep {s} / {f} College
stichting | 1 | Beroepsonderwijs | 85320 | mbo | groot | | ROC {s} / Vakschool De {e} / Hogeschool {s}
stichting | 2 | Muziekscholen | 85521 | kunstonderwijs | gewoon | c | Muziekschool De {m} / Stichting Kunstencentrum {w} / Balletschool De {d}
stichting | 4 | Zorg | 87100 | zorg | groot | | Zorgcentrum De {b} / Woonzorgcentrum {b}hof / Stichting Thuiszorg {s} / Stichting Welzijn {s}
stichting | 2 | Fondsen | 64301 | fonds | klein | c | {f} Fonds / Stichting Cultuurfonds {s} / Stichting {w} Fonds
stichting | 2 | Omroepen | 60200 | pers | gewoon | c | Stichting Omroep {s} / Radio {w} / Stichting Lokale Omroep {g}
stichting | 4 | Vriendenstichtingen | 94993 | vrienden | klein | c | Stichting Vrienden van De {d} / Stichting {w} / Stichting Buurthuis De {b}
vereniging | 4 | Koren en orkesten | 90012 | amateurs | klein | c | Mannenkoor {m} {p} / Muziekvereniging {m} / Harmonie {m} / Popkoor {w}
vereniging | 3 | Toneelverenigingen | 90012 | amateurs | klein | c | Toneelvereniging {m} / Musicalvereniging {w} / Rederijkerskamer De {d}
vereniging | 3 | Sport | 93121 | zakelijk | klein | | Voetbalvereniging {m} / IJsclub {m} / Tennisclub De {b} / Hockeyclub De {d}
vereniging | 3 | Ondernemersverenigingen | 94110 | zakelijk | klein | c | Ondernemersvereniging {s} / Winkeliersvereniging De {b} / Bedrijvenkring {s}
vereniging | 3 | Personeelsverenigingen | 94999 | vrienden | klein | c | Personeelsvereniging {f} / Personeelsvereniging De {e} / Leesclub De {b}
publiek | 8 | Gemeenten | 84110 | gemeente | groot | c | Gemeente {g} / Gemeente {g}, afdeling {a}
publiek | 2 | Overheid | 84120 | overheid | groot | c | Waterschap {s} / Omgevingsdienst {s} / Veiligheidsregio {s} / Provincie {s}
cooperatie | 1 | Coöperaties | 64191 | zakelijk | gewoon | | Coöperatie {s} U.A. / Coöperatie De {e} U.A. / Energiecoöperatie {s} U.A.
kerk | 1 | Kerken | 94911 | vrienden | klein | c | Protestantse Gemeente {g} / Kerkgemeenschap De {d} / Kloostergemeenschap {b}hof
buitenlands | 1 | Cultuur | 90011 | toneel | gewoon | c | Cultuurhuis De {d} vzw / {f} Theater GmbH / {w} Productions Ltd / Théâtre {w} SARL
- | 1 | | | overig | klein | c | {f} / {w} / Stamtafel De {d} / {f} en {f} / Vriendengroep {f}
"""  # noqa: E501


def _soorten() -> dict[str, Kiezer]:
    """The kinds per legal form."""
    uit: dict[str, dict] = {}
    for regel in _TABEL.strip().splitlines():
        vormen, gewicht, branche, sbi, segmenten, grootte, plek, namen = map(str.strip, regel.split("|"))
        patronen = Kiezer([naam.strip() for naam in namen.split(" / ")])
        soort = Soort(branche, sbi, patronen, _SEGMENTEN[segmenten], grootte, plek == "c")
        for vorm in vormen.split():
            uit.setdefault("" if vorm == "-" else vorm, {})[soort] = float(gewicht)
    return {vorm: Kiezer(gewichten) for vorm, gewichten in uit.items()}


SOORTEN = _soorten()

_BEGIN = Kiezer("""
    Noorder; Ooster; Polder; Zuider; Wester; Linde; Heide; Ganze; Koren; Reiger; Wilgen; Zilver; Anker;
    Duin; Klaver
""").kansen
_EIND = Kiezer("haven; waard; veen; kerke; hoeve; rode; donk; stede; gaarde; meer").kansen
# Municipalities that exist, or nearly: never a real name.
_ECHT = {"Noorderveen", "Zuiderveen", "Duinkerke", "Duinrode", "Heidemeer", "Noordermeer", "Westermeer"}

_MET_HET = Kiezer("""
    Anker; Baken; Kompas; Zeil; Noorderlicht; Penseel; Samenspel; Veenland; Mozaïek; Facet; Dijkzicht;
    Bezield; Kleurrijk
""")
_MET_DE = Kiezer("""
    Lantaarn; Molen; Vlinder; Horizon; Spiegel; Parel; Sluis; Boog; Toren; Vuurtoren; Zwaluw; Waterlelie;
    Morgenster; Wegwijzer; Hooiberg; Kruik; Sleutel; Passer; Weegschaal; Kroon; Klok; Trommel; Fluit; Viool;
    Kwast; Kandelaar; Koets; Kade; Gracht; Bolder; Kajuit; Zandloper; Regenboog; Zonnewijzer; Windroos;
    Golfslag; Rietkraag; Waterkant; Tulp; Korenaar; Vonk; Ekster; Rozet; Balans; Dageraad; IJsvogel;
    Tafelronde; Notenbalk; Trapgevel; Stadspoort
""")

WOORDEN = {
    "w": Kiezer([*_MET_HET.kansen, *_MET_DE.kansen]),
    "e": _MET_DE,
    "d": Kiezer("""
        Zwaan; Reiger; Leeuw; Ooievaar; Haan; Vos; Valk; Zalm; Gouden Snoek; Hert; Pauw; Kievit; Otter;
        Bever; Bonte Koe; Witte Raaf; Zilveren Karper; Rode Leeuw; Zwarte Stier; Grutto; Lepelaar; Steenuil;
        Wilde Gans; Karekiet; Gouden Ster; Zon; Halve Maan; Drie Haringen; Vergulde Hand; Blauwe Pauw;
        Nachtegaal; Meerkoet; Eenhoorn
    """),
    "b": Kiezer("""
        Linde; Eik; Beuk; Wilg; Els; Berk; Kastanje; Meidoorn; Vlier; Iep; Esdoorn; Roos; Lelie; Zonnebloem;
        Klaproos; Boterbloem; Margriet; Korenbloem; Heide; Brem; Lavendel; Akelei; Sleedoorn; Hazelaar;
        Jasmijn; Wingerd
    """),
    "g": Kiezer([naam for begin in _BEGIN for eind in _EIND if (naam := begin + eind) not in _ECHT]),
    "s": Kiezer("""
        IJsseldelta; Salland-Oost; Noordrand; Rivierenpark; Waterstreek; Veluwezoom-Noord; Polderstreek;
        Lage Landen; Zandgronden; Hoge Venen; Duinstreek-Zuid; Merenland; Heuvelrand; Grensland; Kuststrook;
        Oeverland; Binnenveld; Stedendriehoek-Oost; Klaverblad; Delta-West; Bosrand; Terpenland;
        Zeekleiland; Hanzeland; Rietland
    """),
    "m": Kiezer("""
        De Volharding; De Toonladder; Crescendo; Excelsior; Concordia; Eendracht; Wilhelmina;
        Oefening Baart Kunst; De Harmonie; Kunst na Arbeid; Nut en Genoegen; Ons Genoegen; Da Capo;
        Con Brio; Euterpe; Thalia; Apollo; De Vriendenkring; Door Eendracht Sterk; Vooruit; Oranje Nassau;
        Amicitia; Halleluja; Soli Deo; Juliana; Hercules
    """),
    "a": Kiezer("""
        Cultuur; Onderwijs; Evenementen; Communicatie; Economie; Personeel en Organisatie; Vergunningen;
        Sport
    """),
}
