"""75 towns with area code and postcodes that exist (domein §5.5), and streets that could be anywhere."""

from typing import NamedTuple

from relaties.demo.kiezen import Kiezer


class Plaats(NamedTuple):
    naam: str
    provincie: str
    netnummer: str
    postcodes: tuple[str, ...]
    postbuscodes: tuple[str, ...]


# Town | province | area code | postcodes | postcodes of its boxes | weight. The theatre stands in Zwolle.
_TABEL = """
Amsterdam | Noord-Holland | 020 | 1011 1012 1013 1014 | 1000-1009 | 40
Amstelveen | Noord-Holland | 020 | 1181 1182 1183 1184 | 1180 | 3
Hoofddorp | Noord-Holland | 023 | 2131 2132 2133 2134 | 2130 | 3
Haarlem | Noord-Holland | 023 | 2011 2012 2013 2014 | 2000-2003 | 8
IJmuiden | Noord-Holland | 0255 | 1971 1972 1973 1974 | 1970 | 3
Zaandam | Noord-Holland | 075 | 1501 1502 1503 1504 | 1500 | 3
Purmerend | Noord-Holland | 0299 | 1441 1442 1443 1444 | 1440 | 3
Hoorn | Noord-Holland | 0229 | 1621 1622 1623 1624 | 1620 | 3
Alkmaar | Noord-Holland | 072 | 1811 1812 1813 1814 | 1800 | 3
Den Helder | Noord-Holland | 0223 | 1781 1782 1783 1784 | 1780 | 3
Den Burg | Noord-Holland | 0222 | 1791 | 1790 | 3
Hilversum | Noord-Holland | 035 | 1211 1212 1213 1214 | 1200 | 3
Almere | Flevoland | 036 | 1311 1312 1313 1314 | 1300 | 9
Lelystad | Flevoland | 0320 | 8211 8212 8218 8219 | 8200 | 3
Utrecht | Utrecht | 030 | 3511 3512 3513 3514 | 3500-3509 | 24
Amersfoort | Utrecht | 033 | 3811 3812 3813 3814 | 3800 | 10
Zeist | Utrecht | 030 | 3701 3702 3703 3704 | 3700 | 3
Nieuwegein | Utrecht | 030 | 3431 3432 3433 3434 | 3430 | 3
IJsselstein | Utrecht | 030 | 3401 3402 3403 3404 | 3400 | 3
Veenendaal | Utrecht | 0318 | 3901 3902 3903 3904 | 3900 | 3
Den Haag | Zuid-Holland | 070 | 2511 2512 2513 2514 | 2500-2509 | 24
Leiden | Zuid-Holland | 071 | 2311 2312 2313 2314 | 2300 | 7
Delft | Zuid-Holland | 015 | 2611 2612 2613 2614 | 2600 | 3
Rotterdam | Zuid-Holland | 010 | 3011 3012 3013 3014 | 3000-3009 | 28
Schiedam | Zuid-Holland | 010 | 3111 3112 3113 3114 | 3100 | 3
Dordrecht | Zuid-Holland | 078 | 3311 3312 3313 3314 | 3300 | 5
Gouda | Zuid-Holland | 0182 | 2801 2802 2803 2804 | 2800 | 3
Zoetermeer | Zuid-Holland | 079 | 2711 2712 2713 2715 | 2700 | 5
Alphen aan den Rijn | Zuid-Holland | 0172 | 2401 2402 2403 2404 | 2400 | 3
Katwijk | Zuid-Holland | 071 | 2221 2222 2223 2224 | 2220 | 3
Gorinchem | Zuid-Holland | 0183 | 4201 4202 4203 4204 | 4200 | 3
Breda | Noord-Brabant | 076 | 4811 4812 4813 4814 | 4800 | 9
Tilburg | Noord-Brabant | 013 | 5011 5012 5013 5014 | 5000 | 10
Eindhoven | Noord-Brabant | 040 | 5611 5612 5613 5614 | 5600 | 14
's-Hertogenbosch | Noord-Brabant | 073 | 5211 5212 5213 5215 | 5200 | 9
Helmond | Noord-Brabant | 0492 | 5701 5702 5703 5704 | 5700 | 3
Oss | Noord-Brabant | 0412 | 5341 5342 5343 5344 | 5340 | 3
Roosendaal | Noord-Brabant | 0165 | 4701 4702 4703 4704 | 4700 | 3
Bergen op Zoom | Noord-Brabant | 0164 | 4611 4612 4613 4614 | 4600 | 3
Middelburg | Zeeland | 0118 | 4331 4332 4333 4334 | 4330 | 3
Vlissingen | Zeeland | 0118 | 4381 4382 4383 4384 | 4380 | 3
Goes | Zeeland | 0113 | 4461 4462 4463 4464 | 4460 | 3
Terneuzen | Zeeland | 0115 | 4531 4532 4533 4535 | 4530 | 3
Maastricht | Limburg | 043 | 6211 6212 6213 6214 | 6200 | 7
Heerlen | Limburg | 045 | 6411 6412 6413 6414 | 6400 | 3
Sittard | Limburg | 046 | 6131 6132 6133 6134 | 6130 | 3
Venlo | Limburg | 077 | 5911 5912 5913 5914 | 5900 | 3
Roermond | Limburg | 0475 | 6041 6042 6043 6044 | 6040 | 3
Weert | Limburg | 0495 | 6001 6002 6003 6004 | 6000 | 3
Nijmegen | Gelderland | 024 | 6511 6512 6515 6521 | 6500 | 9
Arnhem | Gelderland | 026 | 6811 6812 6813 6814 | 6800 | 10
Apeldoorn | Gelderland | 055 | 7311 7312 7313 7314 | 7300 | 10
Ede | Gelderland | 0318 | 6711 6712 6713 6714 | 6710 | 3
Wageningen | Gelderland | 0317 | 6701 6702 6703 6704 | 6700 | 3
Tiel | Gelderland | 0344 | 4001 4002 4003 4004 | 4000 | 3
Zutphen | Gelderland | 0575 | 7201 7202 7203 7204 | 7200 | 3
Doetinchem | Gelderland | 0314 | 7001 7002 7003 7004 | 7000 | 3
Deventer | Overijssel | 0570 | 7411 7412 7413 7414 | 7400 | 22
Zwolle | Overijssel | 038 | 8011 8012 8013 8014 | 8000 | 60
Kampen | Overijssel | 038 | 8261 8262 8263 8264 | 8260 | 18
Enschede | Overijssel | 053 | 7511 7512 7513 7514 | 7500 | 10
Hengelo | Overijssel | 074 | 7551 7552 7553 7554 | 7550 | 6
Almelo | Overijssel | 0546 | 7601 7602 7603 7604 | 7600 | 5
Assen | Drenthe | 0592 | 9401 9402 9403 9404 | 9400 | 5
Emmen | Drenthe | 0591 | 7811 7812 7813 7814 | 7800 | 4
Hoogeveen | Drenthe | 0528 | 7901 7902 7903 7904 | 7900 | 5
Meppel | Drenthe | 0522 | 7941 7942 7943 7944 | 7940 | 12
Groningen | Groningen | 050 | 9711 9712 9713 9714 | 9700 | 12
Leeuwarden | Fryslân | 058 | 8911 8912 8913 8914 | 8900 | 8
Heerenveen | Fryslân | 0513 | 8441 8442 8443 8444 | 8440 | 3
Sneek | Fryslân | 0515 | 8601 8602 8603 8604 | 8600 | 3
IJlst | Fryslân | 0515 | 8651 | 8650 | 3
Drachten | Fryslân | 0512 | 9201 9202 9203 9204 | 9200 | 3
Harlingen | Fryslân | 0517 | 8861 8862 | 8860 | 3
Dokkum | Fryslân | 0519 | 9101 9102 9103 | 9100 | 3
"""


def _plaatsen() -> dict[Plaats, float]:
    uit = {}
    for regel in _TABEL.strip().splitlines():
        naam, provincie, netnummer, codes, postbus, gewicht = regel.split(" | ")
        eerste, _, laatste = postbus.partition("-")
        postbuscodes = tuple(str(code) for code in range(int(eerste), int(laatste or eerste) + 1))
        uit[Plaats(naam, provincie, netnummer, tuple(codes.split()), postbuscodes)] = float(gewicht)
    return uit


PLAATSEN = Kiezer(_plaatsen())
#: Letters that no street has.
POSTCODELETTERS = ["ZX", "ZY", "ZZ"]

STRATEN = Kiezer("""
    Kerkstraat 8; Dorpsstraat 7; Schoolstraat 6; Molenweg 5; Stationsweg 5; Stationsplein 3; Marktstraat 4;
    Markt 4; Nieuwstraat 6; Hoofdstraat 7; Havenstraat 5; Parklaan 5; Wilhelminastraat 5; Julianalaan 5;
    Beatrixstraat 4; Emmalaan 3; Prins Hendrikstraat 4; Oranjesingel 3; Raadhuisplein 2; Schouwburgplein 2;
    Theaterpad 1; Museumlaan 1; Sportlaan 3; Tulpstraat 3; Lindelaan 4; Eikenlaan 4; Meidoornweg 3;
    Zandpad 2; Achterweg 3; Noorderhaven 2; Zuidsingel 3; Oude Gracht 3; Nieuwe Gracht 2;
    Korte Brugstraat 2; Lange Voorstraat 2; 1e Jan Steenstraat 0.6; Plein 1944 0.5; 's-Gravelandseweg 0.5;
    't Veld 0.4; Burgemeester d'Ailly van Hengstlaan 0.3; Jhr. Mr. Dr. A. van Nooitgedachtlaan 0.2;
    Laan van Nieuw Oost-Indië 0.4; Graaf Willem II-straat 0.4; Curaçaostraat 0.4; IJsselkade 0.8;
    Ds. Y.K. Bakkerwei 0.2
""")
#: Streets of industrial estates.
INDUSTRIESTRATEN = Kiezer("Industrieweg 6; Handelskade 4; Ambachtsweg 4; Nijverheidsweg 5; Energieweg 4")


class Buitenland(NamedTuple):
    """A place abroad. Its telephone numbers are those that the regulator there keeps for fiction."""

    land: str
    regel: str
    postcode: str
    plaats: str
    telefoon: str
    taal: str


BUITENLAND = Kiezer(
    [
        Buitenland("BE", "Grote Markt {nr}", "2000", "Antwerpen", "+322555{cijfers}", "nl"),
        Buitenland("BE", "Kerkstraat {nr} bus 2", "9000", "Gent", "+322555{cijfers}", "nl"),
        Buitenland("BE", "Rue de l'Église {nr}", "1000", "Brussel", "+322555{cijfers}", "fr"),
        Buitenland("DE", "Königsallee {nr}", "40212", "Düsseldorf", "+493023125{drie}", "de"),
        Buitenland("DE", "Hauptstraße {nr}", "48143", "Münster", "+493023125{drie}", "de"),
        Buitenland("GB", "{nr} Example Road", "SE1 0ZX", "London", "+442079460{drie}", "en"),
        Buitenland("FR", "{nr} rue de l'Église", "75001", "Paris", "+33199001{drie}", "fr"),
        Buitenland("LU", "{nr}, rue du Marché", "L-1009", "Luxembourg", "", "fr"),
    ]
)
